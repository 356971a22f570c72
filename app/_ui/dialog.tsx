'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode, RefObject } from 'react';
import { Button, buttonClass } from './button.tsx';

const FADE = 'transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What happens, in a sentence or two. */
  description: ReactNode;
  /** What has the focus when it opens; otherwise the first thing that can. An `autoFocus` would lose the way back. */
  initialFocus?: RefObject<HTMLElement | null>;
  children?: ReactNode;
}

/** A question over the page. Esc and its own buttons close it; the focus returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, initialFocus, children }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={`fixed inset-0 z-40 bg-scrim ${FADE}`} />
        <AlertDialog.Popup
          {...(initialFocus && { initialFocus })}
          className={`fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-panel border border-line-strong bg-raised p-5 shadow-float ${FADE}`}
        >
          <AlertDialog.Title className="font-semibold text-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-ink-2">{description}</AlertDialog.Description>
          {children}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** The buttons at the end of a dialog: the way back first, then what it asks for. */
export function DialogActions({ back = 'Cancel', children }: { back?: string; children: ReactNode }) {
  return (
    <div className="flex justify-end gap-3 max-md:flex-col-reverse">
      <AlertDialog.Close className={buttonClass()}>{back}</AlertDialog.Close>
      {children}
    </div>
  );
}

interface ConfirmProps extends Omit<Props, 'children'> {
  action: string;
  look?: 'primary' | 'danger';
  busy: boolean;
  /** What the machine said to the last try. */
  problem?: string | undefined;
  onConfirm: () => void;
}

/** A dialog that asks nothing but yes or no. */
export function ConfirmDialog({ action, look = 'danger', busy, problem, onConfirm, ...dialog }: ConfirmProps) {
  return (
    <Dialog {...dialog}>
      <div className="mt-5 flex flex-col gap-3">
        {problem && (
          <p role="alert" className="text-bad text-small">
            {problem}
          </p>
        )}
        <DialogActions>
          <Button look={look} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
