# shellcheck shell=bash disable=SC2153 # NAME and INSTANCES are set by scripts/launch
# The container itself: unprivileged, nested, with an address of its own.

inside() { lxc-attach -P "$INSTANCES" -n "$NAME" --clear-env -- env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"; }

running() { [[ $(lxc-info -P "$INSTANCES" -n "$NAME" -sH 2>/dev/null) == RUNNING ]]; }

# First user and group id of root's range in /etc/subuid, which it gets one there where it has none.
first_id() {
  local file first
  for file in /etc/subuid /etc/subgid; do
    touch "$file"
    grep -qE '^root:[0-9]+:(6553[6-9]|655[4-9][0-9]|65[6-9][0-9]{2}|6[6-9][0-9]{3}|[7-9][0-9]{4}|[0-9]{6,})$' "$file" && continue
    first=$(awk -F: '{ end = $2 + $3; if (end > top) top = end } END { print (top > 100000 ? top : 100000) }' /etc/subuid /etc/subgid)
    printf 'root:%s:65536\n' "$first" >>"$file"
  done
  awk -F: '$1 == "root" && $3 >= 65536 { print $2; exit }' "/etc/$1"
}

make_container() {
  local uid gid
  [[ ! -e $INSTANCE/state/unpacked ]] || { echo 'The container is there.'; return; }
  uid=$(first_id subuid) gid=$(first_id subgid)
  rm -rf "$INSTANCE/rootfs"
  mkdir "$INSTANCE/rootfs"
  chown "$uid:$gid" "$INSTANCE/rootfs"
  chmod 0755 "$INSTANCE/rootfs"
  # Unpacked inside the id mapping, so that the files have the container's owners on any file system.
  lxc-usernsexec -m "u:0:$uid:65536" -m "g:0:$gid:65536" -- \
    tar --extract --numeric-owner --directory "$INSTANCE/rootfs" --exclude='./dev/*' <"$(image_file)"
  # mmdebstrap leaves this machine's name there.
  printf '%s\n' "$NAME" >"$INSTANCE/rootfs/etc/hostname"
  container_config "$uid" "$gid" >"$INSTANCE/config"
  touch "$INSTANCE/state/unpacked"
}

container_config() {
  cat <<CONFIG
lxc.include = /usr/share/lxc/config/common.conf
lxc.include = /usr/share/lxc/config/userns.conf
lxc.include = /usr/share/lxc/config/nesting.conf
lxc.uts.name = $NAME
lxc.rootfs.path = dir:$INSTANCE/rootfs
lxc.idmap = u 0 $1 65536
lxc.idmap = g 0 $2 65536
lxc.apparmor.profile = unconfined
lxc.mount.auto =
lxc.mount.auto = proc:rw sys:rw cgroup:rw:force
lxc.net.0.type = veth
lxc.net.0.link = $BRIDGE
lxc.net.0.flags = up
lxc.net.0.name = eth0
lxc.net.0.ipv4.address = $ADDRESS/24
lxc.net.0.ipv4.gateway = $SUBNET.1
CONFIG
}

start_container() {
  running || lxc-start -P "$INSTANCES" -n "$NAME" --logfile "$LOG" --logpriority WARN
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    case $(inside systemctl is-system-running 2>/dev/null) in running | degraded) break ;; esac
    sleep 0.5
  done
  ((tries < 60)) || { echo 'systemd did not come up in the container.'; inside systemctl list-jobs || true; return 1; }
  # Not a link into /run, and not overwritten by anything: the container has a fixed address.
  { echo "# Written by scripts/launch"; name_servers | sed 's/^/nameserver /'; } | inside sh -c 'rm -f /etc/resolv.conf; cat >/etc/resolv.conf'
  inside sh -c "grep -qw '$NAME' /etc/hosts 2>/dev/null || printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 $NAME\n' >>/etc/hosts"
  pass_certificates
}

# A private authority that this machine trusts (a proxy's, say) must be trusted inside as well.
pass_certificates() {
  local folder=/usr/local/share/ca-certificates
  [[ -n $(find "$folder" -name '*.crt' -print -quit 2>/dev/null) ]] || return 0
  tar --create --dereference --directory "$folder" . | inside tar --extract --no-same-owner --directory "$folder"
  inside update-ca-certificates
}

# What git tracks of this checkout, as it stands; without git everything but what the build makes.
copy_source() {
  inside rm -rf /root/homelab-paas
  inside mkdir -p /root/homelab-paas
  source_archive | inside tar --extract --no-same-owner --directory /root/homelab-paas
  [[ -z $GITEA ]] || inside sh -c 'cat >/root/gitea-binary' <"$GITEA"
}

source_archive() {
  if git -c safe.directory='*' -C "$ROOT" rev-parse --git-dir >/dev/null 2>&1; then
    git -c safe.directory='*' -C "$ROOT" ls-files -z | (cd "$ROOT" && while IFS= read -r -d '' file; do
      [[ ! -e $file && ! -L $file ]] || printf '%s\0' "$file"
    done) | tar --create --directory "$ROOT" --null --files-from=-
  else
    tar --create --directory "$ROOT" --exclude=./node_modules --exclude=./.next .
  fi
}

# Not through the log: at its end it may show a password, once.
bootstrap() {
  local options=(--source /root/homelab-paas) passed=() name
  [[ -z $ADMIN ]] || options+=(--admin "$ADMIN")
  [[ -z $GITEA ]] || options+=(--gitea /root/gitea-binary)
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY npm_config_registry PIP_INDEX_URL UV_DEFAULT_INDEX; do
    [[ -z ${!name:-} ]] || passed+=("$name=${!name}")
  done
  inside "${passed[@]}" bash /root/homelab-paas/bootstrap.sh "${options[@]}" </dev/null 9>&- ||
    stop_with "The set-up failed. To look around inside: lxc-attach -P $INSTANCES -n $NAME"
}

wait_for_dashboard() {
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    curl --silent --fail --noproxy '*' --max-time 5 --output /dev/null "http://$ADDRESS:8080/api/health" && return
    sleep 1
  done
  echo "http://$ADDRESS:8080/api/health does not answer from this machine."
  return 1
}

down() {
  ! running || lxc-stop -P "$INSTANCES" -n "$NAME" --timeout 20
  network_down
}

remove_instance() {
  ! running || lxc-stop -P "$INSTANCES" -n "$NAME" --kill
  network_down
  rm -rf --one-file-system "$INSTANCE"
  if [[ -e $INSTANCES/forwarding-was-off && -z $(find "$INSTANCES" -mindepth 1 -maxdepth 1 -type d) ]]; then
    echo 0 >/proc/sys/net/ipv4/ip_forward
    rm -f "$INSTANCES/forwarding-was-off"
  fi
}
