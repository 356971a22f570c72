import type { OperationSummary } from './types.ts';

interface Words {
  /** In a table, for an experiment that it is done to. */
  short: string;
  doing: (name: string) => string;
  done: (name: string) => string;
}

/** What every kind of operation is called, while it goes on and afterwards. */
export const OPERATION_WORDS: Record<OperationSummary['kind'], Words> = {
  'experiment.create': words('Creating', 'Created'),
  'experiment.remove': words('Deleting', 'Deleted'),
  'experiment.start': words('Starting', 'Started'),
  'experiment.stop': words('Stopping', 'Stopped'),
  'experiment.restart': words('Restarting', 'Restarted'),
  'experiment.renew': words('Changing the passwords of', 'Changed the passwords of', 'Changing passwords'),
  'experiment.archive': words('Archiving', 'Archived'),
  'experiment.restore': words('Restoring', 'Restored'),
  'experiment.snapshot': words('Taking a snapshot of', 'Took a snapshot of', 'Taking a snapshot'),
  'experiment.recover': words('Recovering from a snapshot of', 'Recovered from a snapshot of', 'Recovering'),
  'experiment.mend': words('Mending', 'Mended'),
  'archive.remove': words('Deleting the archive of', 'Deleted the archive of', 'Deleting the archive'),
  'snapshot.remove': words('Deleting a snapshot of', 'Deleted a snapshot of', 'Deleting a snapshot'),
};

function words(doing: string, done: string, short = doing): Words {
  return { short, doing: (name) => `${doing} ${name}`, done: (name) => `${done} ${name}` };
}
