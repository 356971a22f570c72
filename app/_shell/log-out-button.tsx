'use client';

import { LogOut } from 'lucide-react';
import { IconButton } from '../_ui/button.tsx';
import { useLogOut } from './use-log-out.ts';

export function LogOutButton() {
  const logOut = useLogOut();
  return (
    <IconButton label="Log out" onClick={() => logOut.mutate()} disabled={logOut.isPending}>
      <LogOut aria-hidden />
    </IconButton>
  );
}
