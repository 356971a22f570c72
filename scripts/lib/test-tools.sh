# shellcheck shell=bash
# What scripts/test and scripts/bench need: packages, Node, npm's packages, and a container of their own.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/homelab-paas
ANSIBLE_LINT_VERSION=26.10.1

# install_tools: Debian's packages as far as they are missing, Node and npm's packages. Its output goes to a log file.
install_tools() {
  mkdir -p "$CACHE"
  local log=$CACHE/tools.log
  { install_packages && node_ensure && install_node_packages; } >"$log" 2>&1 || {
    tail -n 25 "$log" >&2
    echo "The tools could not be installed; $log has everything." >&2
    return 1
  }
  PATH=$ROOT/node_modules/.bin:$PATH
}

install_packages() {
  local missing=() package
  for package in ca-certificates chromium curl g++ git iproute2 iptables libpam0g-dev lxc make mmdebstrap nginx-light openssh-client \
    postgresql python3-venv quota shellcheck uidmap xz-utils; do
    dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  [[ $EUID -eq 0 ]] || { echo "Install these first: ${missing[*]}" && return 1; }
  apt-get update --quiet
  # RUNLEVEL=1 keeps the packages from starting services of their own.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
}

install_node_packages() {
  local stamp=$ROOT/node_modules/.homelab-lock
  cmp --silent "$ROOT/package-lock.json" "$stamp" && return
  npm ci --prefix "$ROOT"
  cp "$ROOT/package-lock.json" "$stamp"
}

shell_scripts() {
  git -c safe.directory='*' ls-files -co --exclude-standard | while read -r file; do
    [[ -f $file ]] && head -n 2 "$file" | grep -qE '^#!/bin/(ba)?sh|^# shellcheck shell=' && echo "$file"
  done
}

ansible_lint() {
  local venv=$CACHE/ansible-lint-$ANSIBLE_LINT_VERSION
  if [[ ! -x $venv/bin/ansible-lint ]]; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet "ansible-lint==$ANSIBLE_LINT_VERSION"
  fi
  (cd "$ROOT/ansible" && PATH=$venv/bin:$PATH ansible-lint --offline)
}

# container_up: an empty container, made once; its name and address for the tests.
container_up() {
  CONTAINER=${HOMELAB_TEST_CONTAINER:-hp-test-$$}
  [[ $KEEP == no || -n ${HOMELAB_TEST_CONTAINER:-} ]] || CONTAINER=hp-test
  CONTAINER_FOLDER=/var/lib/homelab-paas-launch/$CONTAINER
  "$ROOT/scripts/launch" --name "$CONTAINER" --empty
  HOMELAB_TEST_ADDRESS=$(cat "$CONTAINER_FOLDER/state/subnet").2
  export HOMELAB_TEST_CONTAINER=$CONTAINER HOMELAB_TEST_LXC_PATH=/var/lib/homelab-paas-launch HOMELAB_TEST_ADDRESS
  export HOMELAB_TEST_GITEA=${GITEA:-}
}

container_down() {
  if [[ $KEEP == yes ]]; then
    echo "The container is kept: lxc-attach -P /var/lib/homelab-paas-launch -n $CONTAINER"
  else
    "$ROOT/scripts/launch" --name "$CONTAINER" --destroy --yes
  fi
}
