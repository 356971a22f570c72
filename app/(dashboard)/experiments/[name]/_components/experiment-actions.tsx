'use client';

import { Menu } from '@base-ui/react/menu';
import { Ellipsis, ExternalLink, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Experiment } from '../../../../_data/types.ts';
import { WORKSPACE_NAMES, workspaceHref } from '../../../../_data/workspaces.ts';
import { buttonClass } from '../../../../_ui/button.tsx';
import { cx } from '../../../../_ui/class-names.ts';
import { DeleteDialog } from './delete-dialog.tsx';

/** Open, and what else can be done with the whole experiment. */
export function ExperimentActions({ experiment }: { experiment: Experiment }) {
  const [deleting, setDeleting] = useState(false);
  const ready = experiment.state === 'ready';
  const canDelete = ready || experiment.state === 'failed';
  return (
    <>
      {ready && (
        <>
          <a
            href={workspaceHref(experiment.name, 'lab')}
            target="_blank"
            rel="noopener"
            className={buttonClass({ look: 'primary' })}
          >
            <ExternalLink aria-hidden />
            Open {WORKSPACE_NAMES.lab}
          </a>
          <a
            href={workspaceHref(experiment.name, 'code')}
            target="_blank"
            rel="noopener"
            aria-label={`Open ${WORKSPACE_NAMES.code}`}
            className={buttonClass()}
          >
            <ExternalLink aria-hidden />
            {WORKSPACE_NAMES.code}
          </a>
        </>
      )}
      {canDelete && (
        <Menu.Root>
          <Menu.Trigger
            aria-label="More actions"
            title="More actions"
            className={cx(buttonClass(), 'w-[34px] grow-0! px-0! max-md:w-10')}
          >
            <Ellipsis aria-hidden />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner side="bottom" align="end" sideOffset={6} className="z-40 outline-none">
              <Menu.Popup className="min-w-52 rounded-panel border border-line-strong bg-raised p-1 shadow-float outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
                <Menu.Item
                  onClick={() => setDeleting(true)}
                  className="flex h-9 items-center gap-2.5 rounded-control px-2.5 text-bad outline-none data-highlighted:bg-hover max-md:h-11"
                >
                  <Trash2 aria-hidden className="size-4" />
                  Delete experiment
                </Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
      <DeleteDialog experiment={experiment} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
