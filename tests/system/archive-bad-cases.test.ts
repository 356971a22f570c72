import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

/** What can go wrong with archives: whatever it is, the experiment or the archive is whole afterwards, and nothing else is left. */

const NAME = 'archbad-one';
const AGAIN = 'archbad-two';
const ARCHIVES = '/var/lib/homelab-paas/archives';
const STAGING = '/var/lib/homelab-paas/staging';
let api: Api;
/** Archives that were there before. */
let others: string;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('arch-owner'));
  await script(
    'psql() { runuser -u postgres -- psql -XAtq "$@"; }; psql -c "drop role if exists archbad_gone" -c "create role archbad_gone"',
  );
  before = await inventory();
  others = await said('ls', ARCHIVES);
  expect(await create(api, NAME)).toMatchObject({ state: 'succeeded', failure: null });
  await asUser(
    NAME,
    `
    head -c 120M /dev/urandom > noise; echo kept > kept.txt; mkfifo pipe; truncate -s 8T enormous
    psql -Xq -c 'create table public.t as select 1 as n' -c 'grant select on public.t to archbad_gone'`,
  );
}, 120_000);

async function asUser(name: string, text: string): Promise<string> {
  const words = ['runuser', '-u', `exp-${name}`, '--', 'bash', '-euo', 'pipefail', '-c'];
  const { code, stdout, stderr } = await inContainer(
    [...words, `cd; set -a; . /etc/homelab-paas/experiments/${name}.env; set +a; ${text}`],
    { timeoutMs: 120_000 },
  );
  if (code !== 0) throw new Error(stderr || stdout);
  return stdout.trimEnd();
}

async function ask(procedure: string, input: unknown): Promise<{ operationId: string; archiveId: string }> {
  const answer = await api.mutate<{ operationId: string; archiveId: string }>(procedure, input);
  if (answer.status !== 200) throw new Error(`${procedure}: ${answer.message}`);
  return answer.data;
}

const startArchive = () => ask('archives.create', { name: NAME, confirmation: NAME });

/** The experiment answers, has what it had, and nothing of an archive is left. */
async function expectWhole(): Promise<void> {
  expect(await sql(`select state from experiments where name = '${NAME}'`)).toBe('ready');
  expect(
    await asUser(
      NAME,
      "cat kept.txt; psql -XAtqc 'table public.t'; git ls-remote $REPOSITORY_URL 'refs/heads/archive/*' | wc -l",
    ),
  ).toBe('kept\n1\n0');
  expect(await said('ls', STAGING)).toBe('');
  expect(await said('ls', ARCHIVES)).toBe(others);
  expect(await sql(`select count(*) from archives where experiment_name = '${NAME}'`)).toBe('0');
  expect(await units()).toBe('');
}

const units = () => said('systemctl', 'list-units', '--no-legend', '--plain', 'homelab-archive-*');

/** Waits until the home is being packed. */
async function untilPacking(archiveId: string): Promise<void> {
  await until('the home to be packed', 60, async () => {
    const { code, stdout } = await inContainer(['stat', '-c', '%s', `${STAGING}/${archiveId}/home.tar.zst`]);
    return code === 0 && Number(stdout) > 1_000_000 ? true : null;
  });
}

describe('while it is archived', () => {
  it('refuses without space, with both numbers, and changes nothing', async () => {
    await said('mount', '-t', 'tmpfs', '-o', 'size=8m,mode=0750', 'tmpfs', STAGING);
    try {
      const operation = await ended(api, (await startArchive()).operationId);
      expect(operation.state).toBe('failed');
      expect(operation.failure?.message).toMatch(/needs up to 1\d\d MiB .*8\.0 MiB are free/);
    } finally {
      await said('umount', STAGING);
    }
    await expectWhole();
  }, 120_000);

  it('runs out of space in the middle, and everything is as it was', async () => {
    await said('mount', '-t', 'tmpfs', '-o', 'size=190m,mode=0750', 'tmpfs', STAGING);
    try {
      const { operationId, archiveId } = await startArchive();
      await until('the folder of the archive', 60, async () =>
        (await inContainer(['test', '-d', `${STAGING}/${archiveId}`])).code === 0 ? true : null,
      );
      await script(`head -c 150M /dev/zero > ${STAGING}/foreign`);
      const operation = await ended(api, operationId);
      expect(operation.state).toBe('failed');
      expect(operation.failure?.message).toContain('no space left');
    } finally {
      await said('umount', STAGING);
    }
    await expectWhole();
  }, 120_000);

  it('ends at once when a person cancels it, and everything is as it was', async () => {
    const { operationId, archiveId } = await startArchive();
    await untilPacking(archiveId);
    expect((await api.mutate('operations.cancel', { id: operationId })).status).toBe(200);
    expect((await ended(api, operationId)).state).toBe('cancelled');
    await expectWhole();
  }, 120_000);

  it('is undone when the packing is killed, and ends nothing but itself', async () => {
    const { operationId, archiveId } = await startArchive();
    await untilPacking(archiveId);
    await script(`systemctl kill --signal=KILL 'provisioner@*.service'`);
    expect((await ended(api, operationId)).state).toBe('failed');
    await expectWhole();
  }, 120_000);

  it('goes on after the worker is killed, packs anew and succeeds', async () => {
    const { operationId, archiveId } = await startArchive();
    await untilPacking(archiveId);
    await said('systemctl', 'kill', '--signal=KILL', 'worker.service');
    expect(await ended(api, operationId)).toMatchObject({ state: 'succeeded', failure: null });
    expect(await said('ls', STAGING)).toBe('');
    expect(await units()).toBe('');
    await said('runuser', '-u', 'postgres', '--', 'psql', '-XAtqc', 'drop role archbad_gone');
  }, 180_000);
});

