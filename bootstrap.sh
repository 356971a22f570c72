#!/bin/bash
# Sets up or upgrades Homelab PaaS on this Debian 12 or 13 container or machine:
#   curl -fsSL ADDRESS/bootstrap.sh | bash -s -- [options]
# Everything is in functions and the last line calls main, so that a download that was cut off runs nothing.
set -euo pipefail

# Where the source is when neither --source nor HOMELAB_SOURCE says so and this is not run from a checkout.
PROJECT_ADDRESS=

TARGET=/opt/homelab-paas
LOGS=/var/log/homelab-paas
LOG=$LOGS/bootstrap.log

usage() {
  cat <<'USAGE'
Usage: bootstrap.sh [options]            (each can also come from the environment, named in brackets)
  --source PLACE   git address, folder, or .tar.gz file or address     [HOMELAB_SOURCE]
  --admin USER     first administrator; made when there is no such account  [HOMELAB_ADMIN]
  --gitea FILE     a Gitea binary on this machine                       [HOMELAB_GITEA]
  --no-docker      without Docker                                       [HOMELAB_DOCKER=no]
  --check-only     only check whether this machine can run the platform
USAGE
}

say() { printf '%s\n' "$@"; }

now() { date +%s.%N; }

since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }'; }

stop_with() {
  say "" "$1" >&2
  exit 1
}

# phase NAME LABEL COMMAND…: runs it with its output in the log, shows one line, and notes how long it took.
phase() {
  local name=$1 label=$2 started status
  shift 2
  started=$(now)
  printf '== %s\n' "$label" >>"$LOG"
  # Not as the condition of an "if": there the shell would go on after an error inside the command.
  set +e
  (set -e && "$@") >>"$LOG" 2>&1
  status=$?
  set -e
  [[ $status -eq 0 ]] || failed
  finish_phase "$name" "$label" "$(since "$started")"
}

finish_phase() {
  printf '  %-44s %7s s\n' "$2" "$3"
  PHASES+=("{\"name\": \"$1\", \"seconds\": $3}")
}

failed() {
  say "" "The last lines of $LOG:" "" >&2
  tail -n 25 "$LOG" >&2
  say "" "Nothing is lost: when the cause is mended, run the same command again." >&2
  exit 1
}

# --- checks: each notes what is wrong and what to change -----------------------------------------------------------

problem() { PROBLEMS+=("$1"); }

check_system() {
  [[ $EUID -eq 0 ]] || stop_with 'This needs root: run it with sudo, or as root.'
  local ID='' VERSION_ID=''
  # shellcheck source=/dev/null
  [[ ! -r /etc/os-release ]] || . /etc/os-release
  [[ $ID == debian && $VERSION_ID =~ ^1[23]$ ]] ||
    stop_with "This is ${ID:-an unknown system} ${VERSION_ID:-}; the platform needs Debian 12 or 13. Make a container from a Debian 13 template."
  [[ -d /run/systemd/system ]] ||
    stop_with 'systemd does not run here. An application container (Docker) does not do; use a system container (LXC) or a machine.'
}

check_size() {
  local memory disk
  memory=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  ((memory >= 1900)) || problem "Memory: $memory MiB; at least 2048 are needed, 4096 are better.
      Proxmox: container > Resources > Memory (or on the host: pct set ID --memory 4096)."
  [[ -e $TARGET/.next ]] && return
  disk=$(df --output=avail -m /opt | tail -n 1)
  ((disk >= 8000)) || problem "Disk: $((disk)) MiB free; 8000 are needed.
      Proxmox: container > Resources > Root Disk > Volume Action > Resize (or: pct resize ID rootfs +8G)."
}

check_ports() {
  [[ ! -e /etc/homelab-paas/config.json ]] || return 0 # they are the platform's own
  local port used ports=(2222 8080 8081 3000 5000 9090)
  command -v pg_lsclusters >/dev/null || ports+=(5432)
  # shellcheck disable=SC2016 # perl's variables
  used=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | perl -ane 'print hex((split /:/, $F[1])[1]), "\n" if $F[3] eq "0A"')
  for port in "${ports[@]}"; do
    ! grep -qx "$port" <<<"$used" || problem "Port $port is in use. Stop the program that has it ('ss -ltnp sport = :$port' shows it), or use a fresh container."
  done
}

in_unit() { systemd-run --quiet --wait --collect --pipe "$@" </dev/null; }

check_nesting() {
  local advice='Proxmox: container > Options > Features > Nesting (or "features: nesting=1" in /etc/pve/lxc/ID.conf), then restart it.
      LXC: lxc.include = /usr/share/lxc/config/nesting.conf. Incus: security.nesting=true.'
  if ! in_unit -p ProtectSystem=strict -p PrivateTmp=yes -p PrivateDevices=yes -p ProtectHome=yes true 2>/dev/null; then
    problem "Nesting: systemd cannot give a service a view of its own here (226/NAMESPACE), which every service of the platform has.
      $advice"
  elif ! in_unit -p ProtectSystem=strict sh -c '! touch /usr/.homelab-probe 2>/dev/null'; then
    rm -f /usr/.homelab-probe
    problem "Sandbox: systemd says that a service is protected and does not protect it. An override of the image does that
      (look into /run/systemd/system/service.d). $advice"
  fi
}

