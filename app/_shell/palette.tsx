'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { type RefObject, useRef, useState } from 'react';
import { type PaletteEntry, type PaletteGroup, usePaletteEntries } from './palette-entries.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  gitAddress: string;
}

/** Ctrl K: jumps to an experiment, a page or an action by a few letters of its name. */
export function Palette({ open, onOpenChange, gitAddress }: Props) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-panel border border-line-strong bg-raised shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <PaletteList field={field} close={() => onOpenChange(false)} gitAddress={gitAddress} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ListProps {
  field: RefObject<HTMLInputElement | null>;
  close: () => void;
  gitAddress: string;
}

/** The field and what it finds. The first entry is always chosen, so Enter opens it. */
function PaletteList({ field, close, gitAddress }: ListProps) {
  const [text, setText] = useState('');
  const { groups, searching, failed } = usePaletteEntries(text, close, gitAddress);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      filter={null}
      value={text}
      onValueChange={setText}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        ref={field}
        aria-label="Search experiments and pages"
        placeholder="Search experiments and pages"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-body outline-none placeholder:text-ink-3 max-md:text-[16px]"
      />
      <Autocomplete.Status className="sr-only">
        {count > 0 && !searching && `${count} found. ${count === 1 ? '' : 'Arrow keys choose one.'}`}
      </Autocomplete.Status>
      <Autocomplete.Empty>
        <div className="px-4.5 py-8 text-center text-ink-2">
          {failed ? 'Experiments could not be searched. Try again.' : searching ? 'Searching' : 'Nothing of that name.'}
        </div>
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[min(400px,60vh)] scroll-pt-10 scroll-pb-2 overflow-y-auto p-2 data-empty:p-0">
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1.5 text-ink-3 text-label">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: PaletteEntry) => <Entry key={entry.key} entry={entry} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function Entry({ entry }: { entry: PaletteEntry }) {
  const { icon: Icon, label, displayName, archived } = entry;
  return (
    <Autocomplete.Item
      value={entry}
      onClick={entry.act}
      className="flex h-9 cursor-pointer items-center gap-3 rounded-control px-2.5 data-highlighted:bg-accent-soft max-md:h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-2" />
      {displayName === undefined ? label : <span className="shrink-0 font-medium">{label}</span>}
      {displayName !== undefined && <span className="truncate text-ink-2">{displayName}</span>}
      {archived && <span className="ml-auto shrink-0 text-ink-2 text-small">Archived</span>}
    </Autocomplete.Item>
  );
}
