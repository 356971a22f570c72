/** Asks systemd, always by argument lists. */
import { readFile, writeFile } from 'node:fs/promises';
import { socketFolderOf, unitOf, type Workspace } from '../shared/names.ts';
import { execute, run } from '../shared/process.ts';
import type { UnitState } from '../shared/provisioner-protocol.ts';
import { withLock } from './lock.ts';
import { isSocket } from './socket.ts';

const SYSTEMCTL = '/usr/bin/systemctl';

/** Stops units and waits until they are gone; one that does not exist is no failure. */
export async function stopUnits(units: string[]): Promise<void> {
  await execute(SYSTEMCTL, ['stop', '--', ...units], { timeoutMs: 60_000 });
  await execute(SYSTEMCTL, ['reset-failed', '--', ...units]);
}

/** An argument of a program that systemd-run(1) starts, as it is: systemd would put the unit's variables in place of `$NAME`. */
export function literally(word: string): string {
  return word.split('$').join('$$');
}

/** What systemd says of a unit, and the id of its latest run, which finds that run's lines in the journal. */
export interface UnitReport {
  state: UnitState;
  invocation: string;
}

export async function reportUnit(name: string, workspace: Workspace): Promise<UnitReport> {
  const unit = unitOf(name, workspace);
  const wanted = 'ActiveState,SubState,Result,ActiveEnterTimestamp,InvocationID';
  const { stdout } = await run(SYSTEMCTL, ['show', '--timestamp=us+utc', '-p', wanted, '--', unit]);
  const values = new Map(
    stdout.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const activeState = values.get('ActiveState') ?? 'unknown';
  const state: UnitState = {
    unit,
    activeState,
    subState: values.get('SubState') ?? 'unknown',
    result: values.get('Result') ?? 'unknown',
    listening: activeState === 'active' && isSocket(`${socketFolderOf(name)}/${workspace}.sock`),
    activeSince: activeState === 'active' ? isoTime(values.get('ActiveEnterTimestamp') ?? '') : null,
  };
  return { state, invocation: values.get('InvocationID') ?? '' };
}

/** The units of workspaces that are active now. */
export async function readActiveUnits(): Promise<ReadonlySet<string>> {
  const patterns = ['experiment-lab@*.service', 'experiment-code@*.service'];
  const { stdout } = await run(SYSTEMCTL, ['list-units', '--plain', '--no-legend', '--state=active', ...patterns]);
  return new Set(stdout.split('\n').flatMap((line) => line.split(' ')[0] || []));
}

/** `Sat 2026-11-21 12:23:24.123456 UTC` as ISO 8601; null for anything else. */
function isoTime(timestamp: string): string | null {
  const parts = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})\d* UTC$/.exec(timestamp);
  return parts ? `${parts[1]}T${parts[2]}Z` : null;
}

const STAMP = '/run/homelab-paas/lock/reload-began';

/**
 * Makes systemd read its files again. A reload stops it for a moment, so of several callers at once those whose files were
 * complete before a reload began share that one.
 */
export async function reloadSystemd(): Promise<void> {
  const asked = process.hrtime.bigint(); // CLOCK_MONOTONIC, the same for every process
  await withLock('systemd-reload', async () => {
    const last = await readFile(STAMP, 'utf8').catch(() => '0');
    if (BigInt(last) > asked) return;
    const began = process.hrtime.bigint();
    await run(SYSTEMCTL, ['daemon-reload']);
    await writeFile(STAMP, String(began), { mode: 0o600 });
  });
}
