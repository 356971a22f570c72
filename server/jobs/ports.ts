import type { Database } from '../db/client.ts';
import type { GiteaClient } from '../system/gitea.ts';
import type { callProvisioner } from '../system/provisioner.ts';

/** What steps use of the machine. One object, so that a test of the runner can put its own parts in their place. */
export interface Ports {
  db: Database;
  provisioner: typeof callProvisioner;
  gitea: GiteaClient;
}
