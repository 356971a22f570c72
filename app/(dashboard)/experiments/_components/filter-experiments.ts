import { experimentState, isRunning, needsAttention } from '../../../_data/experiment-state.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import type { FilterTab } from '../../../_ui/filter-tabs.tsx';

export type ExperimentTab = 'all' | 'mine' | 'running' | 'attention';

const TABS: Record<ExperimentTab, { label: string; holds: (experiment: ExperimentSummary) => boolean }> = {
  all: { label: 'All', holds: () => true },
  mine: { label: 'Mine', holds: (experiment) => experiment.mine },
  running: { label: 'Running', holds: isRunning },
  attention: { label: 'Needs attention', holds: needsAttention },
};

/** The tabs with how many experiments each holds. */
export function tabsOf(experiments: readonly ExperimentSummary[]): FilterTab<ExperimentTab>[] {
  const keys: ExperimentTab[] = ['all', 'mine', 'running', 'attention'];
  return keys.map((key) => ({ key, label: TABS[key].label, count: experiments.filter(TABS[key].holds).length }));
}

/** The experiments of a tab with the text in their name, owner or state. */
export function filterExperiments(
  experiments: readonly ExperimentSummary[],
  tab: ExperimentTab,
  text: string,
): ExperimentSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return experiments.filter((experiment) => {
    if (!TABS[tab].holds(experiment)) return false;
    const { name, displayName, owner } = experiment;
    const all = `${name} ${displayName} ${owner} ${experimentState(experiment).word}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
