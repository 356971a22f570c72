'use client';

import { useQuery } from '@tanstack/react-query';
import { FileText, Folder, FolderOpen, Link2 } from 'lucide-react';
import { useState } from 'react';
import { bytes } from '../../../../../../../_data/format.ts';
import { useTRPC } from '../../../../../../../_data/trpc.ts';
import type { SnapshotFiles } from '../../../../../../../_data/types.ts';
import { Checkbox } from '../../../../../../../_ui/checkbox.tsx';
import { Panel } from '../../../../../../../_ui/panel.tsx';
import { PartQuery } from '../../../../../../../_ui/part-query.tsx';
import { FolderPath } from './folder-path.tsx';
import { toggled } from './toggled.ts';

type Entry = SnapshotFiles['entries'][number];

interface Props {
  id: string;
  initial: SnapshotFiles | undefined;
  selected: ReadonlySet<string>;
  /** Missing for who may look and not recover. */
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}

/** The home of a snapshot, one folder at a time; files and whole folders are chosen to be brought back. */
export function FileBrowser({ id, initial, selected, onSelect }: Props) {
  const trpc = useTRPC();
  const [folder, setFolder] = useState('');
  const query = useQuery({
    ...trpc.snapshots.files.queryOptions({ id, folder }),
    ...(initial && folder === '' && { initialData: initial }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel
      title="Files"
      icon={FolderOpen}
      className="self-start p-0! [&>div:first-child]:mx-[18px] [&>div:first-child]:mt-[18px]"
    >
      <FolderPath folder={folder} onOpen={setFolder} />
      <div className="px-[18px] pb-[18px] empty:hidden" aria-live="polite">
        {query.error && (
          <PartQuery query={query} title="The folder could not be read" height="h-40">
            {() => null}
          </PartQuery>
        )}
      </div>
      {query.data?.entries.length === 0 && (
        <p className="px-[18px] pb-5 text-ink-2 text-small">This folder is empty.</p>
      )}
      {query.data && query.data.entries.length > 0 && (
        <ul
          aria-label={`Files in ${folder || 'the home'}`}
          className="max-h-[560px] overflow-y-auto border-line border-t"
        >
          {sorted(query.data.entries).map((entry) => {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            return (
              <EntryRow
                key={entry.name}
                entry={entry}
                checked={selected.has(path) || isInside(path, selected)}
                covered={isInside(path, selected)}
                onOpen={() => setFolder(path)}
                onToggle={onSelect && (() => onSelect(toggled(selected, path)))}
              />
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

interface RowProps {
  entry: Entry;
  checked: boolean;
  /** It comes with a folder above it that is chosen. */
  covered: boolean;
  onOpen: () => void;
  onToggle: (() => void) | undefined;
}

const ICONS = { file: FileText, folder: Folder, other: Link2 };

function EntryRow({ entry: { name, kind, bytes: size }, checked, covered, onOpen, onToggle }: RowProps) {
  const Icon = ICONS[kind];
  return (
    <li className="flex min-h-10 items-center gap-2 border-line px-2.5 [&:not(:last-child)]:border-b">
      {onToggle ? (
        <Checkbox label={`Recover ${name}`} checked={checked} disabled={covered} onToggle={onToggle} />
      ) : (
        <span className="w-2" />
      )}
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      {kind === 'folder' ? (
        <button
          type="button"
          aria-label={`${name}, open folder`}
          onClick={onOpen}
          className="min-h-10 min-w-0 grow truncate text-left text-small underline-offset-4 hover:underline focus-visible:-outline-offset-3"
        >
          {name}
        </button>
      ) : (
        <span className="min-w-0 grow truncate text-small">{name}</span>
      )}
      {size !== null && <span className="shrink-0 pr-2 text-ink-2 text-small">{bytes(size)}</span>}
    </li>
  );
}

function isInside(path: string, selected: ReadonlySet<string>): boolean {
  return [...selected].some((each) => path.startsWith(`${each}/`));
}

function sorted(entries: readonly Entry[]): Entry[] {
  const rank = (entry: Entry) => (entry.kind === 'folder' ? 0 : 1);
  return [...entries].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
