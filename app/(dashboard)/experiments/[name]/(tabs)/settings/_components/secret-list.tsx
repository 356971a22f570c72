'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { SecretEntry } from '../../../../../../_data/types.ts';
import { Button, IconButton } from '../../../../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../../../../_ui/dialog.tsx';
import { Mono } from '../../../../../../_ui/panel.tsx';
import { Time } from '../../../../../../_ui/time.tsx';

interface Props {
  name: string;
  secrets: readonly SecretEntry[];
  onReplace: (secret: string) => void;
}

/** Names of what is set, never values. */
export function SecretList({ name, secrets, onReplace }: Props) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<string | null>(null);
  const remove = useMutation(
    trpc.secrets.remove.mutationOptions({
      onSuccess: async (_, { secret }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.secrets.list.queryKey({ name }) });
        setAsked(null);
        toast.success(`${secret} is removed.`);
      },
    }),
  );
  if (secrets.length === 0) {
    return <p className="border-line border-b px-[18px] py-4 text-ink-2 text-small">No secret is set yet.</p>;
  }
  return (
    <>
      <ul aria-label="Secrets">
        {secrets.map(({ secret, updatedAt }) => (
          <li key={secret} className="flex min-h-12 items-center gap-3 border-line border-b px-[18px] py-1.5">
            <div className="min-w-0 grow">
              <Mono>{secret}</Mono>
              <span className="ml-3 text-ink-3 text-label max-md:ml-0 max-md:block">
                set <Time at={updatedAt} />
              </span>
            </div>
            <Button
              size="table"
              look="quiet"
              className="max-md:h-10"
              aria-label={`Replace ${secret}`}
              onClick={() => onReplace(secret)}
            >
              Replace
            </Button>
            <IconButton label={`Remove ${secret}`} onClick={() => setAsked(secret)}>
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
        title={`Remove ${asked ?? 'the secret'}?`}
        description="What starts from now on does not have it. Its value cannot be brought back."
        action="Remove secret"
        busy={remove.isPending}
        problem={remove.error?.message}
        onConfirm={() => asked !== null && remove.mutate({ name, secret: asked })}
      />
    </>
  );
}
