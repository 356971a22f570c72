'use client';

import { useState } from 'react';
import { LIMITS } from '../../../../server/shared/limits.ts';
import { LIMIT_WORDS, type LimitKey, type LimitTexts, limitTexts, readLimits } from '../../../_data/limits.ts';
import type { LimitValues, PlatformSettings } from '../../../_data/types.ts';
import { cx } from '../../../_ui/class-names.ts';
import { inputClass } from '../../../_ui/field.tsx';
import { SettingsForm } from '../../../_ui/settings-form.tsx';
import { useSave } from './use-save.ts';

type Column = 'defaults' | 'user' | 'admin';
type Texts = Record<Column, LimitTexts>;

const COLUMNS: readonly { key: Column; label: string; short: string }[] = [
  { key: 'defaults', label: 'A new experiment gets', short: 'New' },
  { key: 'user', label: 'Owners, at most', short: 'Owners' },
  { key: 'admin', label: 'Administrators, at most', short: 'Admins' },
];

/** Every limit with its default and what may be set at most, by role. */
export function LimitBounds({ settings: { limits } }: { settings: PlatformSettings }) {
  const [typed, setTyped] = useState<Texts | null>(null);
  const saved: Texts = {
    defaults: limitTexts(limits.defaults),
    user: limitTexts(limits.maxima.user),
    admin: limitTexts(limits.maxima.admin),
  };
  const texts = typed ?? saved;
  const read = { defaults: readLimits(texts.defaults), user: readLimits(texts.user), admin: readLimits(texts.admin) };
  const save = useSave(() => setTyped(null));
  const set = (column: Column, key: LimitKey, text: string) => {
    save.reset();
    setTyped({ ...texts, [column]: { ...texts[column], [key]: text } });
  };
  const problem = COLUMNS.flatMap(({ key: column }) =>
    LIMITS.flatMap((key) => {
      const each = read[column].problems[key];
      return each ? [`${LIMIT_WORDS[key].label}: ${each}`] : [];
    }),
  )[0];
  const changed = JSON.stringify(texts) !== JSON.stringify(saved);
  return (
    <SettingsForm
      changed={changed}
      busy={save.isPending}
      problem={save.error?.message ?? (changed ? problem : undefined)}
      note="For experiments from now on."
      onReset={() => setTyped(null)}
      onSubmit={() => {
        const { defaults, user, admin } = read;
        if (!defaults.values || !user.values || !admin.values) return;
        // What was not typed stays to the byte; its text is rounded.
        const kept = (column: Column, read: LimitValues, before: LimitValues) =>
          Object.fromEntries(
            LIMITS.map((key) => [key, texts[column][key] === saved[column][key] ? before[key] : read[key]]),
          ) as LimitValues;
        save.mutate({
          limits: {
            defaults: kept('defaults', defaults.values, limits.defaults),
            maxima: {
              user: kept('user', user.values, limits.maxima.user),
              admin: kept('admin', admin.values, limits.maxima.admin),
            },
          },
        });
      }}
    >
      <table className="-my-1 w-full border-collapse text-left">
        <caption className="sr-only">Limits: what a new experiment gets, and what may be set at most</caption>
        <thead>
          <tr className="text-ink-3 text-label">
            <th scope="col" className="pb-2 align-bottom font-medium">
              Limit
            </th>
            {COLUMNS.map(({ key, label, short }) => (
              <th
                key={key}
                scope="col"
                className="w-[132px] pb-2 pl-3 text-right align-bottom font-medium max-md:w-[74px] max-md:pl-1.5"
              >
                <span className="max-md:sr-only">{label}</span>
                <span aria-hidden className="md:hidden">
                  {short}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LIMITS.map((limit) => (
            <tr key={limit}>
              <th scope="row" className="py-1 font-[450] text-small">
                {LIMIT_WORDS[limit].label} <span className="text-ink-3">{LIMIT_WORDS[limit].unit}</span>
              </th>
              {COLUMNS.map(({ key: column, label }) => (
                <td key={column} className="py-1 pl-3 max-md:pl-1.5">
                  <input
                    aria-label={`${LIMIT_WORDS[limit].label} in ${LIMIT_WORDS[limit].unit}, ${label.toLowerCase()}`}
                    aria-invalid={read[column].problems[limit] ? true : undefined}
                    inputMode="decimal"
                    autoComplete="off"
                    maxLength={12}
                    value={texts[column][limit]}
                    onChange={(event) => set(column, limit, event.target.value)}
                    className={cx(inputClass, 'h-9! text-right tabular-nums max-md:h-10! max-md:px-1.5')}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-ink-3 text-small">0 as the longest statement is no limit.</p>
    </SettingsForm>
  );
}
