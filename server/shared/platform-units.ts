/**
 * The platform's own units, with names for people. Those that are not installed (Docker) are left out wherever they are looked
 * at. PostgreSQL is not among them: without it the platform knows nothing, and systemd starts it again by itself. Built-in
 * modules only.
 */
export const PLATFORM_UNITS = [
  { unit: 'nginx.service', title: 'Front door' },
  { unit: 'dashboard.service', title: 'Dashboard' },
  { unit: 'gitea.service', title: 'Git service' },
  { unit: 'prometheus.service', title: 'Prometheus' },
  { unit: 'monitoring.socket', title: 'Monitoring API' },
  { unit: 'authenticator.socket', title: 'Authenticator' },
  { unit: 'homelab-ssh.socket', title: 'SSH for experiments' },
  { unit: 'docker.service', title: 'Docker' },
] as const;

export type PlatformUnitName = (typeof PLATFORM_UNITS)[number]['unit'];

export function isPlatformUnit(value: unknown): value is PlatformUnitName {
  return PLATFORM_UNITS.some(({ unit }) => unit === value);
}
