/** What an experiment may post to its log endpoint: lines of text, or lines of JSON with a level and a message. */

export const LEVELS = { debug: 7, info: 6, notice: 5, warning: 4, error: 3 } as const;
export type Level = keyof typeof LEVELS;

export interface LogLine {
  level: Level;
  text: string;
}

/** A longer line is cut: journald would take it apart. */
const LONGEST = 8192;

const SYNONYMS: Record<string, Level> = {
  trace: 'debug',
  information: 'info',
  warn: 'warning',
  err: 'error',
  critical: 'error',
  fatal: 'error',
};

/** The lines of a body, empty ones left out, without characters that could write over others on a terminal. */
export function parseLines(body: string): LogLine[] {
  return body.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : parseLine(line)));
}

function parseLine(line: string): LogLine {
  const { level, text } = structured(line) ?? { level: 'info', text: line };
  const plain = printable(text);
  return { level, text: plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain };
}

/** Null for a line that is no JSON object with a message. */
function structured(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    const { level, message } = JSON.parse(line);
    return typeof message === 'string' ? { level: levelOf(level), text: message } : null;
  } catch {
    return null;
  }
}

function levelOf(level: unknown): Level {
  const name = typeof level === 'string' ? level.toLowerCase() : '';
  if (Object.hasOwn(LEVELS, name)) return name as Level; // it is a key of LEVELS
  return (Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : null) ?? 'info';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
const CONTROLS = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function printable(text: string): string {
  return text.replace(/[\r\n]+/g, ' ⏎ ').replace(CONTROLS, '');
}
