import { accountOf, databaseOf, homeOf } from '../../server/shared/names.ts';
import { type Api, create, remove } from '../system/support/api.ts';
import { sql } from '../system/support/container.ts';
import { operation } from './ask.ts';
import { compared, type Figure } from './figure.ts';
import { patientScript, patientSql } from './patient.ts';

const NAME = 'arch-bench';
const WORK = '/var/tmp/arch-bench';

/**
 * Archives and restores an experiment with a home and a database of `mebibytes` each, half of which can be compressed, against
 * the same work with the bare programs in the same run. The platform's time holds more than theirs: it reads everything
 * back and compares it, bundles the repository, and removes or makes the experiment.
 */
export async function measureArchives(api: Api, mebibytes: number): Promise<Figure[]> {
  const { failure } = await create(api, NAME);
  if (failure) throw new Error(failure.message);
  await fillHome(mebibytes);
  await fillDatabase(mebibytes);
  const typed = await measureBare();
  const same = await measureBare('zstd:3'); // the platform's own
  const archive = await operation(api, 'archives.create', { name: NAME, confirmation: NAME });
  const id = await sql(
    `select id from archives where experiment_name = '${NAME}' and kind = 'archive' order by created_at desc limit 1`,
  );
  const bytes = Number(await sql(`select bytes from archives where id = '${id}'`));
  const restore = await operation(api, 'archives.restore', { id, name: NAME });
  await remove(api, NAME);
  await operation(api, 'archives.remove', { id, confirmation: NAME });
  const size = `${mebibytes} MiB of home and ${mebibytes} MiB of database`;
  return [
    { name: `archive: ${size}, packed`, value: bytes / 1024 ** 2, unit: 'MiB' },
    ...compared(`archive: ${size}`, archive, typed.pack, 'tar | zstd and pg_dump -Fc'),
    ...compared(`archive: ${size}, same compression`, archive, same.pack, 'tar | zstd and pg_dump -Fc -Z zstd:3'),
    ...compared(`restore: ${size}`, restore, typed.unpack, 'zstd | tar and pg_restore'),
    ...compared(
      `restore: ${size}, same compression`,
      restore,
      same.unpack,
      'zstd | tar and pg_restore of a dump in zstd',
    ),
  ];
}

/** Files of 16 MiB, in turn random and text. */
async function fillHome(mebibytes: number): Promise<void> {
  await patientScript(`
    mkdir ${homeOf(NAME)}/bench; cd ${homeOf(NAME)}/bench
    for i in $(seq ${mebibytes / 16}); do
      if [ $((i % 2)) = 0 ]; then head -c 16M /dev/urandom > random-$i
      else { yes "line $i of a log that repeats itself as logs do, with a number $RANDOM in it" || true; } | head -c 16M > text-$i; fi
    done
    echo 'bench/' >> ${homeOf(NAME)}/.gitignore
    chown -R ${accountOf(NAME)}: ${homeOf(NAME)}/bench`);
}

/** Rows of about 8 KiB, in turn random and text; random ones are kept as they are, text is compressed by PostgreSQL itself where it does. */
async function fillDatabase(mebibytes: number): Promise<void> {
  const rows = (mebibytes * 1024) / 8;
  await patientSql(
    `set role "${accountOf(NAME)}";
     create table random_bytes (id int primary key, bytes bytea);
     alter table random_bytes alter bytes set storage external;
     create table texts (id int primary key, line text);
     alter table texts alter line set storage external;
     insert into random_bytes select i, (select string_agg(uuid_send(gen_random_uuid()), '') from generate_series(1, 512) where i > 0) from generate_series(1, ${rows / 2}) i;
     insert into texts select i, repeat('a line of text that repeats itself, number ' || i || '; ', 178) from generate_series(1, ${rows / 2}) i;`,
    databaseOf(NAME),
  );
}

/** Seconds of the bare programs. */
interface Bare {
  pack: number;
  unpack: number;
}

/**
 * The bare programs, one after the other as people type them. zstd has its default level on all cores; the dump has pg_dump's own
 * compression, which is gzip, or the one given.
 */
async function measureBare(compression?: string): Promise<Bare> {
  const timed = (what: string) => `s=$(date +%s%N); ${what}; sync -f ${WORK}; echo $(( $(date +%s%N) - s ))`;
  const compress = compression === undefined ? '' : `--compress=${compression} `;
  const dump = `runuser -u postgres -- pg_dump -Fc ${compress}-d ${databaseOf(NAME)} > ${WORK}/database.dump`;
  const tar = `tar -C ${homeOf(NAME)} -cf - . | zstd -q -T0 -o ${WORK}/home.tar.zst`;
  const untar = `mkdir ${WORK}/home; zstd -q -dc ${WORK}/home.tar.zst | tar -C ${WORK}/home -xf -`;
  const restore = `runuser -u postgres -- createdb arch_bench_bare; runuser -u postgres -- pg_restore --no-owner --no-acl -d arch_bench_bare < ${WORK}/database.dump`;
  const said = await patientScript(`
    rm -rf ${WORK}; mkdir ${WORK}; cd ${WORK}
    ${timed(`${tar}; ${dump}`)}
    ${timed(`${untar}; ${restore}`)}
    runuser -u postgres -- dropdb arch_bench_bare
    rm -rf ${WORK}`);
  const [pack = 0, unpack = 0] = said.split('\n').map((nanoseconds) => Number(nanoseconds) / 1e9);
  return { pack, unpack };
}
