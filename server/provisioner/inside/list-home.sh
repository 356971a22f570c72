#!/bin/bash
# Reads a packed home from standard input to its end, every checksum and every header. Prints how many entries it has.
set -euo pipefail

zstd --quiet --decompress --stdout | tar --list --file=- | wc --lines
