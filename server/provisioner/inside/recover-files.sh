#!/bin/bash
# Runs as the experiment's user and sees nothing but programs and its home. Standard input is a packed home; $1 is the name of a new
# folder below recovered/, $2 the id that marks it, the rest are paths below the home. Prints `missing PATH` for what the packed home does
# not hold.
set -euo pipefail

folder=$1 id=$2
shift 2
cd /home/experiment
target=recovered/$folder
partial=recovered/.$folder.partial
if [ -e "$target" ] || [ -L "$target" ]; then
  [ -f "$target/.homelab-recovery" ] && [ "$(head -c 64 "$target/.homelab-recovery")" = "$id" ] && exit 0
  echo "the folder $target is there already and was left as it is" >&2
  exit 1
fi
mkdir -p recovered
rm -rf -- "$partial"
mkdir -- "$partial"

members=()
for path in "$@"; do members+=("./$path"); done
status=0
zstd --quiet --decompress --stdout \
  | tar --extract --file=- --directory="$partial" --no-same-owner --delay-directory-restore --no-wildcards --no-unquote \
    --xattrs --xattrs-include='user.*' -- "${members[@]}" 2> >(tee /tmp/said >&2) || status=$?
for path in "$@"; do
  [ -e "$partial/$path" ] || [ -L "$partial/$path" ] || printf 'missing %s\n' "$path"
done
# 2 is also what tar says when it did not find a member; anything else that it said is a reason to fail
if [ "$status" -ne 0 ] && grep -vqE ': Not found in archive$|Exiting with failure status due to previous errors$' /tmp/said; then
  rm -rf -- "$partial"
  exit 1
fi
rm -rf -- "$partial/.homelab-recovery"
echo "$id" > "$partial/.homelab-recovery"
mv --no-target-directory -- "$partial" "$target"
