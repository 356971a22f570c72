import type { KeyboardEvent } from 'react';

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Up and down lead from row to row, Home and End to the first and the last; on a table whose rows are links. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[event.key];
  if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-row]')];
  const at = rows.findIndex((row) => row.closest('tr')?.contains(document.activeElement));
  if (at < 0) return;
  const next = step === undefined ? rows.at(event.key === 'Home' ? 0 : -1) : rows[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
