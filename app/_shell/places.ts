import { Activity, CircleUser, FlaskConical, GitBranch, type LucideIcon } from 'lucide-react';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Another origin: opens in a tab of its own. */
  outside: boolean;
}

/** The places of the dashboard, in the rail, the phone's bar and the palette alike. */
export function places(gitAddress: string): Place[] {
  return [
    { href: '/experiments', label: 'Experiments', icon: FlaskConical, outside: false },
    { href: '/activity', label: 'Activity', icon: Activity, outside: false },
    { href: gitAddress, label: 'Git', icon: GitBranch, outside: true },
    { href: '/account', label: 'Account', icon: CircleUser, outside: false },
  ];
}

/** Operations are reached from the activity, so that place stays marked there. */
export function isCurrent(place: Place, pathname: string): boolean {
  if (place.outside) return false;
  if (place.href === '/activity' && pathname.startsWith('/operations')) return true;
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}
