'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { MembersView } from '../../../../../../_data/types.ts';
import { useSession } from '../../../../../../_shell/session.tsx';
import { Button } from '../../../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../../../_ui/dialog.tsx';
import { AS_TYPED, Field } from '../../../../../../_ui/field.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';
import { TypedName } from '../../../../../../_ui/typed-name.tsx';
import { RenewSwitch } from './renew-switch.tsx';
import { useTellRenewal } from './use-tell-renewal.ts';

interface Props {
  name: string;
  members: MembersView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Gives the experiment to another person. */
export function TransferDialog({ name, members, open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Transfer ${name}`}
      description="The new owner can do everything with it, and take it from you. Files, database and repository stay as they are."
    >
      <TransferForm name={name} members={members} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function TransferForm({ name, members, onDone }: { name: string; members: MembersView; onDone: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { username, admin } = useSession();
  const owner = members.owner.username;
  const gone = members.owner.missingSince !== null;
  const [to, setTo] = useState('');
  const [stay, setStay] = useState(!gone);
  const [renew, setRenew] = useState(true);
  const [confirmation, setConfirmation] = useState('');
  const tell = useTellRenewal();
  const transfer = useMutation(
    trpc.members.transfer.mutationOptions({
      onSuccess: async ({ note, renewal }, input) => {
        tell(`${name} belongs to ${input.to} now.`, renewal, admin);
        if (note !== null) toast.warning(note);
        onDone();
        if (!admin && !input.stay) return router.push('/experiments');
        await queryClient.invalidateQueries();
        router.refresh();
      },
    }),
  );
  const leaves = gone || !stay;
  const complete = to.trim() !== '' && confirmation === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !transfer.isPending)
      transfer.mutate({ name, to: to.trim(), stay, confirmation, renew: leaves && renew });
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <Field
        {...AS_TYPED}
        id="transfer-to"
        label="New owner"
        list="transfer-people"
        maxLength={64}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        hint="An account of this machine that may log in here."
      />
      <datalist id="transfer-people">
        {members.members.map((member) => (
          <option key={member.username} value={member.username} />
        ))}
      </datalist>
      {!gone && (
        <div className="flex items-center justify-between gap-4">
          <span id="transfer-stay" className="text-small">
            {owner === username ? 'I stay' : `${owner} stays`} as an operator
          </span>
          <Switch labelledBy="transfer-stay" checked={stay} onChange={setStay} />
        </div>
      )}
      {leaves && <RenewSwitch who={owner === username ? 'You' : owner} checked={renew} onChange={setRenew} />}
      <TypedName
        id="transfer-confirmation"
        name={name}
        value={confirmation}
        onChange={setConfirmation}
        problem={transfer.error?.message}
      />
      <DialogActions>
        <Button type="submit" look="danger" busy={transfer.isPending} disabled={!complete}>
          Transfer
        </Button>
      </DialogActions>
    </form>
  );
}
