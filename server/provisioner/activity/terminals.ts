/** Finds what runs in the terminals of workspaces. */
import { readdir, readFile } from 'node:fs/promises';
import { isExperimentName, isWorkspace } from '../../shared/names.ts';
import { oneLine } from './one-line.ts';

const MOST_JOBS = 5;
/** The unit of a workspace in /proc/<pid>/cgroup, which an experiment cannot change. */
const UNIT = /\/experiment-(lab|code)@([a-z0-9-]+)\.service(?:\/|$)/m;

/** Programs with a terminal that are not the terminal's shell itself, by `<name>/<workspace>`. */
export async function readJobs(): Promise<Map<string, string[]>> {
  const jobs = new Map<string, string[]>();
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  for (const pid of pids) {
    const program = jobOf(await readText(`/proc/${pid}/stat`));
    if (program === null) continue;
    const unit = UNIT.exec(await readText(`/proc/${pid}/cgroup`));
    const [workspace, name] = [unit?.[1], unit?.[2]];
    if (!isWorkspace(workspace) || !isExperimentName(name)) continue;
    const key = `${name}/${workspace}`;
    const known = jobs.get(key) ?? [];
    if (known.length < MOST_JOBS) jobs.set(key, [...known, program]);
  }
  return jobs;
}

/**
 * The name of the program of a line of /proc/<pid>/stat (proc_pid_stat(5)) when it has a terminal and is neither the leader of
 * its session, the shell, nor stopped (Ctrl+Z) nor ended.
 */
export function jobOf(stat: string): string | null {
  const [from, to] = [stat.indexOf('('), stat.lastIndexOf(')')];
  if (from < 0 || to < from) return null;
  const pid = stat.slice(0, from).trim();
  const [state = '', , , session, terminal] = stat.slice(to + 2).split(' ');
  const runs = terminal !== '0' && terminal !== undefined && session !== pid && !['T', 't', 'Z', 'X'].includes(state);
  return runs ? oneLine(stat.slice(from + 1, to)) : null;
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => ''); // it ended meanwhile
}
