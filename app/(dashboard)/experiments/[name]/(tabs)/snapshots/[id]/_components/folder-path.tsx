import { Fragment } from 'react';

/** Where in the home one is; every part leads back there. */
export function FolderPath({ folder, onOpen }: { folder: string; onOpen: (folder: string) => void }) {
  const parts = folder === '' ? [] : folder.split('/');
  const look =
    'min-h-8 max-w-48 truncate rounded-control px-1 font-mono text-[12.5px] text-ink-2 hover:text-ink aria-[current]:text-ink max-md:min-h-10';
  return (
    <nav aria-label="Folder" className="flex flex-wrap items-center px-[14px] pb-2">
      <button
        type="button"
        className={look}
        aria-current={folder === '' ? 'location' : undefined}
        onClick={() => onOpen('')}
      >
        ~
      </button>
      {parts.map((part, index) => {
        const path = parts.slice(0, index + 1).join('/');
        return (
          <Fragment key={path}>
            <span aria-hidden className="text-ink-3">
              /
            </span>
            <button
              type="button"
              className={look}
              aria-current={path === folder ? 'location' : undefined}
              onClick={() => onOpen(path)}
            >
              {part}
            </button>
          </Fragment>
        );
      })}
    </nav>
  );
}
