'use client';

import { Menu } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface MenuAction {
  key: string;
  label: string;
  icon?: LucideIcon;
  danger?: boolean;
  /** A line stands above it. */
  apart?: boolean;
  onSelect: () => void;
}

/** A button that opens a list of actions. `children` is what stands on the button. */
export function ActionMenu({
  label,
  actions,
  className,
  children,
}: {
  label?: string;
  actions: readonly MenuAction[];
  className: string;
  children: ReactNode;
}) {
  return (
    <Menu.Root>
      <Menu.Trigger aria-label={label} title={label} className={className}>
        {children}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="bottom" align="end" sideOffset={6} className="z-40 outline-none">
          <Menu.Popup className="min-w-52 rounded-panel border border-line-strong bg-raised p-1 shadow-float outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {actions.map(({ key, label: title, icon: Icon, danger, apart, onSelect }) => (
              <Fragment key={key}>
                {apart && <Menu.Separator className="-mx-1 my-1 h-px bg-line-strong" />}
                <Menu.Item
                  onClick={onSelect}
                  className={cx(
                    'flex h-9 items-center gap-2.5 rounded-control px-2.5 outline-none data-highlighted:bg-hover max-md:h-11',
                    danger && 'text-bad',
                  )}
                >
                  {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
                  {title}
                </Menu.Item>
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
