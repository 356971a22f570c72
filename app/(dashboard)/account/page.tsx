import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { load, loadIfThere } from '../../_data/load.ts';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Fact, Facts, Mono, Panel } from '../../_ui/panel.tsx';
import { KeyboardHelp } from './_components/keyboard-help.tsx';
import { LogOut } from './_components/log-out.tsx';
import { SessionList } from './_components/session-list.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const caller = await serverCaller();
  const [{ username, admin, hostname, version, gitKind }, sessions] = await Promise.all([
    load(caller.sessions.current()),
    loadIfThere(caller.sessions.list()),
  ]);
  return (
    <>
      <PageHeader
        title={username}
        description={`${admin ? 'Administrator' : 'Member'} on ${hostname}. The account and its password are those of the machine.`}
        actions={<LogOut />}
      />
      <h2 className="mb-3 font-semibold text-title">Where you are logged in</h2>
      <SessionList initial={sessions} />
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <KeyboardHelp />
        <Panel title="This platform">
          <Facts>
            <Fact label="Machine">
              <Mono>{hostname}</Mono>
            </Fact>
            <Fact label="Version">
              <Mono>{version}</Mono>
            </Fact>
            <Fact label="Git service">
              {gitKind === 'gitea' ? 'Gitea' : 'Embedded: repositories and tokens, without issues and pull requests'}
            </Fact>
          </Facts>
        </Panel>
      </div>
    </>
  );
}
