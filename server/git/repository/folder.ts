import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../../shared/process.ts';
import type { Config } from '../config.ts';
import { isDuplicate, ServiceError } from '../errors.ts';
import { type Service, workFolder } from '../service.ts';
import type { Account } from '../store/accounts.ts';
import { transaction } from '../store/database.ts';
import { deleteRepositoryRow, insertRepository, type NewRepository, type Repository } from '../store/repositories.ts';
import { GIT_ENVIRONMENT } from './git.ts';

const EXISTS = 'The repository with the same name already exists.';

function placeOf(config: Config, owner: string, name: string): string {
  return join(config.repositories, owner.toLowerCase(), `${name.toLowerCase()}.git`);
}

/** Folder of a repository's bare git data. */
export function folderOf(config: Config, repository: Repository): string {
  return placeOf(config, repository.owner.name, repository.name);
}

/**
 * Makes an empty bare repository. The folder is finished beside its place; the row is committed after the rename, so that
 * a row always has its folder. A crash between the two leaves an empty folder, which the next attempt takes over.
 * Throws 409 when there is one of that name, or a folder with commits that no row knows.
 */
export async function createRepository(service: Service, owner: Account, wanted: NewRepository): Promise<Repository> {
  const place = placeOf(service.config, owner.name, wanted.name);
  const fresh = join(workFolder(service.config), randomUUID());
  await run(
    'git',
    ['init', '--quiet', '--bare', '--template=', `--initial-branch=${wanted.defaultBranch}`, '--', fresh],
    {
      env: { ...GIT_ENVIRONMENT },
    },
  );
  try {
    return transaction(service.db, () => {
      const repository = insertRepository(service.db, owner, wanted);
      mkdirSync(dirname(place), { recursive: true });
      if (existsSync(place)) setAsideEmpty(service.config, place);
      renameSync(fresh, place);
      return repository;
    });
  } catch (error) {
    if (isDuplicate(error, 'repository.owner_id, repository.lower_name')) throw new ServiceError(409, EXISTS);
    throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Moves a folder that no row knows out of the way if nothing was ever pushed to it. Throws 409 when something was. */
function setAsideEmpty(config: Config, place: string): void {
  const objects = readdirSync(join(place, 'objects')).filter((each) => each !== 'info' && each !== 'pack');
  const packs = readdirSync(join(place, 'objects', 'pack'));
  if (objects.length > 0 || packs.length > 0) {
    throw new ServiceError(409, EXISTS, [`${place} holds commits that no repository knows. Move it away first.`]);
  }
  renameSync(place, join(workFolder(config), randomUUID()));
}

/** Removes a repository. The folder goes first: after a crash the row is still there and removal can be asked for again. */
export async function removeRepository(service: Service, repository: Repository): Promise<void> {
  const place = folderOf(service.config, repository);
  const aside = join(workFolder(service.config), randomUUID());
  if (existsSync(place)) renameSync(place, aside);
  deleteRepositoryRow(service.db, repository.id);
  try {
    rmdirSync(dirname(place));
  } catch {
    // The owner has other repositories.
  }
  await rm(aside, { recursive: true, force: true });
}
