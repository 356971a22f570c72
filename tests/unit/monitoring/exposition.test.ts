import { expect, test } from 'vitest';
import { experimentFamilies } from '../../../server/monitoring/experiments/families.ts';
import type { ExperimentUsage } from '../../../server/monitoring/experiments/usage.ts';
import { renderPage } from '../../../server/monitoring/exposition.ts';
import { machineFamilies } from '../../../server/monitoring/machine/families.ts';

const idle: ExperimentUsage = {
  name: 'idle',
  state: 'ready',
  cpuSeconds: null,
  memoryBytes: null,
  memoryLimitBytes: null,
  tasks: null,
  diskBytes: null,
  diskLimitBytes: null,
  up: { lab: false, code: null },
};
const busy: ExperimentUsage = { ...idle, name: 'busy', cpuSeconds: 0, memoryBytes: 10, up: { lab: true, code: false } };

test('a page has the type, the help and the samples of each metric', async () => {
  const page = await renderPage([
    { name: 'homelab_x_total', type: 'counter', help: 'Things.', samples: [{ labels: { kind: 'a' }, value: 2.5 }] },
  ]);
  expect(page).toBe('# HELP homelab_x_total Things.\n# TYPE homelab_x_total counter\nhomelab_x_total{kind="a"} 2.5\n');
});

test('what is not known is absent from the page, and a known zero is there', async () => {
  const page = await renderPage(experimentFamilies([idle, busy]));
  expect(page).toContain('homelab_experiment_cpu_seconds_total{experiment="busy"} 0');
  expect(page).not.toContain('cpu_seconds_total{experiment="idle"}');
  expect(page).toContain('homelab_experiment_workspace_up{experiment="idle",workspace="lab"} 0');
  expect(page).not.toContain('experiment="idle",workspace="code"');
});

test('a metric without any known value is left out with its help', async () => {
  expect(await renderPage(experimentFamilies([idle]))).not.toContain('homelab_experiment_disk_bytes');
});

test('an unknown figure of the machine is absent, where the library would write 0', async () => {
  const machine = {
    cpus: 2,
    cpu: null,
    memoryTotalBytes: null,
    memoryAvailableBytes: null,
    load: null,
    filesystems: [],
  };
  const page = await renderPage(machineFamilies(machine, []));
  expect(page).toBe(
    '# HELP homelab_machine_cpus Processors that programs of this machine or container may run on.\n# TYPE homelab_machine_cpus gauge\nhomelab_machine_cpus 2\n',
  );
});
