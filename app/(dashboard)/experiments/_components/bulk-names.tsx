import { experimentState } from '../../../_data/experiment-state.ts';
import { bytes } from '../../../_data/format.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import { State } from '../../../_ui/state.tsx';

interface Props {
  experiments: readonly ExperimentSummary[];
  /** States in which something will be done; of the others it is said that nothing will. */
  from: readonly ExperimentSummary['state'][];
}

/** Every experiment that something is about to be done to, by name and size. */
export function BulkNames({ experiments, from }: Props) {
  const refused = experiments.filter(({ state }) => !from.includes(state)).length;
  return (
    <div>
      <ul
        // A list that scrolls can be scrolled by keyboard too.
        tabIndex={experiments.length > 5 ? 0 : undefined}
        aria-label="Experiments"
        className="max-h-52 divide-y divide-line overflow-y-auto rounded-control border border-line bg-panel"
      >
        {experiments.map((experiment) => {
          const { kind, word } = experimentState(experiment);
          return (
            <li key={experiment.id} className="flex h-9 items-center gap-3 px-3 text-small">
              <span className="min-w-0 grow truncate font-medium">{experiment.name}</span>
              {from.includes(experiment.state) ? (
                <span className="shrink-0 text-ink-2">{bytes(experiment.diskBytes)}</span>
              ) : (
                <State kind={kind}>{word}</State>
              )}
            </li>
          );
        })}
      </ul>
      {refused > 0 && (
        <p className="mt-2 text-ink-2 text-small">
          {refused === experiments.length
            ? 'As they are now, this will be refused for all of them.'
            : `For ${refused} of them this will be refused as they are now; the others go on.`}
        </p>
      )}
    </div>
  );
}
