import { said, script } from '../container.ts';

const asUser = (name: string, command: string) => said('runuser', '-l', `exp-${name}`, '-c', command);

/** Puts into a new experiment what must outlive everything: files of many kinds, rows, a commit, and work that is not committed. */
export async function fill(name: string): Promise<void> {
  await asUser(
    name,
    `set -e
    mkdir -p 'data/a folder' && head -c 300000 /dev/urandom > 'data/a folder/näme.bin'
    printf 'one\\n' > data/committed.txt && ln -sfn committed.txt data/link && chmod 640 data/committed.txt
    git add data/committed.txt && git commit -q -m 'Data' && git push -q
    printf 'not committed\\n' > data/uncommitted.txt
    psql -qX -v ON_ERROR_STOP=1 -c "create table things (id serial primary key, what text not null);
      insert into things (what) select md5(i::text) from generate_series(1, 2000) i;
      create view few as select * from things where id < 10;"`,
  );
}

/**
 * What an experiment holds, as text to compare: files with modes and checksums, rows, and the repository's main branch. A sequence
 * goes on at most 32 further after a crash of PostgreSQL, which writes them ahead.
 */
export async function contentOf(name: string): Promise<string> {
  const home = await script(`
    cd /home/exp-${name}
    find data README.md src \\( -type f -printf '%p %m ' -exec sh -c 'sha256sum < "$1"' sh {} \\; \\) -o \\( -type l -printf '%p -> %l\\n' \\) | sort`);
  const rows = await script(`
    cd /; runuser -u postgres -- psql -XAtq -d experiment_${name} -c "
      select count(*), md5(string_agg(what, ',' order by id)), max(id) from things;
      select count(*) from few;
      select tableowner from pg_tables where schemaname = 'public' and tablename = 'things';
      select last_value between 2000 and 2032 from things_id_seq"`);
  const main = await script(`
    git -c safe.directory='*' --git-dir="$(find /var/lib/gitea -maxdepth 5 -type d -name '${name}.git')" rev-parse main`);
  return [home, rows.replaceAll(`exp-${name}`, 'exp-…'), main].join('\n');
}
