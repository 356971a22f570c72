/** Reads the journal. */
import { run } from '../shared/process.ts';
import type { LogEntry } from '../shared/provisioner-protocol.ts';

/** The last lines that match, oldest first, without colours and other control characters. */
export async function readJournal(lines: number, matches: string[]): Promise<string[]> {
  const format = ['--quiet', '--no-pager', '--no-hostname', '--output=short-iso', `--lines=${lines}`];
  const { stdout } = await run('/usr/bin/journalctl', [...format, ...matches]);
  const plain = stdout.split('\n').map(withoutControls);
  return plain.filter((line) => line !== '').slice(-lines);
}

function withoutControls(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
  return line.replace(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

/**
 * The last entries that match, oldest first, one line each. JupyterLab marks its own lines with a letter, since all that a
 * program writes has the same priority.
 */
export async function readEntries(lines: number, matches: string[]): Promise<LogEntry[]> {
  const format = [
    '--quiet',
    '--no-pager',
    '--all',
    '--output=json',
    '--output-fields=MESSAGE,PRIORITY',
    `--lines=${lines}`,
  ];
  const { stdout } = await run('/usr/bin/journalctl', [...format, ...matches]);
  return stdout.split('\n').flatMap(parseEntry).slice(-lines);
}

/** Nothing for what is no entry: of a long output the beginning is cut off. */
function parseEntry(line: string): LogEntry[] {
  try {
    const { MESSAGE: message, PRIORITY: priority, __REALTIME_TIMESTAMP: microseconds } = JSON.parse(line);
    const raw = Array.isArray(message) ? Buffer.from(message).toString('utf8') : String(message ?? '');
    const text = withoutControls(raw.replaceAll('\n', ' '));
    if (text.trim() === '') return [];
    return [{ at: new Date(Number(microseconds) / 1000).toISOString(), text, level: levelOf(Number(priority), text) }];
  } catch {
    return [];
  }
}

function levelOf(priority: number, text: string): LogEntry['level'] {
  const letter = /^\[([CEW]) \d{4}-/.exec(text)?.[1];
  if (priority <= 3 || letter === 'E' || letter === 'C') return 'error';
  return priority === 4 || letter === 'W' ? 'warning' : 'info';
}
