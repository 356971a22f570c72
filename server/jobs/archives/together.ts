/** Does several things at the same time. When one fails the others are aborted; once all have ended, the first failure is thrown. */
export async function together(
  signal: AbortSignal,
  ...works: ((signal: AbortSignal) => Promise<unknown>)[]
): Promise<void> {
  const over = new AbortController();
  const failures: unknown[] = [];
  const until = AbortSignal.any([signal, over.signal]);
  await Promise.all(
    works.map(async (work) => {
      try {
        await work(until);
      } catch (error) {
        failures.push(error);
        over.abort();
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
