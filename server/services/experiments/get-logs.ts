import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

export const LOG_SOURCES = ['lab', 'code', 'posted'] as const;
export type LogSource = (typeof LOG_SOURCES)[number];

/** The last lines (1 to 500) of one source, oldest first: a workspace's journal, or what was posted to the log endpoint. Right: logs. */
export async function getLogs(
  _ctx: Context,
  _input: { name: string; source: LogSource; lines: number },
): Promise<{ lines: { at: string; text: string; level: 'error' | 'warning' | 'info' }[] }> {
  throw unavailable('This is not built yet.');
}
