import { expect, test } from 'vitest';
import { compareHardening, readDemands } from '../../../server/services/doctor/hardening-rules.ts';

const FILE = `[Unit]
Description=ProtectSystem=strict here means nothing
[Service]
User=exp-%i
NoNewPrivileges=true
CapabilityBoundingSet=CAP_CHOWN CAP_KILL
RestrictAddressFamilies=AF_UNIX AF_INET
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
Environment=NODE_ENV=production
`;
const AS_WRITTEN = {
  User: 'exp-doctor',
  NoNewPrivileges: 'yes',
  CapabilityBoundingSet: 'cap_kill cap_chown',
  RestrictAddressFamilies: 'AF_INET AF_UNIX',
  ProtectSystem: 'strict',
  ProtectHome: 'read-only',
  PrivateTmp: 'yes',
  SystemCallFilter: 'accept bind',
};

const compare = (change: Record<string, string> = {}) =>
  compareHardening(readDemands(FILE), new Map(Object.entries({ ...AS_WRITTEN, ...change })), 'doctor');

test('a unit as its file says has no problem, however systemd writes it', () => {
  expect(compare()).toEqual([]);
  expect(compare({ CapabilityBoundingSet: 'cap_kill', PrivateTmp: 'connected' })).toEqual([]);
});

test.each([
  ['NoNewPrivileges', 'no'],
  ['CapabilityBoundingSet', 'cap_kill cap_chown cap_sys_admin'],
  ['RestrictAddressFamilies', 'AF_INET AF_UNIX AF_PACKET'],
  ['RestrictAddressFamilies', ''],
  ['ProtectSystem', 'full'],
  ['ProtectHome', 'no'],
  ['SystemCallFilter', ''],
  ['User', 'root'],
])('%s of “%s” is told as less than the file demands', (key, value) => {
  expect(compare({ [key]: value })).toEqual([expect.stringContaining(`${key} is “${value || 'empty'}”`)]);
});

test('no capability at all is read as such, and any is a problem then', () => {
  const demands = readDemands('[Service]\nCapabilityBoundingSet=\n');
  expect(compareHardening(demands, new Map([['CapabilityBoundingSet', '']]))).toEqual([]);
  expect(compareHardening(demands, new Map([['CapabilityBoundingSet', 'cap_chown']]))).toHaveLength(1);
});
