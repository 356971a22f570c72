import { unavailable } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { Context } from '../context.ts';

export interface MembersView {
  owner: { username: string; missingSince: string | null };
  members: { username: string; role: Role; logs: boolean; addedBy: string; addedAt: string; missing: boolean }[];
}

/** The owner and the members of an experiment. Right: see. */
export async function listMembers(_ctx: Context, _input: { name: string }): Promise<MembersView> {
  throw unavailable('This is not built yet.');
}
