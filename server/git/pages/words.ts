import { html, type Markup } from './html.ts';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/** How long ago something was, with the full date on hover. */
export function ago(date: string | number): Markup {
  const then = new Date(date);
  if (Number.isNaN(then.getTime())) return html`<span>—</span>`;
  const seconds = Math.max(0, (Date.now() - then.getTime()) / 1000);
  const iso = then.toISOString();
  return html`<time datetime="${iso}" title="${iso.replace('T', ' ').replace(/\.\d+Z/, ' UTC')}">${inWords(seconds)}</time>`;
}

function inWords(seconds: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count < 1) continue;
    const plural = unit.length > 3 && count > 1 ? 's' : '';
    return `${count} ${unit}${plural} ago`;
  }
  return 'just now';
}

/** A size in the largest binary unit that says enough; an em dash when there is none. */
export function size(bytes: number | null): string {
  if (bytes === null) return '—';
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let unit = units.shift() ?? '';
  for (const next of units) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  return `${unit === 'B' || value >= 100 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}

/** First line of a commit's message. */
export function subject(message: string): string {
  return message.split('\n', 1)[0] || '(no message)';
}
