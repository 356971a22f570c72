import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { OperationKind } from '../../server/db/schema/index.ts';
import { finalPosition, OPERATION_KINDS, planOf } from '../../server/services/operations/plans.ts';
import { type ExperimentRight, RIGHTS, rightsOf } from '../../server/shared/roles.ts';

const PAGE = new URL('../../docs/user-guide/life-of-an-experiment.md', import.meta.url);

const NAMES: Record<OperationKind, string> = {
  'experiment.create': 'create',
  'experiment.remove': 'delete',
  'experiment.start': 'start',
  'experiment.stop': 'stop',
  'experiment.restart': 'restart',
  'experiment.renew': 'change passwords and tokens',
  'experiment.archive': 'archive',
  'experiment.restore': 'restore',
  'experiment.snapshot': 'take a snapshot',
  'experiment.recover': 'recover from a snapshot',
  'experiment.mend': 'mend',
  'archive.remove': 'delete the archive',
  'snapshot.remove': 'delete a snapshot',
};
/** These begin with a row of their own, so what the plan allows is a new try. */
const BEGIN: readonly OperationKind[] = ['experiment.create', 'experiment.restore'];

function row(kind: OperationKind): string {
  const plan = planOf(kind);
  const from = BEGIN.includes(kind) ? 'the name is free' : plan.from.join(', ');
  const final = plan.steps[finalPosition(kind)];
  const cells = [
    NAMES[kind],
    from,
    who(plan.needs),
    plan.during ?? 'as it was',
    after(plan.succeeded),
    final?.title ?? 'can always be undone',
  ];
  return `| ${cells.join(' | ')} |`;
}

function who(right: ExperimentRight): string {
  expect(RIGHTS).toContain(right);
  return rightsOf({ role: 'operator', logs: true }).includes(right) ? 'owner, operator' : 'owner';
}

function after(state: string): string {
  if (state === 'before') return 'as it was';
  return state === 'gone' ? 'gone' : state;
}

test('the user guide’s table of states is what the plans say', async () => {
  const page = await readFile(PAGE, 'utf8');
  const rows = page.split('\n').filter((line) => Object.values(NAMES).some((name) => line.startsWith(`| ${name} |`)));
  expect(rows).toEqual(OPERATION_KINDS.map(row));
});
