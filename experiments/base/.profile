# Read by log-in shells.
[ -n "$BASH" ] && [ -r "$HOME/.bashrc" ] && . "$HOME/.bashrc"

case $- in
  *i*)
    printf '\nExperiment %s\n\n' "${EXPERIMENT_NAME:-$USER}"
    printf '  %-12s %s\n' \
      'Home' "$HOME ($(df -h --output=avail "$HOME" | tail -n 1 | tr -d ' ') free on the disk)" \
      'Database' "psql  (${PGDATABASE:-none})" \
      'Repository' "${REPOSITORY_URL:-none}" \
      'JupyterLab' "/user/${EXPERIMENT_NAME:-}/lab on the dashboard's address" \
      'code-server' "/user/${EXPERIMENT_NAME:-}/code on the dashboard's address" \
      'Read first' 'README.md'
    printf '\n'
    ;;
esac
