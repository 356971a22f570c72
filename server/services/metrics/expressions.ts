/**
 * What is asked of Prometheus. Names of experiments hold only lower-case letters, digits and hyphens, so they stand in a
 * selector as they are; callers pass names from the database.
 */

/** Window of a CPU rate: several scrapes, so that one that is missed leaves no gap. */
export const RATE_SECONDS = 120;

/** Prometheus scrapes this often (prometheus.yml), so a value may be that much older than the moment it is shown for. */
export const SCRAPE_SECONDS = 15;

/** Cores in use. */
export function cpuOf(names: readonly string[], windowSeconds = RATE_SECONDS): string {
  return `sum by (experiment) (rate(homelab_experiment_cpu_seconds_total{${among(names)}}[${windowSeconds}s]))`;
}

/** Working set in bytes. */
export function memoryOf(names: readonly string[]): string {
  return `max by (experiment) (homelab_experiment_memory_bytes{${among(names)}})`;
}

/** Bytes of the home. */
export function diskOf(names: readonly string[]): string {
  return `max by (experiment) (homelab_experiment_disk_bytes{${among(names)}})`;
}

/** Unix time at which each last used the CPU in earnest, in the past seven days; a recording rule of Prometheus keeps it. */
export function lastActiveOf(names: readonly string[]): string {
  return `max by (experiment) (max_over_time(homelab:experiment_active_time_seconds{${among(names)}}[7d]))`;
}

/** 1 when Prometheus could read the monitoring API at its last try, 0 when not. */
export const SCRAPED = 'up{job="homelab"}';

function among(names: readonly string[]): string {
  return `experiment=~"${names.join('|')}"`;
}
