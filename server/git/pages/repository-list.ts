import type { Service } from '../service.ts';
import type { Account } from '../store/accounts.ts';
import { listRepositories, type Repository } from '../store/repositories.ts';
import { address, html, type Markup } from './html.ts';
import { layout, type Place } from './layout.ts';
import { ago } from './words.ts';

const PER_PAGE = 50;

/** Badges of a repository: who can see it and whether it still takes pushes. */
export function badges(repository: Repository): Markup {
  return html`<span class="tag">${repository.isPrivate ? 'Private' : 'Public'}</span>${
    repository.isArchived && html` <span class="tag">Archived</span>`
  }`;
}

/** Page with the repositories that the visitor may see, all or those of one owner. */
export function repositoryListPage(service: Service, place: Place, query: URLSearchParams, owner?: Account): string {
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1);
  const wanted = (query.get('q') ?? '').slice(0, 100);
  const { repositories, total } = listRepositories(service.db, {
    viewer: place.viewer,
    query: wanted,
    ...(owner ? { owner } : {}),
    limit: PER_PAGE,
    offset: (page - 1) * PER_PAGE,
  });
  const title = owner ? owner.name : 'Repositories';
  const content = html`<div class="head"><h1>${title}</h1><form method="get" role="search">
<input type="search" name="q" value="${wanted}" placeholder="Filter by name or description" aria-label="Filter repositories"></form></div>
<p class="lead">${owner?.fullName || 'Every experiment has one. You see your own, those shared with you, and public ones.'}</p>
${repositories.length === 0 ? nothing(wanted) : table(repositories)}${pager(page, total, wanted)}`;
  return layout(place, title, content);
}

function table(repositories: readonly Repository[]): Markup {
  const rows = repositories.map(
    (
      each,
    ) => html`<tr><td><a class="row strong wrap" href="${address(each.owner.name, each.name)}">${each.owner.name}/${each.name}</a>
<div class="faint wrap">${each.description}</div></td><td>${badges(each)}</td>
<td class="num">${ago(each.updated)}</td></tr>`,
  );
  return html`<div class="panel"><table class="rows"><thead><tr><th>Name</th><th>Visible</th><th class="num">Changed</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function nothing(wanted: string): Markup {
  const words = wanted
    ? html`<h2>No repository matches “${wanted}”</h2><a class="button" href="?">Show all</a>`
    : html`<h2>No repository yet</h2>An experiment brings its repository along. Create one on the dashboard.`;
  return html`<div class="panel empty">${words}</div>`;
}

function pager(page: number, total: number, wanted: string): Markup {
  const link = (to: number) => `?${new URLSearchParams({ page: String(to), ...(wanted ? { q: wanted } : {}) })}`;
  return html`<nav class="pager" aria-label="Pages">${page > 1 && html`<a class="button" href="${link(page - 1)}">Previous</a>`}
${page * PER_PAGE < total && html`<a class="button" href="${link(page + 1)}">Next</a>`}</nav>`;
}
