import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from '../../system/support/people.ts';

/** Logs in through the form and waits for the list. */
export async function logIn(page: Page, { username, password }: Person): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Experiments', exact: true })).toBeVisible();
}

/** Leads to the search of a list by its key. A page that was only just loaded may not listen yet. */
export async function focusSearch(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.getByLabel('Search by name')).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

/** A place in the rail (on a phone: of the bar): other links of a page can have the same words. */
export function place(page: Page, label: string): Locator {
  return page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: label });
}

/** A tab of an experiment's page. */
export function tab(page: Page, experiment: string, label?: string): Locator {
  const tabs = page.getByRole('navigation', { name: `Parts of ${experiment}` });
  return tabs.getByRole('link', label === undefined ? {} : { name: label });
}

/** Opens a workspace from the experiment's page and gives the page (or tab) that it is in. */
export async function openWorkspace(page: Page, name: string, workspace: 'lab' | 'code'): Promise<Page> {
  await page.goto(`/experiments/${name}`);
  const link = page.locator(`a[href^="/user/${name}/${workspace}"]`).first();
  const opened = page
    .context()
    .waitForEvent('page', { timeout: 5_000 })
    .catch(() => page);
  await link.click();
  const tab = await opened;
  await tab.waitForURL((url) => url.port === '8081' && !url.pathname.includes('_enter'), { timeout: 90_000 });
  return tab;
}
