import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, type RunResult, run } from '../../../server/shared/process.ts';

const ENVIRONMENT = {
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@homelab.invalid',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@homelab.invalid',
};

/** Runs git as a person would, with nothing of this machine's configuration. */
export function gitIn(folder: string, ...args: string[]): Promise<RunResult> {
  return execute('git', args, { cwd: folder, env: ENVIRONMENT });
}

/** A new working copy with one commit of `files` on `main`. */
export async function makeWorkingCopy(folder: string, files: Record<string, string | Buffer>): Promise<void> {
  await run('git', ['init', '--quiet', '--initial-branch=main', folder], { env: ENVIRONMENT });
  await commitFiles(folder, files, 'First commit');
}

/** Writes files and commits them. */
export async function commitFiles(folder: string, files: Record<string, string | Buffer>, message: string) {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await run('git', ['add', '--all'], { cwd: folder, env: ENVIRONMENT });
  await run('git', ['commit', '--quiet', '--message', message], { cwd: folder, env: ENVIRONMENT });
}

/** An address with name and password in it. */
export function withLogin(url: string, name: string, password: string): string {
  return url.replace('://', `://${encodeURIComponent(name)}:${encodeURIComponent(password)}@`);
}
