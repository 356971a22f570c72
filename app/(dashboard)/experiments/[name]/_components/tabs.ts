import type { ExperimentRight } from '../../../../../server/shared/roles.ts';
import type { Experiment } from '../../../../_data/types.ts';
import type { LinkTab } from '../../../../_ui/link-tabs.tsx';

const TABS: readonly { path: string; label: string; needs: ExperimentRight }[] = [
  { path: '', label: 'Overview', needs: 'see' },
  { path: '/logs', label: 'Logs', needs: 'logs' },
  { path: '/snapshots', label: 'Snapshots', needs: 'open' },
  { path: '/sharing', label: 'Sharing', needs: 'see' },
  { path: '/settings', label: 'Settings', needs: 'manage' },
];

/** The tabs of an experiment that the person has a use for. */
export function tabsOf({ name, rights }: Pick<Experiment, 'name' | 'rights'>): LinkTab[] {
  return TABS.filter(({ needs }) => rights.includes(needs)).map(({ path, label }) => ({
    href: `/experiments/${name}${path}`,
    label,
  }));
}
