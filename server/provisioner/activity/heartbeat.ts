/** Reads when code-server last wrote its heartbeat. */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { homeOf } from '../../shared/names.ts';
import { O_PATH } from '../socket.ts';

/**
 * The time of the heartbeat file of the editor of an experiment, null without one. Every folder of the path is the experiment's:
 * each is opened from the one above, none by a link.
 */
export function readHeartbeat(name: string, uid: number): string | null {
  const held: number[] = [];
  try {
    for (const part of [homeOf(name), '.local', 'share', 'code-server', 'heartbeat']) {
      const above = held.at(-1);
      const path = above === undefined ? part : `/proc/self/fd/${above}/${part}`;
      held.push(openSync(path, O_PATH | constants.O_NOFOLLOW));
    }
    const file = held.at(-1);
    const found = file === undefined ? null : fstatSync(file);
    return found?.isFile() && found.uid === uid ? found.mtime.toISOString() : null;
  } catch {
    return null;
  } finally {
    for (const file of held) closeSync(file);
  }
}
