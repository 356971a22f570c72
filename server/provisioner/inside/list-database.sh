#!/bin/bash
# Prints the table of contents of a dump that is standard input. Nothing of it is carried out.
set -euo pipefail

exec pg_restore --list
