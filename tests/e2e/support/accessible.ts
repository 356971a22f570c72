import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const DIALOG = '[role="dialog"], [role="alertdialog"]';

/**
 * Asks axe what is wrong with a page for who cannot see or point. While a dialog is open that alone counts: what lies behind it is
 * dimmed and out of reach. Floating messages that fade are left out.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).exclude('[data-sonner-toaster]');
  if ((await page.locator(DIALOG).count()) > 0) axe.include(DIALOG);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** On a phone's width nothing of the page itself scrolls sideways. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, new URL(page.url()).pathname).toBeLessThanOrEqual(0);
}

/** Does something at a phone's width and goes back to a desktop's. */
export async function onPhone(page: Page, act: () => Promise<void>): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await act();
  await page.setViewportSize({ width: 1440, height: 860 });
}
