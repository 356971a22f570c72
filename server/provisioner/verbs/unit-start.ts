/** unit.start: starts a workspace and waits until it answers. */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { socketFolderOf, unitOf, type Workspace } from '../../shared/names.ts';
import { execute } from '../../shared/process.ts';
import { isClosed, requireMarkedAccount } from '../account.ts';
import { object, workspaceFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { readJournal } from '../journal.ts';
import { publishSocket } from '../publish-socket.ts';
import { askSocket } from '../socket.ts';
import { reportUnit, stopUnits, type UnitReport } from '../systemd.ts';
import { look } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { socketFolderFile } from '../workspace.ts';

const WAIT_MS = 60_000;
const POLL_MS = 30;
/** Asking systemd costs a process, so it is done less often than asking the socket. */
const REPORT_MS = 250;

export const startUnit: Verb<'unit.start'> = {
  check: object(workspaceFields),
  exclusive: false,
  async run({ name, workspace }, { progress }) {
    const { user, uid } = await requireMarkedAccount(name);
    const unit = unitOf(name, workspace);
    await refuseStopped(name, user);
    if (!(await look(socketFolderFile(name).path))) throw new Failure('missing', `${name} has no workspaces yet.`);
    progress(`Starting ${unit}`);
    await execute('/usr/bin/systemctl', ['reset-failed', '--', unit]); // a person asks: earlier failures do not count against the limit
    const started = await execute('/usr/bin/systemctl', ['start', '--', unit], { timeoutMs: WAIT_MS });
    if (started.code !== 0) throw await failedStart(unit, await reportUnit(name, workspace), started.stderr.trim());
    progress('Waiting for the first answer');
    const { state } = await waitForAnswer(name, workspace, uid);
    await publishSocket(name, workspace, uid);
    // The experiment may have been stopped since the first look; whoever looks second ends the workspace.
    await refuseStopped(name, user, () => stopUnits([unit]));
    return state;
  },
};

async function refuseStopped(name: string, user: string, before?: () => Promise<void>): Promise<void> {
  if (!(await isClosed(user))) return;
  await before?.();
  throw new Failure('conflict', `“${name}” is stopped: nothing of it runs. Start the experiment first.`);
}

async function waitForAnswer(name: string, workspace: Workspace, uid: number): Promise<UnitReport> {
  const socket = `${socketFolderOf(name)}/${workspace}.sock`;
  const path = workspace === 'lab' ? `/user/${name}/lab/api` : '/healthz';
  const began = performance.now();
  let reported = began;
  while (performance.now() - began < WAIT_MS) {
    if ((await askSocket(socket, uid, path)) !== null) return reportUnit(name, workspace);
    if (performance.now() - reported > REPORT_MS) {
      reported = performance.now();
      const report = await reportUnit(name, workspace);
      if (!['active', 'activating'].includes(report.state.activeState))
        throw await failedStart(report.state.unit, report, `It ended (${report.state.result}) before it answered.`);
    }
    await pause(POLL_MS);
  }
  const report = await reportUnit(name, workspace);
  throw await failedStart(report.state.unit, report, 'It gave no answer within 60 seconds.');
}

async function failedStart(unit: string, report: UnitReport, reason: string): Promise<Failure> {
  await execute('/usr/bin/journalctl', ['--sync']);
  // Lines of the program bear the first field, lines of systemd about the unit the second.
  const matches = [`_SYSTEMD_INVOCATION_ID=${report.invocation}`, '+', `INVOCATION_ID=${report.invocation}`];
  const log = report.invocation === '' ? [] : await readJournal(30, matches);
  return new Failure('failed', `${unit} did not start. ${reason}`, log);
}
