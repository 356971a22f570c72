import { UserRound } from 'lucide-react';
import { bytes } from '../../../../../_data/format.ts';
import type { Experiment } from '../../../../../_data/types.ts';
import { CopyButton } from '../../../../../_ui/copy-button.tsx';
import { Fact, Mono, Panel } from '../../../../../_ui/panel.tsx';
import { Unknown } from '../../../../../_ui/unknown.tsx';

/** The experiment on the machine: its system user, where its files are and what it may use at most. */
export function AccountPanel({ experiment }: { experiment: Experiment }) {
  const { account, uid, home, slice, diskBytes, limits } = experiment;
  const cpu = limits.cpuPercent / 100;
  return (
    <Panel title="On the machine" icon={UserRound} className="lg:col-span-2">
      <dl className="grid gap-x-[52px] lg:grid-cols-2">
        <Fact label="System user" action={<CopyButton text={account} label="Copy the name of the system user" />}>
          <Mono>{account}</Mono>
          {uid !== null && <span className="text-ink-3"> uid {uid}</span>}
        </Fact>
        <Fact label="Memory limit">
          {bytes(limits.memoryMaxBytes)}
          <span className="text-ink-2"> · slowed down from {bytes(limits.memoryHighBytes)} on</span>
        </Fact>
        <Fact label="Home" action={<CopyButton text={home} label="Copy the path of the home" />}>
          <Mono>{home}</Mono>
          {diskBytes !== null && <span className="text-ink-2"> · {bytes(diskBytes)}</span>}
        </Fact>
        <Fact label="CPU limit">
          {cpu === 1 ? '1 core' : `${cpu} cores`}
          <span className="text-ink-2"> · at most {limits.tasksMax} processes and threads</span>
        </Fact>
        <Fact label="Slice">{slice === null ? <Unknown /> : <Mono>{slice}</Mono>}</Fact>
      </dl>
    </Panel>
  );
}
