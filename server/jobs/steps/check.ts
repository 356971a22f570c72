import { conflict } from '../../shared/errors.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import { inspectDatabase } from '../../system/postgres/experiment-database.ts';
import type { Step, StepContext } from '../step.ts';

/** Refuses a name under which the machine has something that this experiment did not make. Changes nothing. */
export const check: Step = {
  async run(ctx) {
    await Promise.all([checkMachine(ctx), checkDatabase(ctx), checkGitea(ctx)]);
  },
};

async function checkMachine({ provisioner, subject, actor }: StepContext): Promise<void> {
  const found = await provisioner('experiment.inspect', { name: subject.name }, { actor });
  if (found.parts.length === 0 || found.markedId === subject.id) return;
  throw taken(
    found.parts.includes('user')
      ? `a system user “${accountOf(subject.name)}”`
      : `something (${found.parts.join(', ')})`,
    'on this machine',
  );
}

async function checkDatabase({ subject }: StepContext): Promise<void> {
  const found = await inspectDatabase(subject);
  if (found.role === 'foreign') throw taken(`a role “${accountOf(subject.name)}”`, 'in PostgreSQL');
  if (found.database === 'foreign') throw taken(`a database “${databaseOf(subject.name)}”`, 'in PostgreSQL');
}

async function checkGitea({ gitea, subject }: StepContext): Promise<void> {
  const found = await gitea.findAccount(accountOf(subject.name));
  if (found && found.markedId !== subject.id) throw taken(`an account “${accountOf(subject.name)}”`, 'in Gitea');
}

function taken(what: string, where: string) {
  return conflict(
    `There already is ${what} ${where} that Homelab PaaS did not make for this experiment. It was left as it is. Choose another name.`,
  );
}