describe('while it is restored', () => {
  let id: string;
  const restore = async (name = AGAIN): Promise<Operation> =>
    ended(api, (await ask('archives.restore', { id, name })).operationId);

  /** Changes one file of the archive, tries, and puts the file back. */
  async function withFile(file: string, change: string, work: () => Promise<void>): Promise<void> {
    const path = `${ARCHIVES}/${id}/${file}`;
    await script(`cp --preserve=all ${path} /root/kept-${file}; ${change.replaceAll('FILE', path)}`);
    try {
      await work();
    } finally {
      await script(`rm -f ${path}; cp --preserve=all /root/kept-${file} ${path}; rm /root/kept-${file}`);
    }
  }

  /** It failed as a restore does: with a reason, with an entry to try again from, and with nothing on the machine. */
  async function expectNothing(operation: Operation, message: RegExp): Promise<void> {
    expect(operation.state).toBe('failed');
    expect(operation.failure?.message).toMatch(message);
    const here = await inventory();
    expect(here.filter((line) => line.includes(AGAIN))).toEqual([`row experiment ${AGAIN}`]);
    expect(await said('ls', STAGING)).toBe('');
    expect(await remove(api, AGAIN)).toMatchObject({ state: 'succeeded' });
  }

  beforeAll(async () => {
    id = await sql(`select id from archives where experiment_name = '${NAME}'`);
  });

  afterEach(async () => {
    const answer = await api.mutate<{ state: string }>('archives.verify', { id });
    expect(answer.data.state).toBe('complete');
  });

  it('refuses a truncated archive, and says so of the archive', async () => {
    await withFile('home.tar.zst', 'truncate -s -100 FILE', async () => {
      await expectNothing(await restore(), /home\.tar\.zst has \d+ bytes and should have \d+: it is truncated/);
      expect(await sql(`select state from archives where id = '${id}'`)).toBe('damaged');
      expect((await api.mutate('archives.restore', { id, name: AGAIN })).status).toBe(409);
    });
  }, 120_000);

  it('refuses a wrong checksum before anything is made', async () => {
    await withFile('database.dump', 'printf X | dd of=FILE bs=1 seek=100 conv=notrunc status=none', async () => {
      const operation = await restore();
      expect(operation.steps.find(({ key }) => key === 'account')?.state).toBe('pending');
      await expectNothing(operation, /database\.dump is not what was written: its SHA-256 is/);
      const verified = await api.mutate<{ state: string; problem: string }>('archives.verify', { id });
      expect(verified.data).toMatchObject({ state: 'damaged', problem: expect.stringContaining('database.dump') });
    });
  }, 120_000);

  it('finds out that a file is missing', async () => {
    await withFile('repository.bundle', 'rm FILE', async () => {
      const { data } = await api.mutate<{ state: string; problem: string }>('archives.verify', { id });
      expect(data).toMatchObject({
        state: 'damaged',
        problem: 'The file repository.bundle of the archive is missing.',
      });
    });
  }, 60_000);

  it('refuses a newer format, with both numbers', async () => {
    await withFile('manifest.json', `sed -i 's/"format": 1/"format": 2/' FILE`, async () => {
      await expectNothing(await restore(), /has format 2; .* up to 1/);
    });
  }, 120_000);

  it('refuses without space, with both numbers', async () => {
    await said('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', '/home');
    try {
      await expectNothing(await restore(), /needs up to 1\d\d MiB for the home.*4\.0 MiB are free/);
    } finally {
      await said('umount', '/home');
    }
  }, 120_000);

  it('never takes what another thing has taken meanwhile', async () => {
    await script(
      `useradd --no-create-home exp-${AGAIN}; mkdir /home/exp-${AGAIN}; echo mine > /home/exp-${AGAIN}/file`,
    );
    try {
      const operation = await restore();
      expect(operation.failure?.message).toContain(`already is a system user “exp-${AGAIN}”`);
      expect(await said('cat', `/home/exp-${AGAIN}/file`)).toBe('mine');
      expect(await remove(api, AGAIN)).toMatchObject({ state: 'succeeded' });
      expect(await said('cat', `/home/exp-${AGAIN}/file`)).toBe('mine');
    } finally {
      await script(`userdel exp-${AGAIN}; rm -r /home/exp-${AGAIN}`);
    }
  }, 120_000);

  for (const [what, make] of Object.entries({
    'names with “..”': `echo evil > evil; tar -cf - --transform 's,evil,../../../tmp/archbad-evil,' -P evil`,
    'a file below a symbolic link': `ln -s /tmp link; tar -cf a link; rm link; mkdir link; echo evil > link/archbad-evil; tar -rf a link/archbad-evil; cat a`,
  })) {
    it(`writes nothing outside the home, whatever the archive holds: ${what}`, async () => {
      const made = `cd "$(mktemp -d)"; { ${make}; } | zstd -q > FILE`;
      await withFile('home.tar.zst', made, async () => {
        const [bytes, sum] = (
          await script(`f=${ARCHIVES}/${id}/home.tar.zst; stat -c %s $f; sha256sum < $f | cut -d' ' -f1`)
        ).split('\n');
        const manifest = await sql(`select manifest from archives where id = '${id}'`);
        const changed = JSON.parse(manifest);
        changed.files[0] = { name: 'home.tar.zst', bytes: Number(bytes), sha256: sum };
        await sql(`update archives set manifest = $json$${JSON.stringify(changed)}$json$ where id = '${id}'`);
        await withFile('manifest.json', `cat > FILE <<'END'\n${JSON.stringify(changed)}\nEND`, async () => {
          await expectNothing(await restore(), /could not be unpacked/);
        });
        await sql(`update archives set manifest = $json$${manifest}$json$ where id = '${id}'`);
      });
      expect((await inContainer(['sh', '-c', 'ls -d /tmp/archbad-evil /home/archbad-evil'])).stdout).toBe('');
    }, 120_000);
  }

  it('leaves nothing when a person cancels it in the middle', async () => {
    const { operationId } = await ask('archives.restore', { id, name: AGAIN });
    await until('the account', 60, async () => ((await inContainer(['id', `exp-${AGAIN}`])).code === 0 ? true : null));
    expect((await api.mutate('operations.cancel', { id: operationId })).status).toBe(200);
    expect((await ended(api, operationId)).state).toBe('cancelled');
    expect((await inventory()).filter((line) => line.includes(AGAIN))).toEqual([]);
    expect(await said('ls', STAGING)).toBe('');
  }, 120_000);

  it('restores a database although a role that it names is gone, and says what is not kept', async () => {
    const operation = await restore();
    expect(operation).toMatchObject({ state: 'succeeded', failure: null });
    const lines = operation.steps.flatMap((step) => step.lines);
    expect(lines).toContainEqual(expect.stringMatching(/^Not kept: .*archbad_gone/));
    expect(await asUser(AGAIN, "psql -XAtqc 'table public.t'; stat -c %s enormous; test -p pipe; cat kept.txt")).toBe(
      `1\n${8 * 1024 ** 4}\nkept`,
    );
    expect(await remove(api, AGAIN)).toMatchObject({ state: 'succeeded' });
  }, 120_000);
});

it('removes what an operation that no longer exists left, when the worker starts', async () => {
  const left = randomUUID();
  await script(`mkdir -p ${STAGING}/${left} ${STAGING}/not-the-platforms; echo half > ${STAGING}/${left}/home.tar.zst`);
  await said('systemctl', 'restart', 'worker.service');
  await until('the worker to sweep', 60, async () => ((await said('ls', STAGING)).includes(left) ? null : true));
  expect(await said('ls', STAGING)).toBe('not-the-platforms');
  await said('rmdir', `${STAGING}/not-the-platforms`);
}, 120_000);

it('leaves nothing at all when the archive is removed', async () => {
  const id = await sql(`select id from archives where experiment_name = '${NAME}'`);
  const { operationId } = await ask('archives.remove', { id, confirmation: NAME });
  expect(await ended(api, operationId)).toMatchObject({ state: 'succeeded' });
  expect(await changesSince(before, 'archbad_gone')).toEqual([]); // a role that a test has dropped
}, 120_000);

afterAll(async () => {
  for (const name of [NAME, AGAIN]) await remove(api, name).catch(() => undefined);
  await inContainer(['runuser', '-u', 'postgres', '--', 'psql', '-XAtqc', 'drop role if exists archbad_gone']);
}, 120_000);
