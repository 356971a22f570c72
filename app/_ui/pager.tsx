import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from './button.tsx';

interface Props {
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
}

const FIGURE = new Intl.NumberFormat('en-GB');

/** Which part of a long list is shown, and the way to the next. Nothing where one page holds it all. */
export function Pager({ page, pageSize, total, onPage }: Props) {
  if (total <= pageSize && page === 1) return null;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav aria-label="Pages of the list" className="mt-3 flex items-center justify-end gap-1 text-ink-2 text-small">
      <span className="mr-2" role="status">
        {first > total ? `None of ${FIGURE.format(total)}` : `${FIGURE.format(first)} to ${FIGURE.format(last)}`}
        {first <= total && ` of ${FIGURE.format(total)}`}
      </span>
      <IconButton label="Page before" disabled={page <= 1} onClick={() => onPage(Math.min(page - 1, pages))}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton label="Next page" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </nav>
  );
}
