/**
 * Runs as the experiment's user: installs what a manifest asks for and runs its command. May be run again.
 * Arguments: the manifest, and the folder that its own folders are meant below. Ends with 1 when a part fails; the reason is
 * the last line of its output.
 */
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execute, ProcessError } from '../../shared/process.ts';
import { MANIFEST_BYTES, parseTemplate, type TemplateManifest } from '../../shared/template-manifest.ts';

const [file = '', folder = ''] = process.argv.slice(2);

/** What the experiment's own shells have, and nothing that draws progress bars. */
const env: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  NO_COLOR: '1',
  UV_NO_PROGRESS: '1',
  npm_config_progress: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  npm_config_update_notifier: 'false',
  // Certificates of the machine, so that a network with an authority of its own works; no interpreter is downloaded.
  UV_SYSTEM_CERTS: '1',
  UV_PYTHON_DOWNLOADS: 'never',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
};

function fail(reason: string): never {
  console.log(reason);
  process.exit(1);
}

async function readManifest(): Promise<TemplateManifest> {
  if ((await stat(file)).size > MANIFEST_BYTES) fail(`${file} has more than ${MANIFEST_BYTES} bytes.`);
  try {
    return parseTemplate(await readFile(file, 'utf8'));
  } catch (error) {
    return fail(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function step(command: readonly string[], cwd: string, seconds: number): Promise<void> {
  const [program = '', ...args] = command;
  const words = command.join(' ').slice(0, 200);
  console.log(`$ ${words}`);
  // The end of this process ends its unit, and systemd what the command left running.
  const timer = setTimeout(() => fail(`“${words}” did not end within ${seconds} seconds.`), seconds * 1000);
  try {
    const timeoutMs = 2 * seconds * 1000;
    const { code } = await execute(program, args, { cwd, env, timeoutMs, onLine: (line) => console.log(line) });
    if (code !== 0) fail(`“${words}” ended with status ${code}.`);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    fail(error.message);
  } finally {
    clearTimeout(timer);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function install({ dependencies, dependenciesSeconds }: TemplateManifest): Promise<void> {
  if (dependencies.uv !== null) {
    const place = join(folder, dependencies.uv);
    const locked = (await exists(join(place, 'uv.lock'))) ? ['--locked'] : [];
    await step(['uv', 'sync', ...locked], place, dependenciesSeconds);
  }
  if (dependencies.npm !== null) {
    const place = join(folder, dependencies.npm);
    const locked = await exists(join(place, 'package-lock.json'));
    await step(['npm', locked ? 'ci' : 'install'], place, dependenciesSeconds);
  }
}

const manifest = await readManifest();
await install(manifest);
if (manifest.postCreate) await step(manifest.postCreate.command, folder, manifest.postCreate.seconds);
