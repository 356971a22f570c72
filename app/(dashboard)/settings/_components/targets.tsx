'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';
import type { PlatformSettings, TargetsView } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { PartQuery } from '../../../_ui/part-query.tsx';
import { SelectField } from '../../../_ui/select-field.tsx';
import { AddTargetDialog } from './add-target-dialog.tsx';
import { TargetRow } from './target-row.tsx';
import { useSave } from './use-save.ts';

const OWN_FOLDER = 'own';

/** The places, which of them is used, and the way to add one. */
export function Targets({ settings, initial }: { settings: PlatformSettings; initial: TargetsView | undefined }) {
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const save = useSave();
  const query = useQuery({
    ...trpc.targets.list.queryOptions(),
    ...(initial && { initialData: initial }),
  });
  const used = save.isPending ? (save.variables.archives?.targetId ?? null) : settings.archives.targetId;
  return (
    <PartQuery query={query} title="The places could not be loaded" height="h-48">
      {({ targets, allowedFolders }) => (
        <div className="rounded-panel border border-line bg-panel">
          <div className="max-w-md p-[18px]">
            <SelectField
              id="target-used"
              label="New archives and snapshots go to"
              value={used ?? OWN_FOLDER}
              options={[
                { value: OWN_FOLDER, label: 'This machine, the platform’s own folder' },
                ...targets.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(id) =>
                save.mutate(
                  { archives: { targetId: id === OWN_FOLDER ? null : id } },
                  { onError: (error) => toast.error(error.message) },
                )
              }
              hint="Those that are there stay where they are."
            />
          </div>
          <ul aria-label="Places for archives">
            {targets.map((target) => (
              <TargetRow key={target.id} target={target} used={target.id === used} />
            ))}
          </ul>
          <div className="flex justify-end border-line border-t p-[18px]">
            <Button onClick={() => setAdding(true)} className="max-md:grow">
              <Plus aria-hidden />
              Add a place
            </Button>
          </div>
          <AddTargetDialog open={adding} onOpenChange={setAdding} allowedFolders={allowedFolders} />
        </div>
      )}
    </PartQuery>
  );
}
