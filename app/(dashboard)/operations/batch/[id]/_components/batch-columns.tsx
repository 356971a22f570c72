import { operationState } from '../../../../../_data/experiment-state.ts';
import { OPERATION_WORDS } from '../../../../../_data/operation-words.ts';
import type { OperationSummary } from '../../../../../_data/types.ts';
import type { Column } from '../../../../../_ui/data-table.tsx';
import { State } from '../../../../../_ui/state.tsx';
import { TOOK_COLUMN } from '../../../../../_ui/took-column.tsx';

/** One operation of a batch. The column `why` is for batches of which something failed. */
export const BATCH_COLUMNS: readonly Column<OperationSummary>[] = [
  {
    key: 'name',
    header: 'Experiment',
    className: '@max-[620px]:w-[55%] @max-[620px]:max-w-0',
    cellClassName: 'font-semibold',
    cell: ({ experimentName }) => <span className="block truncate">{experimentName}</span>,
  },
  {
    key: 'state',
    header: 'State',
    cell: (operation) => {
      const { kind, word } = operationState(operation);
      return <State kind={kind}>{operation.state === 'running' ? OPERATION_WORDS[operation.kind].short : word}</State>;
    },
  },
  {
    key: 'why',
    header: 'What happened',
    from: 'md',
    className: 'max-w-[320px]',
    cellClassName: 'text-ink-2 text-small',
    cell: ({ failure }) =>
      failure ? (
        <span title={failure.message} className="line-clamp-2">
          {failure.message}
        </span>
      ) : null,
  },
  TOOK_COLUMN,
];
