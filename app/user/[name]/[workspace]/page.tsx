import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isExperimentName, isWorkspace } from '../../../../server/shared/names.ts';
import { requireSession, serverCaller } from '../../../../server/trpc/server.ts';
import { load, requestedPath } from '../../../_data/load.ts';
import { WORKSPACE_NAMES } from '../../../_data/workspaces.ts';
import { PlainPage } from '../../../_shell/plain-page.tsx';
import { ButtonLink } from '../../../_ui/button.tsx';
import { OpenWorkspace } from './_components/open-workspace.tsx';

interface Props {
  params: Promise<{ name: string; workspace: string }>;
  searchParams: Promise<{ to?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, workspace } = await params;
  return { title: isWorkspace(workspace) ? `${WORKSPACE_NAMES[workspace]} of ${name}` : 'Not found' };
}

/** The way into a workspace: starts it where it is stopped and hands the browser over to the workspaces' origin. */
export default async function OpenWorkspacePage({ params, searchParams }: Props) {
  const [{ name, workspace }, { to }] = await Promise.all([params, searchParams]);
  if (!isExperimentName(name) || !isWorkspace(workspace)) notFound();
  await requireSession(await requestedPath());
  const caller = await serverCaller();
  const experiment = await load(caller.experiments.get({ name }));
  if (experiment.state !== 'ready') {
    return (
      <PlainPage
        title={`${name} is not ready`}
        description={`${WORKSPACE_NAMES[workspace]} opens as soon as the experiment is there.`}
      >
        <ButtonLink href={`/experiments/${name}`} look="primary" size="thumb">
          Show the experiment
        </ButtonLink>
      </PlainPage>
    );
  }
  return <OpenWorkspace name={name} workspace={workspace} to={typeof to === 'string' ? to : undefined} />;
}
