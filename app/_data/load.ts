import 'server-only';
import { TRPCError } from '@trpc/server';
import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';

/** The path that is being asked for, as proxy.ts wrote it down. */
export async function requestedPath(): Promise<string> {
  return (await headers()).get('x-requested-path') ?? '/experiments';
}

/** What a page needs before it can show itself. A refusal becomes the page for it. */
export async function load<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TRPCError) {
      if (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST') notFound();
      if (error.code === 'FORBIDDEN') forbidden();
      if (error.code === 'UNAUTHORIZED') redirect(`/login?next=${encodeURIComponent(await requestedPath())}`);
    }
    throw error;
  }
}

/** What a page can do without at first: undefined when it cannot be had, and the browser asks again. */
export async function loadIfThere<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}

/** Refuses a page to who is not an administrator. */
export async function onlyForAdministrators(asked: Promise<{ admin: boolean }>): Promise<void> {
  const { admin } = await load(asked);
  if (!admin) forbidden();
}
