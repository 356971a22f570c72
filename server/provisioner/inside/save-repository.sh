#!/bin/bash
# Runs as the experiment's user: commits what is not committed in its home, on top of what is checked out, and pushes it as branch $1.
# Index, branches and objects of the home stay as they are. Prints the commit; nothing when all of it is in the repository already.
set -euo pipefail

cd "$HOME"
folder=$(git rev-parse --absolute-git-dir 2>/dev/null) || { echo "The home is no git repository: nothing to commit." >&2; exit 0; }
# shellcheck source=/dev/null
. "$(dirname "$0")/git-account.sh"
git config --global safe.directory '*'
mkdir -p /var/tmp/objects
export GIT_DIR=$folder GIT_WORK_TREE=$HOME GIT_INDEX_FILE=/var/tmp/index GIT_OBJECT_DIRECTORY=/var/tmp/objects
export GIT_ALTERNATE_OBJECT_DIRECTORIES=$folder/objects
[ ! -f "$folder/index" ] || cp -- "$folder/index" /var/tmp/index

# Large files, and what only says that it is large, are in the packed home; git would read them for hours and the repository grow by them.
{
  printf ':/\0'
  find . -xdev -path ./.git -prune -o -type f -size +64M -printf ':(top,exclude,literal)%P\0'
} > /var/tmp/paths
# A filter or a broken folder in it must not stop the archive: the home is packed as it is besides.
git -c core.fsmonitor=false -c core.safecrlf=false add --all --ignore-errors --pathspec-from-file=/var/tmp/paths --pathspec-file-nul >&2 || true
tree=$(git write-tree)
head=$(git rev-parse --quiet --verify 'HEAD^{commit}') || head=
if [ -n "$head" ] && [ "$tree" = "$(git rev-parse "$head^{tree}")" ] \
  && git ls-remote --quiet --heads -- "$REPOSITORY_URL" | cut -f1 | grep --quiet --line-regexp --fixed-strings "$head"; then
  exit 0
fi
export GIT_AUTHOR_NAME=$GITEA_USERNAME GIT_AUTHOR_EMAIL=$GITEA_USERNAME@localhost
export GIT_COMMITTER_NAME=$GITEA_USERNAME GIT_COMMITTER_EMAIL=$GITEA_USERNAME@localhost
commit=$(git commit-tree "$tree" ${head:+-p "$head"} -m 'What was not committed when the experiment was archived')
git push --quiet --no-verify -- "$REPOSITORY_URL" "+$commit:refs/heads/$1" >&2
echo "$commit"
