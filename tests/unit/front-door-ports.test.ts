import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FrontDoorPorts, portsAround } from '../../server/shared/front-door-ports.ts';

const USUAL = { dashboard: 8080, workspace: 8081, git: 3000 };
const SITES = ['dashboard', 'workspace', 'git'] as const;
const around = (site: keyof FrontDoorPorts, address: string) => portsAround(site, new URL(address));

test('the usual ports belong together, from each of the three', () => {
  for (const site of SITES) expect(around(site, `http://lab:${USUAL[site]}/x`)).toEqual(USUAL);
});

test('other ports are three in a row, from each of the three', () => {
  const ports = { dashboard: 9000, workspace: 9001, git: 9002 };
  for (const site of SITES) expect(around(site, `http://[::1]:${ports[site]}/`)).toEqual(ports);
});

test('an address that names no port, or one that leaves no room for the others, stands for the usual ones', () => {
  for (const site of SITES) expect(around(site, 'http://lab/')).toEqual(USUAL);
  for (const port of [0, 65_534, 65_535]) expect(around('dashboard', `http://lab:${port}/`)).toEqual(USUAL);
  expect(around('workspace', 'http://lab:1/')).toEqual(USUAL);
  expect(around('git', 'http://lab:2/')).toEqual(USUAL);
});

test('behind TLS the ports are fixed', () => {
  for (const site of SITES) {
    expect(around(site, 'https://lab:9000/')).toEqual({ dashboard: 8443, workspace: 8444, git: 3000 });
  }
});

test('whoever follows a link from the dashboard finds the way back to it', () => {
  // 2998's third port is git's usual one, and 3000 always leads back to 8080: scripts/launch does not take it.
  const dashboards = fc.integer({ min: 1, max: 65_533 }).filter((port) => port !== 80 && port !== 2998);
  fc.assert(
    fc.property(dashboards, (port) => {
      const ports = around('dashboard', `http://lab:${port}/`);
      expect(ports.dashboard).toBe(port);
      expect(new Set(Object.values(ports)).size).toBe(3);
      expect(around('workspace', `http://lab:${ports.workspace}/`).dashboard).toBe(port);
      expect(around('git', `http://lab:${ports.git}/`).dashboard).toBe(port);
    }),
    { numRuns: 2000 },
  );
});
