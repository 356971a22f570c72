import type { LucideIcon } from 'lucide-react';

export interface RadioCard<Value extends string> {
  value: Value;
  title: string;
  description: string;
  /** What it costs: time, space. */
  note?: string;
  icon: LucideIcon;
}

/** One of several, each with room to say what it is. Arrow keys choose, as in every group of radio buttons. */
export function RadioCards<Value extends string>({
  name,
  legend,
  cards,
  value,
  onChange,
}: {
  name: string;
  legend: string;
  cards: readonly RadioCard<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-ink-2 text-small">{legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {cards.map((card) => (
          <label
            key={card.value}
            className="relative flex cursor-pointer gap-3 rounded-control border border-line-strong p-3 transition-colors duration-150 has-checked:border-accent has-checked:bg-accent-faint has-focus-visible:shadow-[0_0_0_3px_oklch(0.8_0.115_215/0.3)] [&:not(:has(:checked))]:hover:bg-raised"
          >
            <input
              type="radio"
              name={name}
              value={card.value}
              checked={card.value === value}
              onChange={() => onChange(card.value)}
              aria-labelledby={`${name}-${card.value}-title`}
              aria-describedby={`${name}-${card.value}-text`}
              className="absolute inset-0 size-full cursor-pointer appearance-none rounded-control outline-none"
            />
            <card.icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
            <span className="min-w-0">
              <span id={`${name}-${card.value}-title`} className="block font-medium">
                {card.title}
              </span>
              <span id={`${name}-${card.value}-text`} className="block text-ink-2 text-small">
                {card.description}
                {card.note && <span className="mt-1 block text-ink-3 text-label">{card.note}</span>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
