import type { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { StoreError } from './store-error.ts';

/** Where a bucket is and who may use it. */
export interface S3Place {
  endpoint: string;
  region: string;
  bucket: string;
  /** Before every key, without a slash at its ends; may be empty. */
  prefix: string;
  accessKeyId: string;
  secretKey: string;
}

export interface S3 {
  sdk: typeof import('@aws-sdk/client-s3');
  client: S3Client;
}

const CONNECT_MS = 10_000;
/** Without a byte for this long a transfer counts as broken; it is then tried again. */
const SILENT_MS = 60_000;

/** Loads the client only now: it takes 34 MB, which a platform without such a store never needs. */
export async function openS3({ endpoint, region, accessKeyId, secretKey }: S3Place): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    endpoint,
    region: region || 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: secretKey },
    // the bucket in the path: a store in the house has one name and one certificate
    forcePathStyle: true,
    maxAttempts: 3,
    // stores other than Amazon's know no trailing checksums; every byte is read back and compared anyway
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
  });
  return { sdk, client };
}

/** Runs `work`; what the store said becomes a StoreError that names the place. Aborts and full disks pass as they are. */
export async function askS3<T>(place: S3Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error;
    if (error.name === 'AbortError' || ('code' in error && error.code === 'ENOSPC')) throw error;
    const { name, message } = error as S3ServiceException;
    const said = [name, message].filter((word) => word !== '' && word !== 'Error').join(': ');
    throw new StoreError(`The store ${place.endpoint}, bucket ${place.bucket}, said: ${said || 'nothing'}`, error);
  }
}
