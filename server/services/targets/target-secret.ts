import { seal, unseal } from '../secrets/sealing.ts';
import { loadMasterKey } from '../secrets/secrets.ts';

/** Encrypts the secret key of an S3 target with the machine's master key, bound to the row that it is stored in. */
export async function sealTargetSecret(targetId: string, secretKey: string): Promise<Buffer> {
  return seal(await loadMasterKey(), Buffer.from(secretKey), bindingOf(targetId));
}

/** Opens it again. Throws when it was sealed with another master key or for another row. */
export async function openTargetSecret(targetId: string, sealed: Buffer): Promise<string> {
  return unseal(await loadMasterKey(), sealed, bindingOf(targetId)).toString();
}

const bindingOf = (targetId: string) => `target/${targetId}/secret-key`;
