# shellcheck shell=bash
# Sourced: git with the experiment's account and without the settings, hooks and helpers that its home may have.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/var/tmp/gitconfig
# shellcheck disable=SC2016
git config --global credential.helper \
  '!f() { test "$1" = get || return 0; printf "username=%s\npassword=%s\n" "$GITEA_USERNAME" "$GITEA_TOKEN"; }; f'
git config --global core.hooksPath /dev/null
