import type { Repository } from '../store/repositories.ts';
import { address, html, type Markup } from './html.ts';
import { layout, type Place } from './layout.ts';
import { badges } from './repository-list.ts';

/** A commit that a page shows, and how its address names it. */
export interface Shown {
  kind: 'branch' | 'tag' | 'commit';
  name: string;
  commit: string;
}

export type Tab = 'files' | 'commits' | 'branches';

/** Address of a repository's page: `part` is `src`, `raw` or `commits`. */
export function refAddress(repository: Repository, part: string, shown: Shown, path: readonly string[] = []): string {
  return address(repository.owner.name, repository.name, part, shown.kind, ...shown.name.split('/'), ...path);
}

/** A page of a repository: its name, what it is, its tabs, and the content under them. */
export function repositoryPage(
  place: Place,
  repository: Repository,
  shown: Shown | null,
  tab: Tab,
  content: Markup,
): string {
  const home = address(repository.owner.name, repository.name);
  const tabs: Array<[Tab, string, string]> = [
    ['files', 'Files', shown ? refAddress(repository, 'src', shown) : home],
    ['commits', 'Commits', shown ? refAddress(repository, 'commits', shown) : home],
    ['branches', 'Branches and tags', `${home}/branches`],
  ];
  const links = tabs.map(
    ([id, label, href]) => html`<a href="${href}"${id === tab && html` aria-current="page"`}>${label}</a>`,
  );
  const body = html`<p class="crumb"><a href="${address(repository.owner.name)}">${repository.owner.name}</a></p>
<div class="head"><h1><a href="${home}">${repository.name}</a></h1>${badges(repository)}</div>
<p class="lead">${repository.description || 'No description.'}</p><nav class="tabs" aria-label="Repository">${links}</nav>${content}`;
  return layout(place, `${repository.owner.name}/${repository.name}`, body);
}

/** The address to clone from, in a field that selects as a whole. */
export function cloneAddress(place: Place, repository: Repository): Markup {
  const url = `${place.origin}${address(repository.owner.name, `${repository.name}.git`)}`;
  return html`<div class="clone"><label class="faint" for="clone">Clone</label>
<input id="clone" class="mono" readonly value="${url}"></div>`;
}
