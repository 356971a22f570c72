import { type Commit, countCommits, listCommits, readPatch } from '../repository/commits.ts';
import type { Ref } from '../repository/refs.ts';
import type { Repository } from '../store/repositories.ts';
import type { Location } from './files-page.ts';
import { address, html, type Markup } from './html.ts';
import type { Place } from './layout.ts';
import { refAddress, repositoryPage, type Shown } from './repository-page.ts';
import { ago, subject } from './words.ts';

const PER_PAGE = 50;
const LARGEST_PATCH = 512 * 1024;

/** Page with the commits that lead to a branch, a tag or a commit. */
export async function commitsPage(place: Place, location: Location, query: URLSearchParams): Promise<string> {
  const { repository, folder, shown } = location;
  const page = Math.min(Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1), 100_000);
  const [commits, total] = await Promise.all([
    listCommits(folder, shown.commit, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    countCommits(folder, shown.commit),
  ]);
  const rows = commits.map(
    (
      each,
    ) => html`<tr><td><a class="row strong wrap" href="${commitAddress(repository, each.id)}">${subject(each.message)}</a>
<div class="faint wrap">${each.author.name}</div></td><td class="num mono wide">${each.id.slice(0, 10)}</td><td class="num">${ago(each.committer.date)}</td></tr>`,
  );
  const content = html`<p class="lead">${total} ${total === 1 ? 'commit' : 'commits'} on <span class="tag">${shown.name}</span></p>
<div class="panel"><table class="rows"><tbody>${rows}</tbody></table></div><nav class="pager" aria-label="Pages">
${page > 1 && html`<a class="button" href="?page=${page - 1}">Newer</a>`}
${page * PER_PAGE < total && html`<a class="button" href="?page=${page + 1}">Older</a>`}</nav>`;
  return repositoryPage(place, repository, shown, 'commits', content);
}

function commitAddress(repository: Repository, id: string): string {
  return address(repository.owner.name, repository.name, 'commit', id);
}

/** Page with a commit: its message, who made it, and what it changed. null when there is no such commit. */
export async function commitPage(place: Place, repository: Repository, folder: string, id: string): Promise<string> {
  const [[commit], patch] = await Promise.all([
    listCommits(folder, id, { limit: 1, offset: 0 }),
    readPatch(folder, id, LARGEST_PATCH),
  ]);
  const shown: Shown = { kind: 'commit', name: id, commit: id };
  const content = html`<div class="panel"><h2><span class="mono wrap">${id}</span><span class="end">
<a class="button" href="${refAddress(repository, 'src', shown)}">Files at this commit</a></span></h2>
<div class="pad">${commit && about(repository, commit)}</div></div>${patchPanels(patch.text)}
${patch.cut && html`<p class="lead">The change is longer than can be shown here. Clone the repository to see all of it.</p>`}`;
  return repositoryPage(place, repository, shown, 'commits', content);
}

function about(repository: Repository, commit: Commit): Markup {
  const parents = commit.parents.map(
    (id) => html` <a class="mono" href="${commitAddress(repository, id)}">${id.slice(0, 10)}</a>`,
  );
  return html`<pre class="message">${commit.message || '(no message)'}</pre>
<p class="faint wrap">${commit.author.name} &lt;${commit.author.email}&gt;, ${ago(commit.author.date)}${parents.length > 0 && html`, parent${parents}`}</p>`;
}

/** One panel a file of a patch. */
function patchPanels(patch: string): Markup {
  const files = patch.split(/^(?=diff --git )/m).filter((each) => each.startsWith('diff --git '));
  if (files.length === 0) return html`<div class="panel empty">No file was changed.</div>`;
  return html`${files.map((file) => {
    const [title = '', ...lines] = file.replace(/\n$/, '').split('\n');
    const rows = lines.map((line) => html`<tr class="${lineClass(line)}"><td>${line}</td></tr>`);
    return html`<div class="panel"><h2 class="mono">${fileTitle(title.slice('diff --git '.length))}</h2><div class="code" tabindex="0"><table>${rows}</table></div></div>`;
  })}`;
}

/** git names a file before and after the change; one name is enough when they are the same. */
function fileTitle(names: string): string {
  const name = names.slice(0, (names.length - 1) / 2);
  return names === `${name} ${name}` ? name : names;
}

function lineClass(line: string): string {
  if (line.startsWith('@@') || /^(index|similarity|rename|new file|deleted file|old mode|new mode) /.test(line))
    return 'hunk';
  if (/^(\+\+\+|---) /.test(line)) return 'hunk';
  return line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : '';
}

/** Page with the branches and tags of a repository. */
export function branchesPage(place: Place, repository: Repository, refs: readonly Ref[], shown: Shown | null): string {
  const rows = refs.map(
    (ref) => html`<tr><td><a class="row strong wrap" href="${refAddress(repository, 'src', { ...ref })}">${ref.name}</a>
${ref.kind === 'branch' && ref.name === repository.defaultBranch && html` <span class="tag">default</span>`}</td>
<td class="dim">${ref.kind === 'branch' ? 'Branch' : 'Tag'}</td><td class="num mono">${ref.commit.slice(0, 10)}</td></tr>`,
  );
  const table = html`<div class="panel"><table class="rows"><tbody>${rows}</tbody></table></div>`;
  const content =
    refs.length === 0 ? html`<div class="panel empty"><h2>No branch yet</h2>Push a commit to make one.</div>` : table;
  return repositoryPage(place, repository, shown, 'branches', content);
}
