import type { Archive } from '../../../../../../_data/types.ts';
import type { StateKind } from '../../../../../../_ui/state.tsx';

/** The state of a snapshot in a word. */
export function snapshotState(state: Archive['state']): { kind: StateKind; word: string } {
  const shown: Record<Archive['state'], { kind: StateKind; word: string }> = {
    writing: { kind: 'busy', word: 'Being made' },
    complete: { kind: 'ok', word: 'Complete' },
    damaged: { kind: 'bad', word: 'Damaged' },
    removing: { kind: 'busy', word: 'Being deleted' },
  };
  return shown[state];
}

/** Who made it: a person, or the schedule. */
export function madeBy({ createdBy }: Pick<Archive, 'createdBy'>): string {
  return createdBy.startsWith('job:') ? 'by the schedule' : `by ${createdBy}`;
}
