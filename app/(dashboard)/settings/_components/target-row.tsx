'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Cloud, Folder, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';
import type { TargetsView } from '../../../_data/types.ts';
import { Button, IconButton } from '../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../_ui/dialog.tsx';
import { Mono } from '../../../_ui/panel.tsx';
import { State } from '../../../_ui/state.tsx';

/** One place: where it is, how many archives are there, whether it answers. */
export function TargetRow({ target, used }: { target: TargetsView['targets'][number]; used: boolean }) {
  const { id, name, kind, place, archives } = target;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const check = useMutation(trpc.targets.check.mutationOptions({}));
  const remove = useMutation(
    trpc.targets.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.targets.list.queryKey() });
        setAsked(false);
        toast.success(`${name} is removed. Nothing there was touched.`);
      },
    }),
  );
  const Icon = kind === 's3' ? Cloud : Folder;
  return (
    <li className="flex items-center gap-3 border-line border-t px-[18px] py-3 max-md:flex-wrap">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-2" />
      <div className="min-w-0 grow basis-0">
        <div className="font-medium">{name}</div>
        <Mono className="text-ink-2">{place}</Mono>
        <div className="text-ink-3 text-label">{archives === 1 ? '1 archive' : `${archives} archives`}</div>
        <div aria-live="polite" className="mt-1 empty:hidden">
          {check.isSuccess && <State kind="ok">It answers: written, read and removed.</State>}
          {check.error && (
            <State kind="bad">
              <span className="break-words">{check.error.message}</span>
            </State>
          )}
        </div>
      </div>
      <Button
        size="table"
        className="max-md:h-10"
        busy={check.isPending}
        aria-label={`Check ${name}`}
        onClick={() => check.mutate({ id })}
      >
        Check
      </Button>
      <IconButton label={`Remove ${name}`} onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={asked}
        onOpenChange={(open) => {
          remove.reset();
          setAsked(open);
        }}
        title={`Remove ${name}?`}
        description={
          archives > 0
            ? `${archives === 1 ? 'An archive is' : `${archives} archives are`} there: remove or restore them first.`
            : `The platform forgets it${used ? ', and new archives go to its own folder again' : ''}. Nothing that is there is touched.`
        }
        action="Remove place"
        busy={remove.isPending}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate({ id })}
      />
    </li>
  );
}
