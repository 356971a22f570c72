import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveFile } from '../../../shared/archive-manifest.ts';
import { conflict } from '../../../shared/errors.ts';
import { STAGING_FOLDER } from '../../../shared/paths.ts';
import { askS3, openS3, type S3, type S3Place } from './s3-client.ts';
import type { ArchiveStore } from './store.ts';
import { StoreError } from './store-error.ts';

/** An upload has at most 10,000 parts, and two parts are held in memory at once. */
const SMALLEST_PART = 16 * 1024 ** 2;
const MOST_PARTS = 9_000;
/** Far more than a manifest has: what a store gives back is not trusted to end. */
const MANIFEST_BYTES = 64 * 1024 ** 2;

/** An archive has a handful of objects; a store that lists them still after this many removals keeps them. */
const REMOVE_TRIES = 20;

export interface StagingFolders {
  create: (id: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /** Of tests; everybody else takes STAGING_FOLDER. */
  folder?: string;
}

/** Archives in a bucket of an S3-compatible store: `<prefix>/<id>/<file>`. Errors are StoreErrors that say what the store said. */
export class S3Store implements ArchiveStore {
  readonly #place: S3Place;
  readonly #staging: StagingFolders;
  #opened: Promise<S3> | undefined;

  constructor(place: S3Place, staging: StagingFolders) {
    this.#place = place;
    this.#staging = staging;
  }

