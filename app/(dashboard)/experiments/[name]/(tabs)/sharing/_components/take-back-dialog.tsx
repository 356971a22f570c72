'use client';

import { useState } from 'react';
import { Button } from '../../../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../../../_ui/dialog.tsx';
import type { Person } from './member-table.tsx';
import { RenewSwitch } from './renew-switch.tsx';
import { useMembers } from './use-members.ts';
import { useTellRenewal } from './use-tell-renewal.ts';

interface Props {
  name: string;
  person: Person;
  /** What is left to them. */
  to: 'viewer' | 'nothing';
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Takes from a member who could open the experiment what they may do, and what they could read with it. */
export function TakeBackDialog({ open, onOpenChange, ...rest }: Props) {
  const { to, person } = rest;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={to === 'viewer' ? `Make ${person.username} a viewer?` : `Remove ${person.username}?`}
      description={
        to === 'viewer'
          ? 'They see it and open nothing of it any more. What they put into its files stays.'
          : 'They see nothing of it any more. What they put into its files stays.'
      }
    >
      <TakeBackForm {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function TakeBackForm({ name, person, to, onDone }: Omit<Props, 'open' | 'onOpenChange'> & { onDone: () => void }) {
  const { username, logs } = person;
  const tell = useTellRenewal();
  const done = to === 'viewer' ? `${username} is a viewer now.` : `${username} may not use it any more.`;
  // told also when the question was closed meanwhile: it may be that the passwords are not changed
  const { set, remove } = useMembers(name, ({ renewal }) => {
    tell(done, renewal);
    onDone();
  });
  const [renew, setRenew] = useState(true);
  const confirm = () => {
    if (to === 'viewer') set.mutate({ name, username, role: 'viewer', logs, renew });
    else remove.mutate({ name, username, renew });
  };
  const { isPending, error } = to === 'viewer' ? set : remove;
  return (
    <div className="mt-4 flex flex-col gap-5">
      <RenewSwitch who={username} checked={renew} onChange={setRenew} />
      {error && (
        <p role="alert" className="text-bad text-small">
          {error.message}
        </p>
      )}
      <DialogActions>
        <Button look="danger" busy={isPending} onClick={confirm}>
          {to === 'viewer' ? 'Make a viewer' : 'Remove'}
        </Button>
      </DialogActions>
    </div>
  );
}
