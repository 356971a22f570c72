import { Package } from 'lucide-react';
import { count } from '../../../../_data/archive-state.ts';
import { bytes } from '../../../../_data/format.ts';
import type { Archive } from '../../../../_data/types.ts';
import { Fact, Facts, Panel } from '../../../../_ui/panel.tsx';
import { NameList } from './name-list.tsx';

/** What can be had back from an archive. */
export function ArchiveContents({ archive: { contents, kind } }: { archive: Archive }) {
  return (
    <Panel title="Contents" icon={Package}>
      {contents ? (
        <Facts>
          <Fact label="Home">
            {bytes(contents.homeBytes)}, {count(contents.homeFiles, 'file')}
          </Fact>
          <Fact label="Database">
            {bytes(contents.databaseBytes)}, <NameList names={contents.tables} one="table" />
          </Fact>
          {kind === 'archive' && (
            <>
              <Fact label="Repository">
                <NameList names={contents.branches} one="branch" many="branches" />
              </Fact>
              <Fact label="Secrets">
                <NameList names={contents.secrets} one="secret" />
              </Fact>
              <Fact label="Members">
                {contents.members === 0 ? 'None but the owner' : count(contents.members, 'person', 'people')}
              </Fact>
            </>
          )}
        </Facts>
      ) : (
        <p className="text-ink-2">It is being written. What is in it is known when that is done.</p>
      )}
    </Panel>
  );
}