# take_memory MIB: whether a program under a limit of 64 MiB gets that much. No dollar signs: systemd would expand them.
take_memory() {
  in_unit -p MemoryMax=64M -p MemorySwapMax=0 perl -e "exit(length('x' x ($1 * 1024 * 1024)) > 0 ? 0 : 1)" 2>/dev/null
}

check_controllers() {
  local controller advice='Start the host with cgroup v2 and "cgroup_enable=memory" where its kernel needs that; then restart the container.'
  for controller in memory pids cpu; do
    grep -qsw "$controller" /sys/fs/cgroup/cgroup.controllers || [[ -d /sys/fs/cgroup/$controller ]] ||
      problem "cgroup: there is no controller '$controller', so experiments could not be limited. $advice"
  done
  # Seen: a limit is taken and shown, and not enforced. So a program tries to go beyond one (and another stays within).
  if ! take_memory 8; then
    problem 'Memory limits: a service with a limit of 64 MiB could not even take 8. Look into: journalctl -b -u "run-*"'
  elif take_memory 256; then
    problem "Memory limits: a service with a limit of 64 MiB could take 256 MiB. $advice
      In a container the host must hand the memory controller down (Proxmox: unprivileged container with nesting does)."
  fi
}

# Docker is left out, with a line that says so, where the container cannot hold it.
check_docker() {
  [[ $DOCKER == yes ]] || return 0
  local folder
  folder=$(mktemp -d /var/tmp/homelab-overlay.XXXXXX)
  mkdir "$folder"/{lower,upper,work,merged}
  unshare --mount mount -t overlay overlay -o "lowerdir=$folder/lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/merged" \
    2>/dev/null || { DOCKER=no && NOTES+=('Docker is left out: this container cannot mount overlay file systems (nesting is off, or the kernel is older than 5.11).'); }
  rm -rf "$folder"
}

check() {
  check_size
  check_ports
  check_nesting
  check_controllers
  check_docker
}

report_checks() {
  ((${#PROBLEMS[@]} == 0)) && return
  say "" "This machine is not ready yet:" >&2
  printf '  - %s\n' "${PROBLEMS[@]}" >&2
  exit 1
}

# --- the steps ------------------------------------------------------------------------------------------------------

install_tools() {
  export DEBIAN_FRONTEND=noninteractive
  local tools=(ansible-core ca-certificates curl git rsync)
  dpkg-query --show --showformat='${db:Status-Abbrev}\n' "${tools[@]}" 2>/dev/null | grep -c '^ii' | grep -qx "${#tools[@]}" && return
  apt-get -o Acquire::Retries=3 update --quiet
  apt-get -o Acquire::Retries=3 -o Dpkg::Options::=--force-unsafe-io install --yes --quiet --no-install-recommends "${tools[@]}"
}

# Only what belongs to the source goes over; what the build made in the target stays.
copy_source() {
  [[ -f $1/ansible/local.yml ]] || { say "$1 is not the source of Homelab PaaS: it has no ansible/local.yml."; return 1; }
  [[ $(realpath "$1") != "$TARGET" ]] || return 0
  mkdir -p "$TARGET"
  rsync --recursive --links --perms --checksum --delete --chmod=D755,Fu=rwX,Fgo=rX \
    --exclude=/.git --exclude=/node_modules --exclude=/.next --exclude-from="$1/.gitignore" "$1/" "$TARGET/"
}

get_source() {
  local work=/var/cache/homelab-paas/source
  case $SOURCE in
    http://*.tar.gz | https://*.tar.gz)
      mkdir -p "$(dirname "$work")" && rm -rf "$work" "$work.tar.gz"
      curl --fail --silent --show-error --location --retry 3 --output "$work.tar.gz" "$SOURCE"
      unpack_source "$work.tar.gz" "$work"
      ;;
    *.tar.gz) unpack_source "$SOURCE" "$work" ;;
    *://* | *@*:*)
      rm -rf "$work"
      git clone --quiet --depth 1 "$SOURCE" "$work"
      copy_source "$work"
      ;;
    *) copy_source "$SOURCE" ;;
  esac
}

# A release file has one folder at its top.
unpack_source() {
  rm -rf "$2" && mkdir -p "$2"
  tar -xzf "$1" -C "$2" --strip-components=1 --no-same-owner
  copy_source "$2"
}

# Runs the playbook; shows one line for each role as it ends.
configure() {
  local role='' next started line recap='' status
  local vars='{"homelab_docker": %s, "homelab_gitea_file": "%s"}' docker=false
  [[ $DOCKER != yes ]] || docker=true
  # shellcheck disable=SC2059 # the format is the line above
  vars=$(printf "$vars" "$docker" "$GITEA")
  started=$(now)
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$LOG"
    case $line in
      'TASK ['*' : '*) next=${line#TASK [} next=${next%% : *} ;;
      'localhost '*': ok='*) recap=$line next=$role ;;
      'status '*) status=${line#status } next='' ;;
      *) continue ;;
    esac
    [[ $next != "$role" ]] || continue
    [[ -z $role ]] || finish_phase "$role" "$(label_of "$role")" "$(since "$started")"
    role=$next started=$(now)
  done < <(cd "$TARGET/ansible" && ANSIBLE_NOCOLOR=1 LC_ALL=C.UTF-8 ansible-playbook local.yml --extra-vars "$vars" 2>&1; echo "status $?")
  [[ ${status:-1} == 0 ]] || failed
  RECAP=$(tr -s ' ' <<<"${recap#*: }")
}

