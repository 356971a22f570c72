import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

export interface SshKeysView {
  /** `exp-<name>`, and the port; the host is the one of the page. */
  account: string;
  port: number;
  keys: { id: string; label: string; fingerprint: string; addedBy: string; addedAt: string }[];
}

/** Keys that may log in by SSH. Right: open. */
export async function listSshKeys(_ctx: Context, _input: { name: string }): Promise<SshKeysView> {
  throw unavailable('This is not built yet.');
}
