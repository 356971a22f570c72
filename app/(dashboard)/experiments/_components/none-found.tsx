import { Button } from '../../../_ui/button.tsx';
import type { ListQuery } from './list-address.ts';

const NONE: Record<ListQuery['filter'], string> = {
  current: 'There is no experiment on this machine.',
  ready: 'No experiment is ready.',
  stopped: 'No experiment is stopped. A stopped one keeps everything and runs nothing.',
  moving: 'Nothing is being created, archived, restored or deleted.',
  failed: 'No experiment has failed.',
  archived: 'No experiment is archived. An archive keeps everything of an experiment in one checked set of files.',
  all: 'There is no experiment.',
};

/** What the table says when nothing is left, and the way out of it. */
export function NoneFound({
  query,
  total,
  onShow,
}: {
  query: ListQuery;
  total: number;
  onShow: (change: Partial<ListQuery>) => void;
}) {
  const { search, filter, mine, page } = query;
  if (page > 1 && total > 0) {
    return <Way text="The list has become shorter." action="First page" onClick={() => onShow({ page: 1 })} />;
  }
  if (search !== '') {
    return (
      <Way
        text={`No experiment here has “${search}” in its name, its display name or its owner.`}
        action="Clear the search"
        onClick={() => onShow({ search: '', filter: 'current', mine: false })}
      />
    );
  }
  if (mine) {
    return <Way text="None of these is yours." action="Show everybody’s" onClick={() => onShow({ mine: false })} />;
  }
  return <p>{NONE[filter]}</p>;
}

function Way({ text, action, onClick }: { text: string; action: string; onClick: () => void }) {
  return (
    <>
      <p className="break-words">{text}</p>
      <Button size="table" className="mt-3 max-md:h-10" onClick={onClick}>
        {action}
      </Button>
    </>
  );
}
