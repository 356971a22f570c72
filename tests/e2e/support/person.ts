import type { Browser, Page } from '@playwright/test';
import { makePerson, type Person } from '../../system/support/people.ts';
import { logIn } from './pages.ts';

/** A person with a browser of their own, logged in. */
export async function openAs(
  browser: Browser,
  username: string,
  groups?: readonly string[],
): Promise<{ page: Page; person: Person }> {
  const person = await makePerson(username, groups);
  const page = await (await browser.newContext()).newPage();
  await logIn(page, person);
  return { page, person };
}
