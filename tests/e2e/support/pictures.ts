import { resolve } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = resolve(import.meta.dirname, '../../../docs/user-guide/pictures');

/**
 * Takes a picture for the user guide when HOMELAB_PICTURES is set (./scripts/test e2e --pictures), else into the results.
 * The guide's pictures are thus made by the tests and by nothing else.
 */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HOMELAB_PICTURES ? FOLDER : resolve(import.meta.dirname, '../../../test-results/pictures');
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
