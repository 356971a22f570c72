import type { GitService } from './git-service.ts';

/** Makes an administrator on the command line and gives a token of theirs, as the set-up does. */
export async function administratorToken(git: GitService): Promise<string> {
  const user = ['--username', 'homelab-paas', '--email', 'homelab-paas@homelab.invalid'];
  await git.gitea('admin', 'user', 'create', ...user, '--random-password', '--admin');
  const token = ['--username', 'homelab-paas', '--token-name', 'tests', '--scopes', 'all', '--raw'];
  return (await git.gitea('admin', 'user', 'generate-access-token', ...token)).stdout.trim();
}
