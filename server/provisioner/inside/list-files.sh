#!/bin/bash
# Reads a packed home from standard input and writes what is in it, compressed: a line for each entry, `TYPE<TAB>BYTES<TAB>PATH`, paths
# escaped by tar. TYPE is f, d or o (links and all else).
set -euo pipefail

zstd --quiet --decompress --stdout \
  | tar --list --verbose --numeric-owner --quoting-style=escape --file=- \
  | sed --quiet --regexp-extended \
    --expression='s/^-\S+ +\S+ +([0-9]+) \S+ \S+ (.*)$/f\t\1\t\2/p;t' \
    --expression='s/^d\S+ +\S+ +([0-9]+) \S+ \S+ (.*)$/d\t0\t\2/p;t' \
    --expression='s/^h\S+ +\S+ +[0-9]+ \S+ \S+ (.*) link to .*$/f\t0\t\1/p;t' \
    --expression='s/^l\S+ +\S+ +[0-9]+ \S+ \S+ (.*) -> .*$/o\t0\t\1/p;t' \
    --expression='s/^[^-dhl]\S+ +\S+ +[0-9,]+ \S+ \S+ (.*)$/o\t0\t\1/p' \
  | zstd --quiet -3 --stdout
