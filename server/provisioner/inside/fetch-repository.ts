/**
 * Runs as the experiment's user: clones a repository to src/<folder> below the home. May be run again. Arguments: address and folder.
 * Ends with 1 when it cannot; the reason is the last line of its output.
 */
import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execute, run } from '../../shared/process.ts';

/** A repository with its files; more is for the person to fetch by hand. */
const MOST_BYTES = 2 * 1024 ** 3;
const SECONDS = 600;

const [url = '', folder = ''] = process.argv.slice(2);
const home = homedir();
const target = join(home, 'src', folder);
const partial = join(home, 'src', `.${folder}.partial`);

const env: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'https:http:git',
  // a repository of somebody else runs nothing while it is fetched
  GIT_LFS_SKIP_SMUDGE: '1',
};

function fail(reason: string): never {
  console.log(reason);
  process.exit(1);
}

async function bytesOf(path: string): Promise<number> {
  const { stdout } = await execute('/usr/bin/du', ['-sx', '--block-size=1', '--', path]);
  return Number(/^\d+/.exec(stdout)?.[0] ?? 0);
}

async function clone(): Promise<void> {
  const tooLarge = `The repository is larger than ${MOST_BYTES / 1024 ** 3} GiB. Create an empty experiment and clone it there.`;
  // The end of this process ends its unit, and systemd what git left running.
  const timer = setTimeout(() => fail(`Cloning ${url} did not end within ${SECONDS} seconds.`), SECONDS * 1000);
  const watch = setInterval(async () => {
    if ((await bytesOf(partial)) > MOST_BYTES) fail(tooLarge);
  }, 2000);
  try {
    const args = ['clone', '--quiet', '--no-recurse-submodules', '--template=', '--', url, partial];
    const timeoutMs = 2 * SECONDS * 1000;
    const { code } = await execute('/usr/bin/git', args, {
      cwd: home,
      env,
      timeoutMs,
      onLine: (line) => console.log(line),
    });
    if (code !== 0) fail(`The repository ${url} could not be cloned.`);
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
  }
  if ((await bytesOf(partial)) > MOST_BYTES) fail(tooLarge);
}

/** The clone stays a repository of its own, so the experiment's leaves it out. */
async function leaveOut(): Promise<void> {
  const file = join(home, '.gitignore');
  const line = `/src/${folder}/`;
  const content = await readFile(file, 'utf8').catch(() => '');
  if (!content.split('\n').includes(line)) await appendFile(file, `\n# A repository of its own.\n${line}\n`);
}

if (!(await stat(target).catch(() => null))) {
  console.log(`Cloning ${url} to ~/src/${folder}`);
  await mkdir(join(home, 'src'), { recursive: true });
  await rm(partial, { recursive: true, force: true });
  await clone();
  await rename(partial, target);
}
await leaveOut();
const { stdout } = await run('/usr/bin/git', ['-C', target, 'rev-parse', '--short', 'HEAD'], { env }).catch(() => ({
  stdout: 'empty',
}));
const manifest = await stat(join(target, 'homelab.json')).catch(() => null);
console.log(`~/src/${folder} is at ${stdout.trim()}${manifest?.isFile() ? ' and has a homelab.json' : ''}`);
