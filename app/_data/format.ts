/** How figures read. Everything unknown is an em dash. */

export const UNKNOWN = '—';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** 4.1 GiB, 2 GiB, 412 MiB, 0.3 MiB, 12 KiB, 512 B. */
export function bytes(value: number | null): string {
  if (value === null) return UNKNOWN;
  if (value > 0 && value < 1024) return `${value} B`;
  if (value > 0 && value < MIB / 10) return `${figure(value / 1024)} KiB`;
  return value >= GIB ? `${figure(value / GIB)} GiB` : `${figure(value / MIB)} MiB`;
}

/** 1.2 of 2 GiB, 312 MiB of 2 GiB: a value and its limit, with the unit once where it is the same. */
export function bytesOf(value: number, limit: number): string {
  const [used, most] = [bytes(value), bytes(limit)];
  return used.slice(-3) === most.slice(-3) ? `${used.slice(0, -4)} of ${most}` : `${used} of ${most}`;
}

/** One decimal below ten, unless it is a zero. */
function figure(value: number): string {
  return value < 10 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}

/** 0.84, 1.2, 2. */
export function cores(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value < 1 ? value.toFixed(2) : value.toFixed(1);
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** now, 2 min ago, 3 h ago, yesterday, 12 d ago. */
export function relativeTime(at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  if (seconds < 45) return 'now';
  if (seconds >= 86_400 && seconds < 2 * 86_400) return 'yesterday';
  for (const [unit, length] of UNITS) {
    if (seconds >= length) return `${Math.floor(seconds / length)} ${unit} ago`;
  }
  return '1 min ago';
}

/** 0.3 s, 42 s, 3 min 5 s: the time between two moments. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
export function fullDate(at: string): string {
  return FULL.format(new Date(at));
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** 3 March, and the year when it is another one. */
export function day(at: string): string {
  const date = new Date(at);
  return (date.getFullYear() === new Date().getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** 14:30, of a time in seconds since 1970. */
export function clock(seconds: number): string {
  return CLOCK.format(new Date(seconds * 1000));
}
