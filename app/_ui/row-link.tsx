'use client';

import Link from 'next/link';
import { type ReactNode, useState } from 'react';

interface Props {
  href: string;
  /** The row can be ticked by Space. */
  onSpace: ((range: boolean) => void) | undefined;
  children: ReactNode;
}

/** What the first column of a table says, as the link that the whole row is. Fetched ahead only when a person comes near it. */
export function RowLink({ href, onSpace, children }: Props) {
  const [near, setNear] = useState(false);
  return (
    <Link
      href={href}
      data-row
      prefetch={near ? null : false}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
      aria-keyshortcuts={onSpace && 'Space'}
      onKeyDown={(event) => {
        if (event.key !== ' ' || !onSpace) return;
        event.preventDefault();
        onSpace(event.shiftKey);
      }}
      className="block after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-accent/60 focus-visible:after:-outline-offset-3"
    >
      {children}
    </Link>
  );
}
