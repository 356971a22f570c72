import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Starts Next on the folder of the source. In production it takes the configuration that the build wrote down, as Next's own
 * standalone server does: evaluating `next.config.ts` again would load the compiler, which alone takes 200 MB.
 */
export async function startNext({ dev, dir }: { dev: boolean; dir: string }) {
  if (!dev) process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = await builtConfiguration(dir);
  const { default: next } = await import('next');
  const app = next({ dev, dir });
  await app.prepare();
  return app;
}

async function builtConfiguration(dir: string): Promise<string> {
  const file = join(dir, '.next/required-server-files.json');
  const built: unknown = JSON.parse(
    await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new Error(`The pages are not built (${file} cannot be read). Run \`npm run build\` first.`, { cause });
    }),
  );
  if (typeof built !== 'object' || built === null || !('config' in built))
    throw new Error(`${file} holds no configuration.`);
  return JSON.stringify(built.config);
}
