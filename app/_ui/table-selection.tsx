'use client';

import { Checkbox } from './checkbox.tsx';

export interface Selection<Row> {
  /** What a screen reader hears for a row's box. */
  label: (row: Row) => string;
  allLabel: string;
  canSelect: (row: Row) => boolean;
  isSelected: (row: Row) => boolean;
  /** `range`: everything between the row that was ticked last and this one. */
  onToggle: (row: Row, rows: readonly Row[], range: boolean) => void;
  onToggleAll: (rows: readonly Row[]) => void;
}

const cell = 'relative z-10 w-11 pl-2 pr-0 max-md:pl-0.5';

export function SelectAllCell<Row>({ rows, selection }: { rows: readonly Row[]; selection: Selection<Row> }) {
  const possible = rows.filter(selection.canSelect);
  const ticked = possible.filter(selection.isSelected).length;
  return (
    <td className={cell}>
      <Checkbox
        label={selection.allLabel}
        checked={ticked > 0 && ticked === possible.length}
        mixed={ticked > 0 && ticked < possible.length}
        disabled={possible.length === 0}
        onToggle={() => selection.onToggleAll(rows)}
      />
    </td>
  );
}

export function SelectCell<Row>({
  row,
  rows,
  selection,
}: {
  row: Row;
  rows: readonly Row[];
  selection: Selection<Row>;
}) {
  return (
    <td className={cell}>
      <Checkbox
        label={selection.label(row)}
        checked={selection.isSelected(row)}
        disabled={!selection.canSelect(row)}
        tabIndex={-1}
        onToggle={(event) => selection.onToggle(row, rows, event.shiftKey)}
      />
    </td>
  );
}
