'use client';

import { useMutation } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTRPC } from '../../_data/trpc.ts';
import { Button, IconButton } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';

/** Asks for an account of the machine. The session's cookie comes with the answer; `next` is a checked local path. */
export function LogInForm({ next }: { next: string }) {
  const trpc = useTRPC();
  const password = useRef<HTMLInputElement>(null);
  const [capsLock, setCapsLock] = useState(false);
  const [shown, setShown] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const logIn = useMutation(
    trpc.sessions.create.mutationOptions({
      onSuccess: () => {
        setLeaving(true);
        window.location.replace(next); // a whole load: nothing of the time before the log-in is kept
      },
      onError: () => password.current?.select(),
    }),
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (logIn.isPending || leaving) return;
    const data = new FormData(event.currentTarget);
    logIn.mutate({ username: String(data.get('username')).trim(), password: String(data.get('password')) });
  };
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field
        id="username"
        name="username"
        label="User name"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={32}
        required
        autoFocus
      />
      <div className="relative">
        <Field
          ref={password}
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          label="Password"
          autoComplete="current-password"
          maxLength={512}
          required
          aside={capsLock && 'Caps Lock is on'}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          className="pr-11"
        />
        <IconButton
          label={shown ? 'Hide the password' : 'Show the password'}
          onClick={() => setShown(!shown)}
          className="absolute right-1.5 bottom-1.5 max-md:right-0 max-md:bottom-0"
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </div>
      {logIn.error && (
        <p role="alert" className="rounded-control border border-bad/40 bg-bad-soft px-3 py-2 text-small">
          {logIn.error.message}
        </p>
      )}
      <Button type="submit" look="primary" size="thumb" busy={logIn.isPending || leaving}>
        {logIn.isPending || leaving ? 'Logging in' : 'Log in'}
      </Button>
    </form>
  );
}
