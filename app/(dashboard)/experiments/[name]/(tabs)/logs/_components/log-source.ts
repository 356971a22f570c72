/** How many of the newest lines are shown. */
export const LOG_LINES = 500;

export const SOURCES = [
  { source: 'lab', label: 'JupyterLab' },
  { source: 'code', label: 'code-server' },
  { source: 'posted', label: 'Posted' },
] as const;
export type LogSource = (typeof SOURCES)[number]['source'];

/** The source that an address names; JupyterLab where it names none. */
export function logSource(text: string | string[] | undefined): LogSource {
  return SOURCES.find(({ source }) => source === text)?.source ?? 'lab';
}
