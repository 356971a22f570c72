/** Runs one of the programs in `inside/` that set a new experiment up, with its output as it comes. */
import { SOURCE_FOLDER } from '../shared/paths.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';
import { Failure } from './failure.ts';
import { runProgramInside } from './inside.ts';
import { OutputLines } from './output-lines.ts';
import { stopUnits } from './systemd.ts';
import type { VerbContext } from './verb.ts';

const NODE = '/usr/local/lib/homelab-paas/node/bin';
/** Below the time that a request to the provisioner has. */
const SECONDS = 840;

/**
 * Runs it in a unit of its own, of which there is one at most: what an earlier, broken-off call left running is ended first. Gives the
 * last line. Throws `failed` with the end of the output.
 */
export async function runSetup(
  subject: Subject,
  program: 'run-template' | 'fetch-repository',
  args: readonly string[],
  { title, progress, signal }: { title: string } & VerbContext,
): Promise<string> {
  const unit = `experiment-setup-${subject.name}.service`;
  const output = new OutputLines(progress);
  const stop = () => stopUnits([unit]);
  await stop();
  signal.addEventListener('abort', stop, { once: true });
  const { code } = await runProgramInside(subject, {
    command: [`${NODE}/node`, '--disable-warning=ExperimentalWarning', script(program), ...args],
    seconds: SECONDS,
    unit,
    variables: { PATH: `/usr/local/bin:/usr/bin:/bin:${NODE}`, LANG: 'C.UTF-8' },
    onLine: (line) => output.add(line),
  }).finally(() => signal.removeEventListener('abort', stop));
  signal.throwIfAborted();
  if (code === 0) return output.last.at(-1) ?? '';
  throw new Failure('failed', `${title}: ${output.last.at(-1) ?? `it ended with status ${code}.`}`, output.last);
}

function script(program: string): string {
  return `${SOURCE_FOLDER}/server/provisioner/inside/${program}.ts`;
}
