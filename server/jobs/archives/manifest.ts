import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { members, type StepRecord, sshKeys } from '../../db/schema/index.ts';
import { sealSecrets } from '../../services/archives/sealed-secrets.ts';
import { getPlatform } from '../../services/platform/get-platform.ts';
import { readCustomSecrets } from '../../services/secrets/custom-secrets.ts';
import { loadMasterKey } from '../../services/secrets/secrets.ts';
import { ARCHIVE_FORMAT, type ArchiveFile, type ArchiveManifest } from '../../shared/archive-manifest.ts';
import type { Step, StepContext } from '../step.ts';
import { archiveIdOf, listIn, recordOf, stagedFile } from './context.ts';

/** Seals what people set as secrets and writes what the archive says of itself, last. */
export const manifest: Step = {
  async run(ctx) {
    const id = archiveIdOf(ctx);
    const isArchive = ctx.operation.kind === 'experiment.archive';
    const secrets = isArchive ? await readCustomSecrets(ctx.db, ctx.experiment.id) : {};
    const sealed = isArchive
      ? await writeStaged(id, 'secrets.sealed', sealSecrets(await loadMasterKey(), id, secrets))
      : null;
    const content = await describe(ctx, Object.keys(secrets), sealed);
    await writeStaged(id, 'manifest.json', Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
  },
};

/** What is in staging as manifest.json. Throws when it is not one. */
export async function readManifest(stagingId: string): Promise<ArchiveManifest> {
  const file = await open(stagedFile(stagingId, 'manifest.json'), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return JSON.parse(await file.readFile('utf8')) as ArchiveManifest; // compared with the row's by who needs it
  } finally {
    await file.close();
  }
}

async function describe(ctx: StepContext, secrets: string[], sealed: ArchiveFile | null): Promise<ArchiveManifest> {
  const { db, experiment } = ctx;
  const [home, database, repository, platform, people, keys] = await Promise.all([
    recordOf(ctx, 'home'),
    recordOf(ctx, 'database'),
    recordOf(ctx, 'repository'),
    getPlatform(),
    db.select().from(members).where(eq(members.experimentId, experiment.id)).orderBy(members.username),
    db.select().from(sshKeys).where(eq(sshKeys.experimentId, experiment.id)).orderBy(sshKeys.addedAt),
  ]);
  const hasRepository = ctx.operation.kind === 'experiment.archive';
  const { id, name, displayName, owner, template, limits, idling, snapshotSchedule } = experiment;
  return {
    format: ARCHIVE_FORMAT,
    kind: hasRepository ? 'archive' : 'snapshot',
    id: archiveIdOf(ctx),
    createdAt: new Date().toISOString(),
    versions: {
      platform: platform.version,
      postgres: String(database.version ?? ''),
      git: String(repository.version ?? ''),
    },
    experiment: {
      ...{ id, name, displayName, owner, template, limits, idling, snapshotSchedule },
      members: people.map(({ username, role, logs }) => ({ username, role, logs })),
      sshKeys: keys.map(({ label, publicKey }) => ({ label, publicKey })),
    },
    contents: {
      home: { bytes: Number(home.contentBytes), files: Number(home.files) },
      database: { bytes: Number(database.contentBytes), tables: listIn(database.tables) },
      repository: hasRepository
        ? { branches: listIn(repository.branches), commit: repository.commit ? String(repository.commit) : null }
        : null,
      secrets,
    },
    files: [
      fileOf('home.tar.zst', home),
      ...(!hasRepository ? [fileOf('home.list.zst', listOf(home))] : []),
      fileOf('database.dump', database),
      ...(hasRepository ? [fileOf('repository.bundle', repository)] : []),
      ...(sealed ? [sealed] : []),
    ],
  };
}

/** What a snapshot keeps beside the packed home, so that a page can show what is in it. */
function listOf({ listBytes = '', listSha256 = '' }: StepRecord): StepRecord {
  return { bytes: listBytes, sha256: listSha256 };
}

function fileOf(name: string, { bytes, sha256 }: StepRecord): ArchiveFile {
  if (typeof bytes !== 'number' || typeof sha256 !== 'string') throw new Error(`the step that makes ${name} left none`);
  return { name, bytes, sha256 };
}

/** In one rename, and on the disk before it. */
async function writeStaged(
  stagingId: string,
  name: 'manifest.json' | 'secrets.sealed',
  content: Buffer,
): Promise<ArchiveFile> {
  const path = stagedFile(stagingId, name);
  await rm(`${path}.tmp`, { force: true });
  const file = await open(`${path}.tmp`, 'wx', 0o640);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
