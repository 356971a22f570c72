import { Button } from './button.tsx';

interface Props {
  /** A list of which the server gives a page at a time, newest first. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Under a list: loads the next older page, and is gone when there is none. */
export function ShowEarlier({ list }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <div className="mt-4 flex justify-center">
      <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
        Show earlier ones
      </Button>
    </div>
  );
}
