import type { Workspace } from '../../server/shared/names.ts';

/** What the workspaces are called everywhere. */
export const WORKSPACE_NAMES: Record<Workspace, string> = { lab: 'JupyterLab', code: 'code-server' };

/** The page that starts a workspace and leads into it. */
export function workspaceHref(name: string, workspace: Workspace): string {
  return `/user/${name}/${workspace}`;
}
