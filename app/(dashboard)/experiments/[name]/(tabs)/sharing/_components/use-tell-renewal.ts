'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';

/** What became of the wish to change passwords and tokens as well; null when there was none. */
export type Renewal = { operationId: string | null; refusal: string | null } | null;

/** Says what was done to a member, and what became of the passwords and tokens. */
export function useTellRenewal() {
  const router = useRouter();
  return (done: string, renewal: Renewal, mayFollow = true) => {
    if (renewal?.refusal) {
      const afterwards = mayFollow ? 'You can do that in its settings.' : 'Its new owner can do that in its settings.';
      toast.warning(`${done} Its passwords and tokens are not changed. ${renewal.refusal} ${afterwards}`, {
        duration: 20_000,
      });
    } else if (renewal?.operationId && mayFollow) {
      const to = `/operations/${renewal.operationId}`;
      toast.success(`${done} Its passwords and tokens are being changed.`, {
        duration: 12_000,
        action: { label: 'Show the steps', onClick: () => router.push(to) },
      });
    } else toast.success(renewal ? `${done} Its passwords and tokens are being changed.` : done);
  };
}
