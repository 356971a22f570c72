import { archiveState, contentsInWords } from '../../../_data/archive-state.ts';
import { bytes } from '../../../_data/format.ts';
import type { Archive } from '../../../_data/types.ts';
import type { Column } from '../../../_ui/data-table.tsx';
import { State } from '../../../_ui/state.tsx';
import { Time } from '../../../_ui/time.tsx';
import { Unknown } from '../../../_ui/unknown.tsx';

const unknown = <Unknown />;

export const ARCHIVE_COLUMNS: readonly Column<Archive>[] = [
  {
    key: 'name',
    header: 'Experiment',
    className: 'max-w-[260px] @max-[620px]:w-[55%] @max-[620px]:max-w-0',
    cell: (archive) => (
      <>
        <span className="block truncate font-semibold">{archive.experimentName}</span>
        <span className="block truncate text-ink-3 text-label">
          {archive.problem ?? contentsInWords(archive) ?? 'On its way'}
        </span>
      </>
    ),
  },
  {
    key: 'state',
    header: 'State',
    className: 'whitespace-nowrap',
    cell: (archive) => {
      const { kind, word } = archiveState(archive);
      return <State kind={kind}>{word}</State>;
    },
  },
  {
    key: 'size',
    header: 'Size',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: (archive) => (archive.bytes === null ? unknown : bytes(archive.bytes)),
  },
  {
    key: 'owner',
    header: 'Owner',
    from: 'md',
    className: 'max-w-[128px] truncate pl-6',
    cellClassName: 'text-ink-2',
    cell: ({ owner }) => owner,
  },
  {
    key: 'target',
    header: 'Place',
    from: 'lg',
    className: 'max-w-[180px] truncate',
    cellClassName: 'text-ink-2',
    cell: ({ target }) => target,
  },
  {
    key: 'verified',
    header: 'Last compared',
    align: 'right',
    from: 'lg',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-2',
    cell: ({ verifiedAt }) => (verifiedAt ? <Time at={verifiedAt} /> : unknown),
  },
  {
    key: 'created',
    header: 'Archived',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-3',
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];
