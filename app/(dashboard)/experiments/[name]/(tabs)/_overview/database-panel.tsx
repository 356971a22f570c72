import { Database } from 'lucide-react';
import { bytes, UNKNOWN } from '../../../../../_data/format.ts';
import type { Experiment } from '../../../../../_data/types.ts';
import { CopyButton } from '../../../../../_ui/copy-button.tsx';
import { Fact, Facts, Mono, Panel } from '../../../../../_ui/panel.tsx';
import { Problem } from '../../../../../_ui/problem.tsx';
import { can } from '../../_components/experiment-context.tsx';

/** The experiment's database. `psql` without arguments reaches it from a terminal inside. */
export function DatabasePanel({ experiment }: { experiment: Experiment }) {
  const { name, role, sizeBytes, connections, problem } = experiment.database;
  return (
    <Panel title="Database" icon={Database}>
      {problem && <Problem>{problem}</Problem>}
      <Facts>
        <Fact label="Name" action={<CopyButton text={name} label="Copy the name of the database" />}>
          <Mono>{name}</Mono>
        </Fact>
        <Fact label="Role">
          <Mono>{role}</Mono>
        </Fact>
        <Fact label="Size">
          {bytes(sizeBytes)}
          {connections !== null && (
            <span className="text-ink-2">
              {' '}
              · {connections === 1 ? '1 connection' : `${connections === 0 ? 'no' : connections} connections`}
            </span>
          )}
          {sizeBytes === null && problem === null && <span className="sr-only">{UNKNOWN}</span>}
        </Fact>
        {can(experiment, 'open') && (
          <Fact label="Connect" action={<CopyButton text="psql" label="Copy the command" />}>
            <Mono>psql</Mono>
            <span className="text-ink-3"> in its terminal</span>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}
