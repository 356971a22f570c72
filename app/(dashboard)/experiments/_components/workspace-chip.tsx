import type { Workspace } from '../../../../server/shared/names.ts';
import { workspaceState } from '../../../_data/experiment-state.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import { WORKSPACE_NAMES, workspaceHref } from '../../../_data/workspaces.ts';
import { cx } from '../../../_ui/class-names.ts';
import { StateMark } from '../../../_ui/state.tsx';

/** Opens a workspace from the list, starting it where it is stopped. */
export function WorkspaceChip({ experiment, workspace }: { experiment: ExperimentSummary; workspace: Workspace }) {
  const state = experiment[workspace];
  const title = WORKSPACE_NAMES[workspace];
  const look =
    'inline-flex h-[26px] shrink-0 items-center whitespace-nowrap gap-2 rounded-control border px-2 text-label font-medium';
  if (experiment.state !== 'ready') {
    return <span className={cx(look, 'border-line text-ink-3')}>{title}</span>;
  }
  const { kind, word } = workspaceState(state);
  const lit = state !== 'stopped' && state !== 'unknown';
  return (
    <a
      href={workspaceHref(experiment.name, workspace)}
      target="_blank"
      rel="noopener"
      title={`Open ${title} of ${experiment.name} (${word.toLowerCase()})`}
      aria-label={`Open ${title} of ${experiment.name}, ${word.toLowerCase()}`}
      className={cx(
        look,
        'relative z-10 border-line-strong transition-colors duration-150 hover:bg-hover hover:text-ink max-md:h-10',
        lit ? 'bg-raised text-ink' : 'text-ink-2',
      )}
    >
      {lit && <StateMark kind={kind} />}
      {title}
    </a>
  );
}
