import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/trpc/router.ts';
import type { ExperimentPage } from '../../../_data/types.ts';

/** What is asked of the server for one page of the list, with nothing left out. */
type Input = inferRouterInputs<AppRouter>['experiments']['list'];
export type ListQuery = { [K in keyof Input]-?: Exclude<Input[K], undefined> };
export type ListFilter = keyof ExperimentPage['counts'];
export type ListSort = ListQuery['sort'];

const FILTERS = ['current', 'ready', 'stopped', 'moving', 'failed', 'archived', 'all'] satisfies ListFilter[];
const SORTS = ['created', 'name', 'owner', 'state'] satisfies ListSort[];
const USUAL: ListQuery = {
  search: '',
  filter: 'current',
  mine: false,
  sort: 'created',
  descending: true,
  page: 1,
  pageSize: 50,
};

/** A column that is sorted for the first time begins with its smallest value; times begin with the newest. */
function descendsFirst(sort: ListSort): boolean {
  return sort === 'created';
}

/** Reads a list's address; what makes no sense in it counts as not there. */
export function readAddress(parameters: { get: (key: string) => string | null }): ListQuery {
  const sort = SORTS.find((each) => each === parameters.get('sort')) ?? USUAL.sort;
  const order = parameters.get('order');
  const page = Number(parameters.get('page'));
  return {
    search: (parameters.get('search') ?? '').trim().slice(0, 80),
    filter: FILTERS.find((each) => each === parameters.get('show')) ?? USUAL.filter,
    mine: parameters.get('mine') === 'yes',
    sort,
    descending: order === 'down' || (order !== 'up' && descendsFirst(sort)),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    pageSize: USUAL.pageSize,
  };
}

/** The address of a page of the list, with nothing in it that is as usual. */
export function writeAddress({ search, filter, mine, sort, descending, page }: ListQuery): string {
  const parameters = new URLSearchParams();
  if (search !== '') parameters.set('search', search);
  if (filter !== USUAL.filter) parameters.set('show', filter);
  if (mine) parameters.set('mine', 'yes');
  if (sort !== USUAL.sort) parameters.set('sort', sort);
  if (descending !== descendsFirst(sort)) parameters.set('order', descending ? 'down' : 'up');
  if (page > 1) parameters.set('page', String(page));
  const text = parameters.toString();
  return text === '' ? '/experiments' : `/experiments?${text}`;
}
