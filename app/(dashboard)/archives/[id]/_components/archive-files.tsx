import { Download } from 'lucide-react';
import { bytes } from '../../../../_data/format.ts';
import type { Archive } from '../../../../_data/types.ts';
import { buttonClass } from '../../../../_ui/button.tsx';
import { cx } from '../../../../_ui/class-names.ts';
import { CopyButton } from '../../../../_ui/copy-button.tsx';
import { type Column, DataTable } from '../../../../_ui/data-table.tsx';

/** Of no use elsewhere, and not given out. */
const SEALED = 'secrets.sealed';

type File = Archive['files'][number];

const COLUMNS: readonly Column<File>[] = [
  {
    key: 'name',
    header: 'File',
    className: '@max-[620px]:w-[55%] @max-[620px]:max-w-0',
    cellClassName: 'font-mono text-small',
    cell: ({ name }) => <span className="block truncate">{name}</span>,
  },
  {
    key: 'size',
    header: 'Size',
    align: 'right',
    className: 'whitespace-nowrap',
    cell: (file) => bytes(file.bytes),
  },
  {
    key: 'sha256',
    header: 'SHA-256',
    from: 'lg',
    className: 'w-full max-w-0 pl-8',
    cell: ({ name, sha256 }) => (
      <span className="flex items-center gap-2">
        <span title={sha256} className="truncate font-mono text-[12.5px] text-ink-2">
          {sha256}
        </span>
        <CopyButton text={sha256} label={`Copy the SHA-256 of ${name}`} />
      </span>
    ),
  },
];

/** The files of an archive with what proves them, and each of them to take away. */
export function ArchiveFiles({ archive: { id, files, state }, downloads }: { archive: Archive; downloads: boolean }) {
  if (files.length === 0) return null;
  const columns: Column<File>[] = [...COLUMNS];
  if (downloads && state !== 'removing') {
    columns.push({
      key: 'download',
      header: '',
      align: 'right',
      cell: ({ name }) =>
        name === SEALED ? null : (
          <a
            href={`/archives/${id}/${encodeURIComponent(name)}`}
            download
            aria-label={`Download ${name}`}
            className={cx(buttonClass({ size: 'table' }), 'max-md:size-10 max-md:px-0!')}
          >
            <Download aria-hidden />
            <span className="max-md:hidden">Download</span>
          </a>
        ),
    });
  }
  return (
    <section className="mt-6">
      <h2 className="mb-3 font-semibold text-title">Files</h2>
      <DataTable caption="Files of this archive" columns={columns} rows={files} rowKey={(file) => file.name} />
      <p className="mt-3 text-ink-3 text-small">
        Usual formats: tar with zstd, a custom-format dump of PostgreSQL, a git bundle. They can be opened without this
        platform; the secrets alone are sealed with this machine’s key and stay here.{' '}
        {downloads && (
          <>
            What this page says is in{' '}
            <a
              href={`/archives/${id}/manifest.json`}
              download
              aria-label="Download manifest.json"
              className="text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink"
            >
              manifest.json
            </a>{' '}
            too.
          </>
        )}
      </p>
    </section>
  );
}
