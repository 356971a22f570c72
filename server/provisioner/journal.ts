/** Reads the journal. */
import { run } from '../shared/process.ts';

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
