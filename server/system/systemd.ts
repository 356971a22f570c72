import { run } from '../shared/process.ts';

/** State of a unit as the service manager tells it. A unit that it does not know is `inactive` with `loaded` false. */
export interface UnitStatus {
  unit: string;
  loaded: boolean;
  activeState: string;
  subState: string;
  result: string;
  activeSince: Date | null;
}

const PROPERTIES = 'Id,Names,LoadState,ActiveState,SubState,Result,ActiveEnterTimestamp';
const UNIT = /^[A-Za-z0-9:_.@-]{1,255}\.(?:service|socket|slice|timer)$/;

/**
 * States of many units, by the names asked for, with one call of `systemctl show`. Changes nothing and needs no right.
 * Throws ProcessError when the service manager does not answer within ten seconds, TypeError for what is no unit's name.
 */
export async function readUnits(units: readonly string[]): Promise<Map<string, UnitStatus>> {
  const strange = units.find((unit) => !UNIT.test(unit));
  if (strange !== undefined) throw new TypeError(`Not the name of a unit: ${strange.slice(0, 80)}`);
  if (units.length === 0) return new Map();
  const args = ['show', '--no-pager', '--timestamp=unix', `--property=${PROPERTIES}`, '--', ...units];
  const { stdout } = await run('systemctl', args, { timeoutMs: 10_000 });
  return parseUnits(stdout, units);
}

/** Names of the units that are active now and match one of the patterns. Throws ProcessError when the service manager does not answer. */
export async function listActiveUnits(patterns: readonly string[]): Promise<string[]> {
  const args = ['list-units', '--plain', '--no-legend', '--state=active', '--', ...patterns];
  const { stdout } = await run('systemctl', args, { timeoutMs: 10_000 });
  return stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
}

/**
 * Active state of each unit that matches one of the patterns and is in memory: a unit that is not among them does not run. One call
 * that costs little however many units there could be, where `readUnits` loads each from its file. Throws as `listActiveUnits`.
 */
export async function listUnitStates(patterns: readonly string[]): Promise<Map<string, string>> {
  const args = ['list-units', '--all', '--plain', '--no-legend', '--', ...patterns];
  return parseUnitStates((await run('systemctl', args, { timeoutMs: 10_000 })).stdout);
}

/** Reads lines of `systemctl list-units`: UNIT LOAD ACTIVE SUB DESCRIPTION. */
export function parseUnitStates(output: string): Map<string, string> {
  const lines = output.split('\n').map((line) => line.trim().split(/ +/));
  return new Map(lines.flatMap(([unit, , active]) => (unit && active ? [[unit, active]] : [])));
}

/** Reads the blocks of `systemctl show`, one for each unit, in the order asked for. */
export function parseUnits(output: string, units: readonly string[]): Map<string, UnitStatus> {
  const blocks = output.trim().split(/\n\s*\n/);
  const states = new Map<string, UnitStatus>();
  for (const [index, unit] of units.entries()) {
    const fields = parseFields(blocks[index] ?? '');
    // An alias has its unit's Id, so the names are compared; a block of another unit would be a wrong answer.
    const names = fields.get('Names')?.split(' ') ?? [];
    if (fields.get('Id') !== unit && !names.includes(unit)) continue;
    const since = /^@(\d+)$/.exec(fields.get('ActiveEnterTimestamp') ?? '')?.[1];
    states.set(unit, {
      unit,
      loaded: fields.get('LoadState') === 'loaded',
      activeState: fields.get('ActiveState') ?? 'unknown',
      subState: fields.get('SubState') ?? 'unknown',
      result: fields.get('Result') ?? '',
      activeSince: since === undefined ? null : new Date(Number(since) * 1000),
    });
  }
  return states;
}

function parseFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1));
  }
  return fields;
}
