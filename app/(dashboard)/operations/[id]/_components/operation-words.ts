import type { Operation } from '../../../../_data/types.ts';

/** Where a person goes on when an operation has ended well, and what the button there says. */
export function nextPlace({ kind, experimentName: name, archiveId }: Operation): { href: string; label: string } {
  const experiment = { href: `/experiments/${name}`, label: 'Open experiment' };
  switch (kind) {
    case 'experiment.remove':
      return { href: '/experiments', label: 'Experiments' };
    case 'experiment.archive':
      return archiveId
        ? { href: `/archives/${archiveId}`, label: 'Open archive' }
        : { href: '/archives', label: 'Archives' };
    case 'archive.remove':
      return { href: '/archives', label: 'Archives' };
    case 'experiment.snapshot':
    case 'experiment.recover':
    case 'snapshot.remove':
      return { href: `/experiments/${name}/snapshots`, label: 'Snapshots' };
    default:
      return experiment;
  }
}

const DONE: Record<Operation['kind'], string> = {
  'experiment.create': 'The experiment is ready.',
  'experiment.remove': 'Nothing of it is left on this machine.',
  'experiment.start': 'The experiment is ready.',
  'experiment.stop': 'Nothing of it runs. Files, database and repository are as they were.',
  'experiment.restart': 'What ran runs again.',
  'experiment.renew':
    'The passwords and tokens are new, and what ran runs again. Tabs that were open have to be loaded again.',
  'experiment.archive': 'The archive is complete and was read back. Nothing of the experiment is left on this machine.',
  'experiment.restore': 'The experiment is ready. Its archive stays as it was.',
  'experiment.snapshot': 'The snapshot is complete and was read back.',
  'experiment.recover': 'What was asked for lies beside what was there; nothing was written over.',
  'experiment.mend': 'The experiment was looked at again.',
  'archive.remove': 'The archive is gone.',
  'snapshot.remove': 'The snapshot is gone.',
};

/** What has begun and would have to be taken back. */
export function begun({ steps }: Operation): string[] {
  return steps.filter(({ state }) => state === 'done' || state === 'running').map(({ title }) => title);
}

/** The step at which "Try again" goes on; null: it begins with the first step. */
export function goesOnAt({ goesOn, steps }: Operation): string | null {
  if (!goesOn) return null;
  return steps.find((step) => step.state !== 'done')?.title ?? null;
}

/** The sentence under the steps. */
export function sentence(operation: Operation, advancing: boolean): string {
  const { state, kind, steps } = operation;
  if (advancing) return 'Done. It opens in a moment.';
  if (state === 'succeeded') return DONE[kind];
  if (state === 'failed') {
    const next = goesOnAt(operation);
    return next
      ? `What is done stays done. “Try again” goes on with: ${next}.`
      : 'Nothing happens any more until you try again. That begins with the first step.';
  }
  if (state === 'cancelled') return cancelled(steps);
  if (state === 'undoing') return 'What was done is being taken back. You can leave this page.';
  if (state === 'queued') return 'It waits for its turn. You can leave this page.';
  return 'You can leave this page. If the machine stops now, this goes on where it was.';
}

/** What a cancelled operation leaves. Browser sessions that it closed are the one thing that nothing takes back. */
function cancelled(steps: Operation['steps']): string {
  const any = (...states: string[]) => steps.some((step) => states.includes(step.state));
  const closed = steps.some(({ key, state }) => key === 'doors' && state !== 'pending');
  const left = closed ? ' Open browser sessions have ended: open the workspaces again.' : '';
  if (any('undone')) return `Everything that had been done is taken back.${left}`;
  return any('done', 'failed')
    ? `It was cancelled before anything was changed.${left}`
    : 'It was cancelled before anything was done.';
}
