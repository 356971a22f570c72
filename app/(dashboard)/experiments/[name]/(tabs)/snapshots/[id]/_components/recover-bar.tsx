'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../../_data/trpc.ts';
import { Button } from '../../../../../../../_ui/button.tsx';

interface Props {
  id: string;
  files: ReadonlySet<string>;
  tables: ReadonlySet<string>;
  onClear: () => void;
}

/** What is chosen, where it goes, and the button. Nothing that is there is written over. */
export function RecoverBar({ id, files, tables, onClear }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const recover = useMutation(
    trpc.snapshots.recover.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
      onError: (error) => toast.error(error.message),
    }),
  );
  if (files.size + tables.size === 0) return null;
  return (
    <section
      aria-label="Recover"
      className="sticky bottom-4 z-20 mt-4 flex items-center gap-4 rounded-panel border border-line-strong bg-raised px-[18px] py-3 shadow-float max-md:bottom-18 max-md:flex-col max-md:items-stretch"
    >
      <div className="grow">
        <div className="font-medium" role="status">
          {chosen(files.size, tables.size)} chosen
        </div>
        <p className="text-ink-2 text-small">
          {[
            files.size > 0 && 'Files go to a new folder below ~/recovered.',
            tables.size > 0 && 'Tables go to a new schema, recovered_…',
            'Nothing is written over.',
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      </div>
      <div className="flex gap-2 max-md:[&>*]:grow">
        <Button look="quiet" onClick={onClear}>
          Choose nothing
        </Button>
        <Button
          look="primary"
          busy={recover.isPending || recover.isSuccess}
          onClick={() => recover.mutate({ id, files: [...files], tables: [...tables] })}
        >
          Recover
        </Button>
      </div>
    </section>
  );
}

function chosen(files: number, tables: number): string {
  const parts = [
    files > 0 && (files === 1 ? '1 file or folder' : `${files} files and folders`),
    tables > 0 && (tables === 1 ? '1 table' : `${tables} tables`),
  ];
  return parts.filter(Boolean).join(' and ');
}
