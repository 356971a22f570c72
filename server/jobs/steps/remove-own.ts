import { GiteaError } from '../../system/gitea.ts';
import { ProvisionerError } from '../../system/provisioner.ts';

/**
 * Carries out a removal and takes "that belongs to something else" for done: an experiment touches only what it made, and a
 * thing of another mark is not that.
 */
export async function removeOwn(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    const known = error instanceof ProvisionerError || error instanceof GiteaError;
    if (!(known && error.code === 'conflict')) throw error;
  }
}
