import pg from 'pg';

/** The experiment's database; DATABASE_URL in the environment says where it is. */
export async function now(): Promise<Date> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ now: Date }>('select now()');
    const [row] = rows;
    if (!row) throw new Error('the database gave no row');
    return row.now;
  } finally {
    await client.end();
  }
}
