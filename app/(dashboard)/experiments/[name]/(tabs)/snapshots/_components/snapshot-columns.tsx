import { bytes } from '../../../../../../_data/format.ts';
import type { Archive } from '../../../../../../_data/types.ts';
import type { Column } from '../../../../../../_ui/data-table.tsx';
import { State } from '../../../../../../_ui/state.tsx';
import { Time } from '../../../../../../_ui/time.tsx';
import { Unknown } from '../../../../../../_ui/unknown.tsx';
import { madeBy, snapshotState } from './snapshot-state.ts';

const unknown = <Unknown />;

export const SNAPSHOT_COLUMNS: readonly Column<Archive>[] = [
  {
    key: 'made',
    header: 'Made',
    cell: (snapshot) => (
      <>
        <span className="block font-medium">
          <Time at={snapshot.createdAt} />
        </span>
        <span className="block text-ink-3 text-label">{madeBy(snapshot)}</span>
      </>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => {
      const { kind, word } = snapshotState(state);
      return <State kind={kind}>{word}</State>;
    },
  },
  {
    key: 'place',
    header: 'Place',
    from: 'lg',
    className: 'max-w-[220px] truncate',
    cellClassName: 'text-ink-2 text-small',
    cell: ({ target }) => target,
  },
  {
    key: 'home',
    header: 'Home',
    align: 'right',
    from: 'lg',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-2',
    cell: ({ contents }) => (contents ? bytes(contents.homeBytes) : unknown),
  },
  {
    key: 'database',
    header: 'Database',
    align: 'right',
    from: 'lg',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-2',
    cell: ({ contents }) => (contents ? bytes(contents.databaseBytes) : unknown),
  },
  {
    key: 'size',
    header: 'Packed',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: ({ bytes: size }) => (size === null ? unknown : bytes(size)),
  },
];
