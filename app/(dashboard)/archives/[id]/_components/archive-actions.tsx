'use client';

import { Ellipsis, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Archive } from '../../../../_data/types.ts';
import { ActionMenu } from '../../../../_ui/action-menu.tsx';
import { Button, ButtonLink, buttonClass } from '../../../../_ui/button.tsx';
import { cx } from '../../../../_ui/class-names.ts';
import { DeleteArchiveDialog } from './delete-archive-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

/** Restore, and the way to delete an archive. */
export function ArchiveActions({ archive }: { archive: Archive }) {
  const [open, setOpen] = useState<'restore' | 'delete' | null>(null);
  const close = () => setOpen(null);
  if (archive.kind === 'snapshot') {
    return (
      <ButtonLink href={`/experiments/${archive.experimentName}/snapshots`}>Snapshots of the experiment</ButtonLink>
    );
  }
  if (archive.state !== 'complete' && archive.state !== 'damaged') return null;
  return (
    <>
      {archive.state === 'complete' && (
        <Button look="primary" onClick={() => setOpen('restore')}>
          <RotateCcw aria-hidden />
          Restore
        </Button>
      )}
      <ActionMenu
        label="More actions"
        className={cx(buttonClass(), 'w-[34px] grow-0! px-0! max-md:w-10')}
        actions={[
          { key: 'delete', label: 'Delete archive', icon: Trash2, danger: true, onSelect: () => setOpen('delete') },
        ]}
      >
        <Ellipsis aria-hidden />
      </ActionMenu>
      <RestoreDialog archive={archive} open={open === 'restore'} onClose={close} />
      <DeleteArchiveDialog archive={archive} open={open === 'delete'} onClose={close} />
    </>
  );
}
