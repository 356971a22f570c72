'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { SshKeysView } from '../../../../../../_data/types.ts';
import { CopyButton } from '../../../../../../_ui/copy-button.tsx';
import { PartQuery } from '../../../../../../_ui/part-query.tsx';
import { SshKeyForm } from './ssh-key-form.tsx';
import { SshKeyList } from './ssh-key-list.tsx';

/** Keys that may log in, and the command that does it. */
export function SshKeySettings({ name, initial }: { name: string; initial: SshKeysView | undefined }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.sshKeys.list.queryOptions({ name }),
    ...(initial && { initialData: initial }),
  });
  return (
    <PartQuery query={query} title="The keys could not be loaded" height="h-[280px]">
      {({ account, port, keys }) => (
        <div className="rounded-panel border border-line bg-panel">
          <Command account={account} port={port} />
          <SshKeyList name={name} keys={keys} />
          <SshKeyForm name={name} />
        </div>
      )}
    </PartQuery>
  );
}

/** The host is the one that this page was opened with. */
function Command({ account, port }: { account: string; port: number }) {
  const [host, setHost] = useState('…');
  useEffect(() => setHost(window.location.hostname), []);
  const command = `ssh -p ${port} ${account}@${host}`;
  return (
    <div className="m-[18px] flex items-center gap-2 rounded-control border border-line bg-well py-1.5 pr-1.5 pl-3">
      <code className="min-w-0 grow overflow-x-auto whitespace-nowrap font-mono text-[12.5px]">{command}</code>
      <CopyButton text={command} label="Copy the command" />
    </div>
  );
}
