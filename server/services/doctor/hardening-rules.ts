/** Compares what a unit file demands with what systemd has made of it. */

type Rule = 'same' | 'switch' | 'only' | 'some';

/**
 * Settings that take rights away. `switch`: yes or a word. `only`: a list of what is left, which may be shorter. `some`: a list whose
 * names systemd resolves, so it only has to be there. `same`: the very word.
 */
const RULES: Record<string, Rule> = {
  NoNewPrivileges: 'switch',
  CapabilityBoundingSet: 'only',
  AmbientCapabilities: 'only',
  RestrictAddressFamilies: 'only',
  SystemCallFilter: 'some',
  SystemCallArchitectures: 'same',
  ProtectSystem: 'switch',
  ProtectHome: 'switch',
  PrivateTmp: 'switch',
  PrivateDevices: 'switch',
  PrivateNetwork: 'switch',
  PrivateIPC: 'switch',
  ProtectProc: 'same',
  ProcSubset: 'same',
  ProtectClock: 'switch',
  ProtectHostname: 'switch',
  ProtectKernelLogs: 'switch',
  ProtectKernelTunables: 'switch',
  ProtectKernelModules: 'switch',
  ProtectControlGroups: 'switch',
  RestrictNamespaces: 'switch',
  RestrictRealtime: 'switch',
  RestrictSUIDSGID: 'switch',
  LockPersonality: 'switch',
  DevicePolicy: 'same',
  KeyringMode: 'same',
  User: 'same',
};

export const HARDENING = Object.keys(RULES);

/** `Key=value` of a unit file's [Service] section; of a list that is set more than once everything together. */
export function readDemands(unitFile: string): Map<string, string> {
  const demands = new Map<string, string>();
  let section = '';
  for (const line of unitFile.replaceAll('\\\n', ' ').split('\n')) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const [, key = '', value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (section !== 'Service' || !(key in RULES)) continue;
    const before = demands.get(key);
    demands.set(key, before && value ? `${before} ${value}` : value.trim());
  }
  return demands;
}

/** A sentence for each demand that is not met. `instance` is what %i stands for. */
export function compareHardening(
  demands: ReadonlyMap<string, string>,
  effective: ReadonlyMap<string, string>,
  instance = '',
): string[] {
  return [...demands].flatMap(([key, demanded]) => {
    const wanted = demanded.replaceAll('%i', instance);
    const seen = effective.get(key);
    if (seen === undefined || isMet(RULES[key] ?? 'same', wanted, seen)) return [];
    return [`${key} is “${seen || 'empty'}”; its file says “${wanted || 'empty'}”.`];
  });
}

function isMet(rule: Rule, wanted: string, seen: string): boolean {
  if (rule === 'some') return wanted === '' || seen !== '';
  if (rule === 'only') return isSubset(words(seen), words(wanted));
  return asWord(seen) === asWord(wanted) || (rule === 'switch' && asWord(wanted) === 'no');
}

const words = (list: string) => list.toLowerCase().split(/\s+/).filter(Boolean);

function isSubset(seen: string[], wanted: string[]): boolean {
  // No capability at all reads as empty; no restriction of address families does as well, and is demanded with names.
  if (seen.length === 0) return wanted.length === 0 || !wanted.some((word) => word.startsWith('af_'));
  return seen.every((word) => wanted.includes(word));
}

function asWord(value: string): string {
  if (['yes', 'true', 'on', '1', 'connected'].includes(value)) return 'yes';
  return ['no', 'false', 'off', '0'].includes(value) ? 'no' : value;
}
