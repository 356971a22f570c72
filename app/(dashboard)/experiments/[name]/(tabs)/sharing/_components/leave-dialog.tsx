'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import { useSession } from '../../../../../../_shell/session.tsx';
import { ConfirmDialog } from '../../../../../../_ui/dialog.tsx';

interface Props {
  name: string;
  owner: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A member gives up their own membership. */
export function LeaveDialog({ name, owner, open, onOpenChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const { username } = useSession();
  const leave = useMutation(
    trpc.members.remove.mutationOptions({
      onSuccess: () => {
        toast.success(`You do not use ${name} any more.`);
        router.push('/experiments');
        router.refresh();
      },
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Leave ${name}?`}
      description={`You will not see it any more, and what you have open of it ends. ${owner} can add you again.`}
      action="Leave"
      busy={leave.isPending || leave.isSuccess}
      problem={leave.error?.message}
      onConfirm={() => leave.mutate({ name, username })}
    />
  );
}
