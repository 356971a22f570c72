import { loadExperiment } from '../../services/access.ts';
import { AppError } from '../../shared/errors.ts';
import type { DoorAnswer, DoorRequest } from './door.ts';
import { sessionOf } from './session.ts';

/**
 * May this request see an experiment's figures? With a session that may use it: 204 and its name, which the monitoring API
 * believes. With an `Authorization` header: 204 and no name, so that the monitoring API judges the token.
 */
export async function authorize(request: DoorRequest): Promise<DoorAnswer> {
  if (request.header('authorization')) return { status: 204 };
  const session = await sessionOf(request);
  if (!session) return { status: 401 };
  const { username, admin, id } = session;
  try {
    const actor = { kind: 'user', username, admin, sessionId: id } as const;
    const { name } = await loadExperiment(request.db, request.header('x-homelab-experiment') ?? '', actor, 'metrics');
    return { status: 204, headers: { 'X-Homelab-Experiment': name } };
  } catch (error) {
    if (error instanceof AppError && (error.code === 'missing' || error.code === 'forbidden')) return { status: 403 };
    throw error;
  }
}
