import {
  Activity,
  Archive,
  CircleUser,
  FlaskConical,
  GitBranch,
  type LucideIcon,
  Settings,
  Stethoscope,
} from 'lucide-react';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Another origin: opens in a tab of its own. */
  outside: boolean;
}

/** The places of the dashboard, in the rail and the palette alike. */
export function places(gitAddress: string): Place[] {
  return [
    { href: '/experiments', label: 'Experiments', icon: FlaskConical, outside: false },
    { href: '/archives', label: 'Archives', icon: Archive, outside: false },
    { href: '/activity', label: 'Activity', icon: Activity, outside: false },
    { href: gitAddress, label: 'Git', icon: GitBranch, outside: true },
    { href: '/account', label: 'Account', icon: CircleUser, outside: false },
  ];
}

/** What is about the machine as a whole; for administrators. */
export function machinePlaces(admin: boolean): Place[] {
  if (!admin) return [];
  return [
    { href: '/doctor', label: 'Doctor', icon: Stethoscope, outside: false },
    { href: '/settings', label: 'Settings', icon: Settings, outside: false },
  ];
}

/** Operations are reached from the activity, so that place stays marked there. */
export function isCurrent(place: Place, pathname: string): boolean {
  if (place.outside) return false;
  if (place.href === '/activity' && pathname.startsWith('/operations')) return true;
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}
