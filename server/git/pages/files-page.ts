import { listCommits } from '../repository/commits.ts';
import { type Entry, listTree, readBlob } from '../repository/tree.ts';
import type { Repository } from '../store/repositories.ts';
import { address, html, type Markup } from './html.ts';
import type { Place } from './layout.ts';
import { markdown } from './markdown.ts';
import { cloneAddress, refAddress, repositoryPage, type Shown } from './repository-page.ts';
import { ago, size, subject } from './words.ts';

const LONGEST_README = 256 * 1024;

export interface Location {
  repository: Repository;
  folder: string;
  shown: Shown;
  path: readonly string[];
}

/** Links to each folder above a path. */
export function trail({ repository, shown, path }: Location): Markup {
  const links = path.map((part, at) => {
    const here = refAddress(repository, 'src', shown, path.slice(0, at + 1));
    return html` / ${at === path.length - 1 ? part : html`<a href="${here}">${part}</a>`}`;
  });
  return html`<span class="mono wrap"><a href="${refAddress(repository, 'src', shown)}">${repository.name}</a>${links}</span>`;
}

/** Page with the files of a folder, the last commit above and the README below. */
export async function filesPage(place: Place, location: Location, treeId: string): Promise<string> {
  const { repository, folder, shown, path } = location;
  const [entries, [last]] = await Promise.all([
    listTree(folder, treeId),
    listCommits(folder, shown.commit, { limit: 1, offset: 0, path }),
  ]);
  const parent = path.length > 0 && [up(location)];
  const content = html`${path.length === 0 && cloneAddress(place, repository)}
<div class="panel"><h2>${trail(location)}<span class="tag">${shown.kind} ${shown.kind === 'commit' ? shown.name.slice(0, 10) : shown.name}</span>
${last && html`<span class="end wide"><a class="dim" href="${address(repository.owner.name, repository.name, 'commit', last.id)}">${subject(last.message).slice(0, 72)}</a> <span>${ago(last.committer.date)}</span></span>`}</h2>
<table class="rows"><tbody>${parent}${entries.map((entry) => row(location, entry))}</tbody></table></div>
${await readme(folder, entries)}`;
  return repositoryPage(place, repository, shown, 'files', content);
}

function up({ repository, shown, path }: Location): Markup {
  return html`<tr><td><a class="row mono" href="${refAddress(repository, 'src', shown, path.slice(0, -1))}">..</a></td><td></td></tr>`;
}

function row({ repository, shown, path }: Location, entry: Entry): Markup {
  const label = `${entry.name}${entry.kind === 'folder' ? '/' : ''}`;
  const name =
    entry.linkable && entry.kind !== 'submodule'
      ? html`<a class="row mono wrap" href="${refAddress(repository, 'src', shown, [...path, entry.name])}">${label}</a>`
      : html`<span class="mono wrap">${label}</span>`;
  const note = entry.kind === 'link' ? 'symbolic link' : entry.kind === 'submodule' ? 'submodule' : '';
  return html`<tr><td>${name} <span class="faint">${note}</span></td><td class="num">${entry.kind === 'file' && size(entry.size)}</td></tr>`;
}

async function readme(folder: string, entries: readonly Entry[]): Promise<Markup | null> {
  const entry = entries.find((each) => each.kind === 'file' && /^readme(\.(md|txt|rst))?$/i.test(each.name));
  if (!entry || (entry.size ?? 0) > LONGEST_README) return null;
  const text = (await readBlob(folder, entry.id, LONGEST_README)).toString('utf8');
  const body = /\.md$/i.test(entry.name)
    ? html`<div class="prose">${markdown(text)}</div>`
    : html`<pre class="text">${text}</pre>`;
  return html`<section class="panel" aria-label="${entry.name}"><h2>${entry.name}</h2>${body}</section>`;
}
