import { Code, Database, GitBranch, type LucideIcon, NotebookText, UserRound } from 'lucide-react';
import { accountOf, databaseOf } from '../../../../../server/shared/names.ts';
import { cx } from '../../../../_ui/class-names.ts';
import { Mono, Panel } from '../../../../_ui/panel.tsx';

interface Props {
  name: string;
  valid: boolean;
  /** What the template installs, in words. */
  installs: string;
  className?: string;
}

/** What an experiment of this name will consist of, under the very names that the parts get. */
export function WhatItMakes({ name, valid, installs, className }: Props) {
  const shown = valid ? name : 'name';
  const account = accountOf(shown);
  const parts: [LucideIcon, string, string][] = [
    [UserRound, 'System user with a home', account],
    [Database, 'PostgreSQL database', databaseOf(shown)],
    [GitBranch, 'Git repository', `${account}/${shown}`],
    [NotebookText, 'JupyterLab', `/user/${shown}/lab`],
    [Code, 'code-server', `/user/${shown}/code`],
  ];
  return (
    <Panel title="What you get" {...(className && { className })}>
      <ul className="flex flex-col gap-3.5">
        {parts.map(([Icon, what, called]) => (
          <li key={what} className="flex gap-3">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
            <div className="min-w-0">
              <div>{what}</div>
              <Mono className={cx(valid ? 'text-ink-2' : 'text-ink-3')}>{called}</Mono>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-4 border-line border-t pt-3.5 text-ink-2 text-small">
        {installs === ''
          ? 'It takes about three seconds. '
          : `It takes about three seconds, and then what the template installs. ${installs}. `}
        JupyterLab and code-server start when they are first opened. When something fails, what was made so far is
        undone.
      </p>
    </Panel>
  );
}
