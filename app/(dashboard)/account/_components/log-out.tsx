'use client';

import { useLogOut } from '../../../_shell/use-log-out.ts';
import { Button } from '../../../_ui/button.tsx';

export function LogOut() {
  const logOut = useLogOut();
  return (
    <Button busy={logOut.isPending || logOut.isSuccess} onClick={() => logOut.mutate()}>
      Log out
    </Button>
  );
}