  async put(
    id: string,
    files: readonly ArchiveFile[],
    signal: AbortSignal,
    line: (text: string) => void,
  ): Promise<void> {
    await this.#abortUploads(id);
    // the manifest last: what has none is no archive
    for (const wanted of [...files, await this.#manifestOf(id)]) {
      if ((await this.#differs(id, wanted, signal)) === null) continue;
      line(`Sending ${wanted.name}`);
      await this.#upload(id, wanted, signal);
      line(`Reading ${wanted.name} back`);
      const problem = await this.#differs(id, wanted, signal);
      if (problem) throw new StoreError(`What the store gives back is not what was sent: ${problem}`);
    }
    await this.#staging.remove(id);
  }

  async fetch(
    id: string,
    files: readonly ArchiveFile[],
    signal: AbortSignal,
    line: (text: string) => void,
    stagingId: string,
  ): Promise<void> {
    await this.#staging.create(stagingId);
    for (const wanted of files) {
      line(`Fetching ${wanted.name}`);
      const file = this.#path(stagingId, wanted.name);
      const target = createWriteStream(file, { mode: 0o640 });
      const found = await this.#read(id, wanted, signal, target);
      const problem = compare(wanted, found);
      if (problem) throw conflict(`The archive is damaged: ${problem}`);
    }
    await this.#read(
      id,
      { name: 'manifest.json', bytes: MANIFEST_BYTES },
      signal,
      createWriteStream(this.#path(stagingId, 'manifest.json'), { mode: 0o640 }),
    );
  }

  open(id: string, file: string): Promise<Readable> {
    return this.#get(id, file);
  }

  async verify(id: string, files: readonly ArchiveFile[], signal: AbortSignal): Promise<string | null> {
    for (const wanted of files) {
      const problem = await this.#differs(id, wanted, signal);
      if (problem) return problem;
    }
    return null;
  }

  async remove(id: string): Promise<void> {
    await this.#abortUploads(id);
    const { client, sdk } = await this.#open();
    const { bucket: Bucket } = this.#place;
    await this.#ask(async () => {
      const Prefix = this.#key(id, '');
      for (let tries = 0; tries < REMOVE_TRIES; tries++) {
        const { Contents = [] } = await client.send(new sdk.ListObjectsV2Command({ Bucket, Prefix }));
        const own = Contents.filter(({ Key }) => Key?.startsWith(Prefix));
        if (own.length === 0) return;
        for (const { Key } of own) await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
      }
      throw new StoreError(`The store ${this.#place.endpoint} still lists what was removed from it. Try again.`);
    });
  }

  /** Writes, reads and removes a small object. */
  async check(): Promise<void> {
    const { client, sdk } = await this.#open();
    const Bucket = this.#place.bucket;
    const Key = this.#key('check', 'hello.txt');
    const Body = `Homelab PaaS was here at ${new Date().toISOString()}.\n`;
    await this.#ask(async () => {
      await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body }));
      const { Body: found } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
      if ((await found?.transformToString()) !== Body)
        throw new StoreError('The store gave back something else than was written.');
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
    });
  }

  async #upload(id: string, { name, bytes }: ArchiveFile, abort: AbortSignal): Promise<void> {
    const { client } = await this.#open();
    const { Upload } = await import('@aws-sdk/lib-storage');
    const controller = new AbortController();
    const stop = () => controller.abort();
    abort.addEventListener('abort', stop, { once: true });
    try {
      await this.#ask(() =>
        new Upload({
          client,
          params: {
            Bucket: this.#place.bucket,
            Key: this.#key(id, name),
            Body: createReadStream(this.#path(id, name)),
          },
          partSize: Math.max(SMALLEST_PART, Math.ceil(bytes / MOST_PARTS)),
          queueSize: 2,
          abortController: controller,
        }).done(),
      );
    } finally {
      abort.removeEventListener('abort', stop);
    }
    abort.throwIfAborted();
  }

  /** A killed worker leaves half an upload, which costs space and is in no list of objects. */
  async #abortUploads(id: string): Promise<void> {
    const { client, sdk } = await this.#open();
    const { bucket: Bucket } = this.#place;
    await this.#ask(async () => {
      const list = new sdk.ListMultipartUploadsCommand({ Bucket, Prefix: this.#key(id, '') });
      const { Uploads = [] } = await client.send(list);
      for (const { Key, UploadId } of Uploads) {
        await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
    });
  }

  /** What differs from the wanted file, in a sentence; null when nothing does. */
  async #differs(id: string, wanted: ArchiveFile, signal: AbortSignal): Promise<string | null> {
    try {
      return compare(wanted, await this.#read(id, wanted, signal));
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      if (cause instanceof Error && (cause.name === 'NoSuchKey' || cause.name === 'NotFound'))
        return `${wanted.name} is missing.`;
      throw error;
    }
  }

  /**
   * Size and digest of an object, which goes into `target` on the way. Reading ends where there is more than `wanted.bytes`: a store
   * that never stops would fill the disk.
   */
  async #read(
    id: string,
    wanted: Pick<ArchiveFile, 'name' | 'bytes'>,
    signal: AbortSignal,
    target?: NodeJS.WritableStream,
  ): Promise<Found> {
    const source = await this.#get(id, wanted.name, signal);
    const digest = createHash('sha256');
    let bytes = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > wanted.bytes) return done(new TooLong());
        digest.update(chunk);
        done(null, target ? chunk : undefined);
      },
    });
    await this.#ask(() =>
      target ? pipeline(source, measure, target, { signal }) : pipeline(source, measure.resume(), { signal }),
    ).catch((error: unknown) => {
      if (!(error instanceof Error && error.cause instanceof TooLong)) throw error;
    });
    return { bytes, sha256: digest.digest('hex') };
  }

  async #get(id: string, name: string, abortSignal?: AbortSignal): Promise<Readable> {
    const { client, sdk } = await this.#open();
    return this.#ask(async () => {
      const command = new sdk.GetObjectCommand({ Bucket: this.#place.bucket, Key: this.#key(id, name) });
      const { Body } = await client.send(command, abortSignal ? { abortSignal } : {});
      if (!(Body instanceof Readable)) throw new Error('an answer without content');
      return Body;
    });
  }

  async #manifestOf(id: string): Promise<ArchiveFile> {
    const path = this.#path(id, 'manifest.json');
    const digest = createHash('sha256');
    await pipeline(createReadStream(path), digest);
    return { name: 'manifest.json', bytes: (await stat(path)).size, sha256: digest.digest('hex') };
  }

  #path(id: string, name: string): string {
    return `${this.#staging.folder ?? STAGING_FOLDER}/${id}/${name}`;
  }

  #key(id: string, name: string): string {
    return [this.#place.prefix, id, name].filter((part, index) => part !== '' || index === 2).join('/');
  }

  #open(): Promise<S3> {
    this.#opened ??= openS3(this.#place);
    return this.#opened;
  }

  #ask<T>(work: () => Promise<T>): Promise<T> {
    return askS3(this.#place, work);
  }
}

class TooLong extends Error {}

interface Found {
  bytes: number;
  sha256: string;
}

function compare(wanted: ArchiveFile, found: Found): string | null {
  if (found.bytes < wanted.bytes) return `${wanted.name} is truncated: ${found.bytes} of ${wanted.bytes} bytes.`;
  if (found.bytes !== wanted.bytes) return `${wanted.name} has more than its ${wanted.bytes} bytes.`;
  if (found.sha256 !== wanted.sha256) return `${wanted.name} has another SHA-256 than when it was written.`;
  return null;
}
