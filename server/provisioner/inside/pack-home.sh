#!/bin/bash
# Runs as the experiment's user with the right to read whatever is in its home, and sees nothing else. Writes the packed home to
# standard output. The last line on standard error is `packed BYTES FILES`. Ends with 1 when something changed meanwhile.
set -uo pipefail

cd /home/experiment || exit 2
mkfifo /tmp/names || exit 2
wc --lines < /tmp/names > /tmp/count &
tar --create --file=- --format=posix --pax-option=delete=atime,delete=ctime --sparse --one-file-system --numeric-owner \
  --acls --xattrs --xattrs-include='user.*' --totals --verbose --index-file=/tmp/names . 2> >(tee /tmp/said >&2) \
  | zstd --quiet --threads=0 -3 --stdout
statuses=("${PIPESTATUS[@]}")
wait
bytes=$(sed -n 's/^Total bytes written: \([0-9]*\).*/\1/p' /tmp/said)
echo "packed ${bytes:-0} $(cat /tmp/count)" >&2
[ "${statuses[1]}" -eq 0 ] || exit 3
exit "${statuses[0]}"
