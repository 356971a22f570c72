import type { targets } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import type { S3Place } from '../archives/stores/s3-client.ts';
import { openTargetSecret } from './target-secret.ts';

/** Where an S3 target is, with its secret key opened. Throws `missing` when the row does not hold all of it. */
export async function s3PlaceOf(target: typeof targets.$inferSelect): Promise<S3Place> {
  const { endpoint, region, bucket, prefix, accessKeyId, sealedSecretKey } = target;
  if (endpoint === null || bucket === null || accessKeyId === null || sealedSecretKey === null)
    throw missing(`The place “${target.name}” is not complete. Remove it and add it again.`);
  const secretKey = await openTargetSecret(target.id, sealedSecretKey);
  return { endpoint, bucket, accessKeyId, secretKey, region: region ?? '', prefix: prefix ?? '' };
}
