'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { SshKeysView } from '../../../../../../_data/types.ts';
import { IconButton } from '../../../../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../../../../_ui/dialog.tsx';
import { Mono } from '../../../../../../_ui/panel.tsx';
import { Time } from '../../../../../../_ui/time.tsx';

type SshKey = SshKeysView['keys'][number];

/** The keys with whose they are; removing one ends what it opened. */
export function SshKeyList({ name, keys }: { name: string; keys: readonly SshKey[] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<SshKey | null>(null);
  const remove = useMutation(
    trpc.sshKeys.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sshKeys.list.queryKey({ name }) });
        setAsked(null);
        toast.success('The key is removed.');
      },
    }),
  );
  if (keys.length === 0) {
    return (
      <p className="border-line border-y px-[18px] py-4 text-ink-2 text-small">
        No key is here yet: nobody can log in.
      </p>
    );
  }
  return (
    <>
      <ul aria-label="SSH keys" className="border-line border-t">
        {keys.map((key) => (
          <li key={key.id} className="flex min-h-14 items-center gap-3 border-line border-b px-[18px] py-2">
            <div className="min-w-0 grow">
              <div className="truncate text-small">
                <span className="font-medium">{key.label}</span>
                <span className="text-ink-3">
                  {' '}
                  · {key.addedBy}, <Time at={key.addedAt} />
                </span>
              </div>
              <Mono className="text-ink-2">{key.fingerprint}</Mono>
            </div>
            <IconButton label={`Remove the key ${key.label}`} onClick={() => setAsked(key)}>
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => {
          remove.reset();
          if (!open) setAsked(null);
        }}
        title={`Remove the key ${asked?.label ?? ''}?`}
        description="Nobody logs in with it any more, and log-ins that it opened end at once."
        action="Remove key"
        busy={remove.isPending}
        problem={remove.error?.message}
        onConfirm={() => asked && remove.mutate({ name, id: asked.id })}
      />
    </>
  );
}
