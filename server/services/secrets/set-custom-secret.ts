import { and, eq, ne } from 'drizzle-orm';
import { secrets } from '../../db/schema/index.ts';
import { invalid } from '../../shared/errors.ts';
import { isUnsafeVariable, isVariableName, MAX_VALUE_BYTES, VARIABLE_RULE } from '../../shared/variable-names.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { PLATFORM_VARIABLE } from './build-environment.ts';
import { changeEnvironment } from './change-environment.ts';
import { storeCustomSecret } from './custom-secrets.ts';

/** All of them go into the environment of every program, which the kernel bounds. */
const MOST = 100;

/** The file takes a line for each, which systemd and bash read alike; what else there is, base64 carries. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Sets a secret (a variable of the environment: capital letters, digits, `_`). Programs that start from now on have it. Right: manage. */
export async function setCustomSecret(
  ctx: Context,
  { name, secret, value }: { name: string; secret: string; value: string },
): Promise<void> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  checkName(secret);
  checkValue(value);
  await changeEnvironment(ctx, experiment, async (tx) => {
    const others = and(eq(secrets.experimentId, experiment.id), eq(secrets.custom, true), ne(secrets.name, secret));
    if ((await tx.$count(secrets, others)) >= MOST)
      throw invalid(`An experiment has at most ${MOST} secrets. Remove one first.`);
    await storeCustomSecret(tx, experiment.id, secret, value);
    await audit(tx, ctx.actor, 'secret.set', name, { secret });
  });
}

function checkName(secret: string): void {
  if (!isVariableName(secret)) throw invalid(VARIABLE_RULE);
  if (PLATFORM_VARIABLE.test(secret))
    throw invalid(`${secret} is one of the platform’s own names. Choose another one.`);
  if (isUnsafeVariable(secret)) throw invalid(`${secret} changes how shells and programs start. Choose another name.`);
}

function checkValue(value: string): void {
  if (value === '') throw invalid('The value is empty. Remove the secret instead.');
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
    throw invalid('The value is longer than 32 KiB. Keep it in a file in the home.');
  if (!value.isWellFormed()) throw invalid('The value is not valid Unicode.');
  if (CONTROL.test(value)) {
    throw invalid(
      'A value is one line without control characters. Encode several lines, for example with “base64 -w0”.',
    );
  }
}
