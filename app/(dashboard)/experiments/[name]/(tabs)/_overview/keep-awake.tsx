'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarClock, ChevronDown, Clock, MoonStar, Sunrise } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../_data/trpc.ts';
import { untilWhen } from '../../../../../_data/until-when.ts';
import { ActionMenu, type MenuAction } from '../../../../../_ui/action-menu.tsx';
import { buttonClass } from '../../../../../_ui/button.tsx';
import { cx } from '../../../../../_ui/class-names.ts';
import { AwakeDialog } from './awake-dialog.tsx';

const HOUR = 3_600_000;

/** For how long nothing of the experiment may be stopped for being idle. */
export function KeepAwake({ name, until }: { name: string; until: string | null }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [picking, setPicking] = useState(false);
  const keep = useMutation(
    trpc.idling.keepAwake.mutationOptions({
      onSuccess: async (_, input) => {
        await queryClient.invalidateQueries({ queryKey: trpc.idling.get.queryKey({ name }) });
        toast.success(
          input.until ? `Kept awake until ${untilWhen(input.until)}.` : 'It may be stopped when it is idle.',
        );
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  const keepUntil = (date: Date | null) => keep.mutate({ name, until: date?.toISOString() ?? null });
  const actions: MenuAction[] = [
    { key: '1h', label: '1 hour', icon: Clock, onSelect: () => keepUntil(new Date(Date.now() + HOUR)) },
    { key: '4h', label: '4 hours', icon: Clock, onSelect: () => keepUntil(new Date(Date.now() + 4 * HOUR)) },
    { key: 'tomorrow', label: 'Until tomorrow, 09:00', icon: Sunrise, onSelect: () => keepUntil(tomorrow()) },
    { key: 'date', label: 'Until a date…', icon: CalendarClock, onSelect: () => setPicking(true) },
  ];
  if (until) {
    actions.push({
      key: 'end',
      label: 'No longer',
      icon: MoonStar,
      apart: true,
      onSelect: () => keepUntil(null),
    });
  }
  return (
    <>
      <ActionMenu actions={actions} className={cx(buttonClass({ size: 'table' }), 'max-md:h-10')}>
        {until ? 'Change' : 'Keep awake'}
        <ChevronDown aria-hidden />
      </ActionMenu>
      <AwakeDialog name={name} open={picking} onOpenChange={setPicking} onPick={keepUntil} />
    </>
  );
}

function tomorrow(): Date {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  date.setHours(9, 0, 0, 0);
  return date;
}
