/**
 * Runs in a transient unit as an account without rights and tries to use more than the unit may: `exceed.ts <what> <amount>`.
 * Its last line is JSON with what it got; no line means that it was ended.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { execute } from '../../shared/process.ts';
import { findRoots, readGroup } from '../cgroup.ts';

const [what = '', given = '0'] = process.argv.slice(2);
const amount = Number(given);

const trials: Record<string, () => Promise<object>> = {
  /** Memory of `amount` bytes, every page of it written, held for a moment so that two can be at work at once. */
  async memory() {
    const held: Buffer[] = [];
    for (let bytes = 0; bytes < amount; bytes += 2 ** 23) held.push(Buffer.alloc(2 ** 23, 1));
    const events = await readOwn('', 'memory.events');
    await pause(1_500);
    return { bytes: held.length * 2 ** 23, slowed: Number(/^high (\d+)$/m.exec(events ?? '')?.[1] ?? 0) };
  },
  /** CPU for `amount` milliseconds; on a machine so busy that there is nothing to hold back, up to four times that. */
  async cpu() {
    const began = { at: Date.now(), used: process.cpuUsage() };
    let throttled: number | null = 0;
    for (let round = 1; round <= 4 && throttled === 0; round++) {
      const until = began.at + round * amount;
      while (Date.now() < until);
      const stats = [await readOwn('', 'cpu.stat'), await readOwn('cpu', 'cpu.stat')];
      const counts = [...stats.join('\n').matchAll(/^nr_throttled (\d+)$/gm)].map(([, count]) => Number(count));
      throttled = counts.length === 0 ? null : Math.max(...counts); // not to be seen from inside every container
    }
    const { user, system } = process.cpuUsage(began.used);
    return { percent: Math.round((user + system) / 10 / (Date.now() - began.at)), throttled };
  },
  /** `amount` processes at once. */
  async tasks() {
    const tries = Array.from({ length: amount }, () => execute('/usr/bin/sleep', ['1']));
    const ended = await Promise.allSettled(tries);
    return { started: ended.filter(({ status }) => status === 'fulfilled').length };
  },
  /** Out of its control group, into the top of every hierarchy and into the group of somebody else. */
  async leave() {
    const left: string[] = [];
    for (const root of new Set((await findRoots()).values())) {
      for (const group of ['', '/system.slice', '/user.slice']) {
        const file = `${root}${group}/cgroup.procs`;
        const wrote = await writeFile(file, String(process.pid), { flag: 'r+' }).then(
          () => true,
          () => false,
        );
        if (wrote) left.push(file);
      }
    }
    return { left };
  },
};

/** A file of the control group that this process is in. */
async function readOwn(controller: string, file: string): Promise<string | null> {
  const line = (await readFile('/proc/self/cgroup', 'utf8'))
    .split('\n')
    .find((entry) => entry.split(':')[1]?.split(',').includes(controller));
  const path = line?.split(':').slice(2).join(':');
  return path === undefined ? null : readGroup(await findRoots(), path, [controller, file]);
}

const trial = trials[what];
if (!trial) throw new Error(`There is no trial “${what}”.`);
console.log('begun');
console.log(JSON.stringify(await trial()));
process.exit();
