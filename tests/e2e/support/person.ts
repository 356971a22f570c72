import { type Browser, expect, type Page } from '@playwright/test';
import { Api, create } from '../../system/support/api.ts';
import { sql } from '../../system/support/container.ts';
import { makePerson, type Person } from '../../system/support/people.ts';
import { logIn } from './pages.ts';

export const ADMINISTRATOR = ['homelab-users', 'homelab-admins'] as const;

/** A person with a browser of their own, logged in, and the API as that browser would call it. */
export interface Opened {
  page: Page;
  person: Person;
  api: Api;
}

/** Makes a person and logs them in by the form. What earlier tests did wrong on purpose does not slow them down. */
export async function openAs(browser: Browser, username: string, groups?: readonly string[]): Promise<Opened> {
  const person = await makePerson(username, groups);
  await sql('delete from rate_limits');
  const context = await browser.newContext();
  const page = await context.newPage();
  await logIn(page, person);
  const api = new Api();
  api.cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  return { page, person, api };
}

/** The same for a person who has an experiment that is ready. */
export async function openWithExperiment(
  browser: Browser,
  username: string,
  name: string,
  displayName = '',
): Promise<Opened> {
  const opened = await openAs(browser, username);
  const { failure } = await create(opened.api, name, displayName);
  expect(failure, `${name} could be created`).toBeNull();
  return opened;
}
