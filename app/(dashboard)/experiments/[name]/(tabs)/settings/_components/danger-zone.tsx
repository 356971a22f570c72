'use client';

import { useState } from 'react';
import { isMoving } from '../../../../../../_data/experiment-state.ts';
import type { Experiment } from '../../../../../../_data/types.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { ArchiveDialog } from '../../../_components/archive-dialog.tsx';
import { DeleteDialog } from '../../../_components/delete-dialog.tsx';

/** Archiving and deleting, with what each means. */
export function DangerZone({ experiment }: { experiment: Experiment }) {
  const [asked, setAsked] = useState<'archive' | 'delete' | null>(null);
  const busy = isMoving(experiment);
  const archivable = experiment.state === 'ready' || experiment.state === 'stopped';
  return (
    <div className="divide-y divide-line rounded-panel border border-bad/40 bg-panel">
      <div className="flex items-center justify-between gap-4 p-[18px] max-md:flex-col max-md:items-stretch">
        <div>
          <div className="font-medium">Archive</div>
          <p className="text-ink-2 text-small">
            Packs all of it, checks the copy and takes it off the machine. It can be restored.
          </p>
        </div>
        <Button disabled={busy || !archivable} onClick={() => setAsked('archive')}>
          Archive experiment
        </Button>
      </div>
      <div className="flex items-center justify-between gap-4 p-[18px] max-md:flex-col max-md:items-stretch">
        <div>
          <div className="font-medium">Delete</div>
          <p className="text-ink-2 text-small">Removes all of it, its snapshots included, for good.</p>
        </div>
        <Button look="danger" disabled={busy} onClick={() => setAsked('delete')}>
          Delete experiment
        </Button>
      </div>
      <ArchiveDialog
        experiment={experiment}
        open={asked === 'archive'}
        onOpenChange={(open) => setAsked(open ? 'archive' : null)}
      />
      <DeleteDialog
        experiment={experiment}
        open={asked === 'delete'}
        onOpenChange={(open) => setAsked(open ? 'delete' : null)}
      />
    </div>
  );
}
