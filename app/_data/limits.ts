import { LIMITS } from '../../server/shared/limits.ts';
import type { LimitValues } from './types.ts';

export type LimitKey = (typeof LIMITS)[number];

/** How a limit reads and is typed: `unit` of the field, and how many of what is stored make one of it. */
interface LimitWords {
  label: string;
  unit: string;
  scale: number;
  hint: string;
}

const GIB = 1024 ** 3;

export const LIMIT_WORDS: Record<LimitKey, LimitWords> = {
  memoryHighBytes: {
    label: 'Memory, slowed down from',
    unit: 'GiB',
    scale: GIB,
    hint: 'Above this its programs are slowed down and memory is taken back.',
  },
  memoryMaxBytes: {
    label: 'Memory, at most',
    unit: 'GiB',
    scale: GIB,
    hint: 'What goes over this is ended: the kernel, not JupyterLab.',
  },
  cpuPercent: { label: 'CPU', unit: 'cores', scale: 100, hint: 'Parts of a core are fine: 0.5.' },
  tasksMax: { label: 'Processes and threads', unit: 'at once', scale: 1, hint: 'Of everything that it runs.' },
  diskBytes: { label: 'Disk', unit: 'GiB', scale: GIB, hint: 'Size of its home. Writing stops at this.' },
  databaseConnections: { label: 'Database connections', unit: 'at once', scale: 1, hint: 'From all its programs.' },
  statementTimeoutMs: {
    label: 'Longest database statement',
    unit: 'seconds',
    scale: 1000,
    hint: '0 is no limit.',
  },
};

export type LimitTexts = Record<LimitKey, string>;

/** Limits as a form holds them. */
export function limitTexts(values: LimitValues): LimitTexts {
  const text = (key: LimitKey) => String(Number((values[key] / LIMIT_WORDS[key].scale).toFixed(3)));
  return Object.fromEntries(LIMITS.map((key) => [key, text(key)])) as LimitTexts;
}

/** What a text stands for, whole and not negative; null where it is no such number. A comma is as good as a point. */
export function limitValue(key: LimitKey, text: string): number | null {
  const plain = text.trim().replace(',', '.');
  const number = Number(plain);
  if (plain === '' || !Number.isFinite(number) || number < 0) return null;
  return Math.round(number * LIMIT_WORDS[key].scale);
}

/** A limit with its unit: "2 GiB", "1.5 cores", "no limit". */
export function limitText(key: LimitKey, value: number): string {
  const { scale, unit } = LIMIT_WORDS[key];
  if (key === 'statementTimeoutMs' && value === 0) return 'no limit';
  const figure = Number((value / scale).toFixed(1)) || Number((value / scale).toFixed(3));
  if (key === 'cpuPercent' && figure === 1) return '1 core';
  return unit === 'at once' ? String(figure) : `${figure} ${unit}`;
}

/** What is wrong with the texts of a form, and the limits that they stand for where nothing is. */
export function readLimits(
  texts: LimitTexts,
  maxima?: LimitValues,
): { values: LimitValues | null; problems: Partial<LimitTexts> } {
  const problems: Partial<LimitTexts> = {};
  const values = {} as LimitValues;
  for (const key of LIMITS) {
    const value = limitValue(key, texts[key]);
    if (value === null) problems[key] = 'Type a number.';
    else if (value === 0 && key !== 'statementTimeoutMs') problems[key] = 'Type a number above 0.';
    else if (maxima && isAbove(key, value, maxima[key]))
      problems[key] = `At most ${limitText(key, maxima[key])} for you.`;
    else values[key] = value;
  }
  if (!problems.memoryHighBytes && !problems.memoryMaxBytes && values.memoryHighBytes > values.memoryMaxBytes) {
    problems.memoryHighBytes = 'This cannot be more than the most that it may use.';
  }
  return { values: Object.keys(problems).length > 0 ? null : values, problems };
}

/** Where 0 is no limit, it is above every limit. */
function isAbove(key: LimitKey, value: number, most: number): boolean {
  if (key !== 'statementTimeoutMs') return value > most;
  return most !== 0 && (value === 0 || value > most);
}
