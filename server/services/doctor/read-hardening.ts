import { readFile } from 'node:fs/promises';
import { run } from '../../shared/process.ts';
import { compareHardening, HARDENING, readDemands } from './hardening-rules.ts';

const UNITS = '/etc/systemd/system';
/** What a template's instance is called here; it is looked at and never started. */
const INSTANCE = 'doctor';

const FILES = [
  ...['dashboard.service', 'worker.service', 'monitoring.service', 'gitea.service'],
  ...['provisioner@.service', 'authenticator@.service', 'experiment-lab@.service', 'experiment-code@.service'],
];

/**
 * Where systemd gives the platform's units less hardening than their files demand, read from its effective properties: images of
 * some containers switch parts off for every unit by a file of their own.
 */
export async function readHardening(files: readonly string[] = FILES): Promise<{ unit: string; problem: string }[]> {
  const found = await Promise.all(files.map(readOne));
  return found.flat();
}

async function readOne(file: string): Promise<{ unit: string; problem: string }[]> {
  const text = await readFile(`${UNITS}/${file}`, 'utf8').catch(() => null);
  if (text === null) return [{ unit: file, problem: `The file ${UNITS}/${file} is missing. Run the set-up again.` }];
  const unit = file.replace('@.', `@${INSTANCE}.`);
  const { stdout } = await run('systemctl', [
    'show',
    '--no-pager',
    `--property=${[...HARDENING, 'DropInPaths'].join(',')}`,
    '--',
    unit,
  ]);
  const effective = new Map(
    stdout.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const dropIns = effective.get('DropInPaths') ?? '';
  const cause = dropIns === '' ? '' : ` It may come from ${dropIns.split(' ').join(', ')}.`;
  return compareHardening(readDemands(text), effective, INSTANCE).map((problem) => ({
    unit: file,
    problem: `${problem}${cause}`,
  }));
}
