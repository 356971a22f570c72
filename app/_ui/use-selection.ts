'use client';

import { useRef, useState } from 'react';
import type { Selection } from './table-selection.tsx';

interface Options<Row> {
  rowKey: (row: Row) => string;
  label: (row: Row) => string;
  allLabel: string;
  canSelect: (row: Row) => boolean;
}

/** Rows that a person ticked; they stay ticked on other pages of the same list. */
export function useSelection<Row>({ rowKey, label, allLabel, canSelect }: Options<Row>) {
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const last = useRef<string | null>(null);

  const change = (rows: readonly Row[], on: boolean) =>
    setSelected((before) => {
      const next = new Map(before);
      for (const row of rows.filter(canSelect)) {
        if (on) next.set(rowKey(row), row);
        else next.delete(rowKey(row));
      }
      return next;
    });

  const selection: Selection<Row> = {
    label,
    allLabel,
    canSelect,
    isSelected: (row) => selected.has(rowKey(row)),
    onToggle: (row, rows, range) => {
      const on = !selected.has(rowKey(row));
      const from = range ? rows.findIndex((each) => rowKey(each) === last.current) : -1;
      const to = rows.indexOf(row);
      last.current = rowKey(row);
      if (from < 0) return change([row], on);
      change(rows.slice(Math.min(from, to), Math.max(from, to) + 1), on);
    },
    onToggleAll: (rows) => {
      const possible = rows.filter(canSelect);
      change(possible, !possible.every((row) => selected.has(rowKey(row))));
    },
  };
  return { selection, selected: [...selected.values()], clear: () => setSelected(new Map()) };
}
