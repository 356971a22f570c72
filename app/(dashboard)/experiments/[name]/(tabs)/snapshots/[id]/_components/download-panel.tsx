import { Download } from 'lucide-react';
import { bytes } from '../../../../../../../_data/format.ts';
import type { Archive } from '../../../../../../../_data/types.ts';
import { buttonClass } from '../../../../../../../_ui/button.tsx';
import { cx } from '../../../../../../../_ui/class-names.ts';
import { Fact, Facts, Mono, Panel } from '../../../../../../../_ui/panel.tsx';
import { Time } from '../../../../../../../_ui/time.tsx';

/** What the snapshot holds, where it is, and its files to download. */
export function DownloadPanel({ snapshot }: { snapshot: Archive }) {
  const { id, contents, files, target, verifiedAt, bytes: size } = snapshot;
  return (
    <Panel title="Contents" icon={Download}>
      <Facts>
        {contents && (
          <>
            <Fact label="Home">
              {bytes(contents.homeBytes)}
              <span className="text-ink-2"> · {contents.homeFiles.toLocaleString('en-GB')} files</span>
            </Fact>
            <Fact label="Database">
              {bytes(contents.databaseBytes)}
              <span className="text-ink-2">
                {' '}
                · {contents.tables.length === 1 ? '1 table' : `${contents.tables.length} tables`}
              </span>
            </Fact>
          </>
        )}
        <Fact label="Packed">{bytes(size)}</Fact>
        <Fact label="Place">{target}</Fact>
        {verifiedAt && (
          <Fact label="Read back">
            <Time at={verifiedAt} />
          </Fact>
        )}
      </Facts>
      {files.length > 0 && (
        <ul aria-label="Files to download" className="mt-3 border-line border-t pt-2">
          {files.map((file) => (
            <li key={file.name} className="flex min-h-9 items-center gap-2 max-md:min-h-11">
              <span className="min-w-0 grow">
                <Mono>{file.name}</Mono>
                <span className="text-ink-3 text-label"> {bytes(file.bytes)}</span>
              </span>
              <a
                href={`/archives/${id}/${file.name}`}
                download
                aria-label={`Download ${file.name}`}
                className={cx(buttonClass({ size: 'table', look: 'quiet' }), 'max-md:h-10')}
              >
                Download
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
