import { describe, expect, test } from 'vitest';
import { sentence } from '../../app/(dashboard)/operations/[id]/_components/operation-words.ts';

type Operation = Parameters<typeof sentence>[0];

/** A cancelled change of passwords; only what the sentence is made of is there. */
function cancelled(states: Record<string, string>): string {
  const steps = Object.entries(states).map(([key, state]) => ({ key, state, title: key }));
  return sentence({ state: 'cancelled', kind: 'experiment.renew', steps } as unknown as Operation, false);
}

describe('the page of a cancelled operation', () => {
  test('says that nothing was done only where no step was', () => {
    expect(cancelled({ check: 'pending', doors: 'pending' })).toBe('It was cancelled before anything was done.');
    expect(cancelled({ check: 'done', doors: 'pending' })).toBe('It was cancelled before anything was changed.');
  });

  test('says that browser sessions have ended once they were closed, whether anything else was taken back', () => {
    expect(cancelled({ check: 'done', doors: 'done', processes: 'pending' })).toMatch(/sessions have ended/);
    const undone = cancelled({ check: 'done', doors: 'done', processes: 'undone' });
    expect(undone).toMatch(/taken back\. Open browser sessions have ended/);
  });
});
