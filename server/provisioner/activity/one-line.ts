const LONGEST = 80;

/** Text of an experiment for a page or a journal: one short line, without characters that control or reorder what is shown. */
export function oneLine(text: unknown): string {
  if (typeof text !== 'string') return '?';
  // cut first: the work must not grow with what an experiment sends
  const shown = text
    .slice(0, LONGEST * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const letters = [...shown];
  if (letters.length === 0) return '?';
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : shown;
}
