import type { ReactNode } from 'react';
import { Mark } from './brand.tsx';

/** A page of its own in the middle of the screen: log in, opening a workspace, nothing found. */
export function PlainPage({
  title,
  children,
  description,
}: {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="flex w-full max-w-[340px] flex-col">
        <div className="mb-6 flex flex-col items-center text-center">
          <Mark large />
          <h1 className="mt-4 break-words font-semibold text-heading tracking-[-0.02em]">{title}</h1>
          {description && <p className="mt-1.5 text-ink-2">{description}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
