'use client';

import { Archive, Ellipsis, ExternalLink, Play, Power, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isMoving } from '../../../../_data/experiment-state.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { WORKSPACE_NAMES, workspaceHref } from '../../../../_data/workspaces.ts';
import { ActionMenu, type MenuAction } from '../../../../_ui/action-menu.tsx';
import { Button, buttonClass } from '../../../../_ui/button.tsx';
import { cx } from '../../../../_ui/class-names.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { can } from './experiment-context.tsx';
import { PowerDialog } from './power-dialog.tsx';
import { usePower } from './use-power.ts';

type Asked = 'stop' | 'restart' | 'archive' | 'delete';

/** Open or start, and what else can be done with the whole experiment. Shows nothing that would be refused. */
export function ExperimentActions({ experiment }: { experiment: Experiment }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { start } = usePower(experiment.name);
  const idle = !isMoving(experiment);
  const ready = experiment.state === 'ready' && idle;
  const stopped = experiment.state === 'stopped' && idle;
  const actions = actionsOf(experiment, setAsked);
  const dialog = (name: Asked) => ({
    experiment,
    open: asked === name,
    onOpenChange: (open: boolean) => setAsked(open ? name : null),
  });
  return (
    <>
      {ready && can(experiment, 'open') && <OpenLinks name={experiment.name} />}
      {stopped && can(experiment, 'operate') && (
        <Button look="primary" busy={start.isPending} onClick={() => start.mutate({ name: experiment.name })}>
          {!start.isPending && <Play aria-hidden />}
          Start
        </Button>
      )}
      {actions.length > 0 && (
        <ActionMenu
          label="More actions"
          actions={actions}
          className={cx(buttonClass(), 'w-[34px] grow-0! px-0! max-md:w-10')}
        >
          <Ellipsis aria-hidden />
        </ActionMenu>
      )}
      <PowerDialog {...dialog('stop')} action="stop" />
      <PowerDialog {...dialog('restart')} action="restart" />
      <ArchiveDialog {...dialog('archive')} />
      <DeleteDialog {...dialog('delete')} />
    </>
  );
}

function OpenLinks({ name }: { name: string }) {
  return (
    <>
      <a href={workspaceHref(name, 'lab')} target="_blank" rel="noopener" className={buttonClass({ look: 'primary' })}>
        <ExternalLink aria-hidden />
        Open {WORKSPACE_NAMES.lab}
      </a>
      <a
        href={workspaceHref(name, 'code')}
        target="_blank"
        rel="noopener"
        aria-label={`Open ${WORKSPACE_NAMES.code}`}
        className={buttonClass()}
      >
        <ExternalLink aria-hidden />
        {WORKSPACE_NAMES.code}
      </a>
    </>
  );
}

function actionsOf(experiment: Experiment, ask: (asked: Asked) => void): MenuAction[] {
  const { state } = experiment;
  if (isMoving(experiment)) return [];
  const actions: MenuAction[] = [];
  if (state === 'ready' && can(experiment, 'operate')) {
    actions.push(
      { key: 'restart', label: 'Restart everything', icon: RotateCw, onSelect: () => ask('restart') },
      { key: 'stop', label: 'Stop experiment', icon: Power, onSelect: () => ask('stop') },
    );
  }
  if (!can(experiment, 'manage')) return actions;
  const apart = actions.length > 0;
  if (state === 'ready' || state === 'stopped') {
    actions.push({ key: 'archive', label: 'Archive experiment', icon: Archive, apart, onSelect: () => ask('archive') });
  }
  if (state === 'ready' || state === 'stopped' || state === 'failed') {
    actions.push({
      key: 'delete',
      label: 'Delete experiment',
      icon: Trash2,
      danger: true,
      onSelect: () => ask('delete'),
    });
  }
  return actions;
}
