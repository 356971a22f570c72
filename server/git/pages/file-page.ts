import { blobSize, readBlob } from '../repository/tree.ts';
import { type Location, trail } from './files-page.ts';
import { html, type Markup } from './html.ts';
import type { Place } from './layout.ts';
import { refAddress, repositoryPage } from './repository-page.ts';
import { size } from './words.ts';

const LARGEST_SHOWN = 1024 * 1024;

/** Page with a file's text and its line numbers; a large or binary one is only offered for download. */
export async function filePage(place: Place, location: Location, id: string): Promise<string> {
  const { repository, folder, shown, path } = location;
  const bytes = await blobSize(folder, id);
  const content = html`<div class="panel"><h2>${trail(location)}<span class="end"><span>${size(bytes)}</span>
<a class="button" href="${refAddress(repository, 'raw', shown, path)}">Raw</a></span></h2>${await body(folder, id, bytes)}</div>`;
  return repositoryPage(place, repository, shown, 'files', content);
}

async function body(folder: string, id: string, bytes: number): Promise<Markup> {
  if (bytes === 0) return html`<div class="empty">The file is empty.</div>`;
  if (bytes > LARGEST_SHOWN)
    return html`<div class="empty">The file is too large to show here. Open it raw to download it.</div>`;
  const blob = await readBlob(folder, id, LARGEST_SHOWN);
  if (blob.includes(0)) return html`<div class="empty">The file is binary. Open it raw to download it.</div>`;
  const lines = blob.toString('utf8').replace(/\n$/, '').split('\n');
  const rows = lines.map(
    (line, at) => html`<tr id="L${at + 1}"><td class="n"><a href="#L${at + 1}">${at + 1}</a></td><td>${line}</td></tr>`,
  );
  return html`<div class="code" tabindex="0" role="region" aria-label="Text of the file"><table>${rows}</table></div>`;
}