label_of() {
  case $1 in
    base) echo 'Accounts, packages, Node' ;;
    ssh) echo 'SSH for experiments' ;;
    postgresql) echo 'PostgreSQL' ;;
    gitea) echo 'Git service' ;;
    docker) echo 'Docker' ;;
    nginx) echo 'Front door' ;;
    monitoring) echo 'Monitoring' ;;
    runtimes) echo 'JupyterLab, code-server, opencode' ;;
    dashboard) echo 'Dashboard' ;;
    *) echo "$1" ;;
  esac
}

write_phases() {
  local joined
  joined=$(printf ',\n  %s' "${PHASES[@]}")
  printf '[%s\n]\n' "${joined#,}" >"$LOGS/bootstrap-phases.json"
}

finish() {
  local address
  address=$(hostname -I | cut -d' ' -f1)
  say "" "Homelab PaaS runs, after $SECONDS s. Ansible: $RECAP" ""
  say "  Dashboard   http://${address:-localhost}:8080"
  say "  Log in as   $LOGIN"
  say "  Log         $LOG"
  if grep -q '"kind": "embedded"' /etc/homelab-paas/config.json; then
    NOTES+=('Gitea could not be downloaded and no file was given (--gitea FILE), so the embedded git service runs in its place:
    clone, push and browsing work; it has no issues, pull requests or packages.')
  fi
  ((${#NOTES[@]} == 0)) || printf '\n  Note: %s\n' "${NOTES[@]}"
}

read_options() {
  SOURCE=${HOMELAB_SOURCE:-} ADMIN=${HOMELAB_ADMIN:-} GITEA=${HOMELAB_GITEA:-} DOCKER=${HOMELAB_DOCKER:-yes} CHECK_ONLY=no
  while (($#)); do
    case $1 in
      --source | --admin | --gitea)
        [[ -n ${2:-} ]] || stop_with "$1 needs a value. See --help."
        declare -g "$(tr '[:lower:]' '[:upper:]' <<<"${1#--}")=$2"
        shift
        ;;
      --no-docker) DOCKER=no ;;
      --check-only) CHECK_ONLY=yes ;;
      -h | --help) usage && exit ;;
      *) usage >&2 && stop_with "There is no option $1." ;;
    esac
    shift
  done
  [[ -z $ADMIN || $ADMIN =~ ^[a-z][a-z0-9_-]{0,31}$ ]] || stop_with "$ADMIN cannot be the name of an account."
  if [[ -n $GITEA ]]; then
    [[ -f $GITEA && $GITEA != *[\"\\]* ]] || stop_with "There is no file $GITEA; --gitea takes a Gitea binary."
    GITEA=$(realpath "$GITEA")
  fi
}

find_source() {
  [[ -z $SOURCE ]] || return 0
  local here=${BASH_SOURCE[0]:-}
  if [[ -f $here && -f $(dirname "$here")/ansible/local.yml ]]; then
    SOURCE=$(cd "$(dirname "$here")" && pwd)
  else
    SOURCE=$PROJECT_ADDRESS
  fi
  [[ -n $SOURCE ]] || stop_with 'Say where the source is: --source with a git address, a folder or a .tar.gz file.'
}

main() {
  PROBLEMS=() NOTES=() PHASES=() RECAP='' LOGIN=''
  read_options "$@"
  check_system
  [[ $CHECK_ONLY == yes ]] || find_source
  (umask 027 && mkdir -p "$LOGS")
  exec 9>/run/homelab-paas-bootstrap.lock
  flock --nonblock 9 || stop_with 'Another bootstrap runs on this machine. Wait until it has ended.'
  (umask 027 && printf '\n==== %s\n' "$(date -Is)" >>"$LOG")
  local started
  started=$(now)
  check
  report_checks
  finish_phase check 'Checks' "$(since "$started")"
  [[ $CHECK_ONLY == no ]] || { say 'This machine can run Homelab PaaS.'; return; }
  phase tools 'Ansible' install_tools
  phase source 'Source' get_source
  configure
  # Not through the log: it may show a password, once.
  LOGIN=$("$TARGET/scripts/lib/first-admin.sh" "$ADMIN") || stop_with 'The platform runs, but nobody is its administrator yet. Mend what is said above and run the same command again.'
  write_phases
  local limits
  mapfile -t limits < <("$TARGET/scripts/lib/limits-report.sh")
  NOTES+=("${limits[@]}")
  finish
}

main "$@" </dev/null
