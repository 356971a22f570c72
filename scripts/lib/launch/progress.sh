# shellcheck shell=bash
# What launch shows: a line for each step; everything else goes to $LOG.

say() { printf '%s\n' "$@"; }

stop_with() {
  printf '%s\n' "$1" >&2
  exit 1
}

# step LABEL COMMAND…: runs it with its output in the log. When it fails, shows the log's last lines and ends.
step() {
  local label=$1 started=$EPOCHREALTIME status
  shift
  [[ ! -t 1 ]] || printf '  %-44s ...\r' "$label"
  printf '== %s\n' "$label" >>"$LOG"
  # Not as the condition of an "if": there the shell would go on after an error inside the command.
  set +e
  (set -e && "$@") >>"$LOG" 2>&1 9>&- </dev/null
  status=$?
  set -e
  if [[ $status -ne 0 ]]; then
    printf '  %-44s failed\n\nThe last lines of %s:\n\n' "$label" "$LOG" >&2
    tail -n 20 "$LOG" >&2
    exit 1
  fi
  printf '  %-44s %7s s\n' "$label" "$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
}
