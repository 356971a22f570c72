#!/bin/bash
# Runs as the new experiment's user and sees nothing but programs and the empty folder that becomes its home: whatever names the
# archive holds, there is nothing else to write to. Standard input is the packed home.
set -euo pipefail

cd /home/experiment
zstd --quiet --decompress --stdout \
  | tar --extract --file=- --preserve-permissions --no-same-owner --delay-directory-restore --acls --xattrs --xattrs-include='user.*'
