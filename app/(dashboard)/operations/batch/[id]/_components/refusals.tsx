import { CircleSlash } from 'lucide-react';

/** What was not accepted of a request, and why; nothing happened to these. */
export function Refusals({ refusals }: { refusals: readonly { name: string; reason: string }[] }) {
  return (
    <section className="mb-4 rounded-panel border border-busy/40 bg-busy-soft px-[18px] py-3.5">
      <h2 className="flex items-center gap-3 font-medium">
        <CircleSlash aria-hidden className="size-4 shrink-0 text-busy" />
        {refusals.length === 1 ? 'One was not accepted' : `${refusals.length} were not accepted`}, and nothing happened
        to {refusals.length === 1 ? 'it' : 'them'}
      </h2>
      <dl
        // A list that scrolls can be scrolled by keyboard too.
        tabIndex={refusals.length > 4 ? 0 : undefined}
        className="mt-2 flex max-h-60 flex-col gap-1.5 overflow-y-auto pl-7 text-small max-md:pl-0"
      >
        {refusals.map(({ name, reason }) => (
          <div key={name} className="flex gap-x-3 max-md:flex-col">
            <dt className="w-48 shrink-0 truncate font-medium">{name}</dt>
            <dd className="min-w-0 break-words text-ink-2">{reason}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
