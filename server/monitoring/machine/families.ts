import type { Family, Sample } from '../exposition.ts';
import type { Machine } from './machine.ts';

/** The platform's own unit with its state and memory; null for what is not known. */
export interface UnitUsage {
  unit: string;
  up: boolean | null;
  memoryBytes: number | null;
}

/** The metrics of the machine and of the platform's units. They are documented in docs/operations/metrics.md. */
export function machineFamilies(machine: Machine, units: readonly UnitUsage[]): Family[] {
  const [load1, load5, load15] = machine.load ?? [null, null, null];
  const load = (minutes: number, value: number | null) =>
    single(
      `load${minutes}`,
      `Load average over ${minutes} min from /proc/loadavg; in a container without lxcfs that is the host's.`,
      value,
    );
  return [
    family('homelab_machine_cpu_seconds_total', 'counter', 'CPU time used by this machine or container.', [
      { labels: { mode: 'user' }, value: machine.cpu?.user ?? null },
      { labels: { mode: 'system' }, value: machine.cpu?.system ?? null },
    ]),
    single('cpus', 'Processors that programs of this machine or container may run on.', machine.cpus),
    single(
      'memory_total_bytes',
      'Memory of this machine, or the limit of the container when that is lower.',
      machine.memoryTotalBytes,
    ),
    single(
      'memory_available_bytes',
      'Memory that programs can still get: MemAvailable of the kernel, or what the limit of the container leaves when that is lower.',
      machine.memoryAvailableBytes,
    ),
    load(1, load1),
    load(5, load5),
    load(15, load15),
    family(
      'homelab_machine_filesystem_size_bytes',
      'gauge',
      'Size of the file system.',
      machine.filesystems.map(({ mountpoint, sizeBytes }) => ({ labels: { mountpoint }, value: sizeBytes })),
    ),
    family(
      'homelab_machine_filesystem_available_bytes',
      'gauge',
      'Space of the file system that accounts other than root can still use.',
      machine.filesystems.map(({ mountpoint, availableBytes }) => ({ labels: { mountpoint }, value: availableBytes })),
    ),
    family(
      'homelab_unit_up',
      'gauge',
      '1 when the unit of the platform is active, else 0. Absent when the unit does not exist or the service manager does not answer.',
      units.map(({ unit, up }) => ({ labels: { unit }, value: up === null ? null : Number(up) })),
    ),
    family(
      'homelab_unit_memory_bytes',
      'gauge',
      'Working set of the unit of the platform: memory charged to it without inactive file cache.',
      units.map(({ unit, memoryBytes }) => ({ labels: { unit }, value: memoryBytes })),
    ),
  ];
}

function family(name: string, type: Family['type'], help: string, samples: Sample[]): Family {
  return { name, type, help, samples };
}

function single(name: string, help: string, value: number | null): Family {
  return family(`homelab_machine_${name}`, 'gauge', help, [{ labels: {}, value }]);
}
