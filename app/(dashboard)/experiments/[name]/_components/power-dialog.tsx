'use client';

import type { Experiment } from '../../../../_data/types.ts';
import { ConfirmDialog } from '../../../../_ui/dialog.tsx';
import { usePower } from './use-power.ts';

interface Props {
  experiment: Experiment;
  action: 'stop' | 'restart';
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const WORDS = {
  stop: {
    button: 'Stop experiment',
    what: 'Everything of it ends: JupyterLab, code-server, terminals and whatever they run. It stays stopped until somebody starts it; files and database stay.',
  },
  restart: {
    button: 'Restart everything',
    what: 'Everything of it ends, and what ran of JupyterLab and code-server starts again. What a notebook has in memory is lost; files and database stay.',
  },
};

/** Says what ends before it stops or restarts a whole experiment. */
export function PowerDialog({ experiment: { name }, action, open, onOpenChange }: Props) {
  const mutation = usePower(name)[action];
  const { button, what } = WORDS[action];
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(to) => {
        mutation.reset();
        onOpenChange(to);
      }}
      title={`${action === 'stop' ? 'Stop' : 'Restart'} ${name}?`}
      description={what}
      action={button}
      look="primary"
      busy={mutation.isPending}
      problem={mutation.error?.message}
      onConfirm={() => mutation.mutate({ name }, { onSuccess: () => onOpenChange(false) })}
    />
  );
}
