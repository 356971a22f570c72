#!/bin/bash
# first-admin.sh [USER]: sees to it that there is an administrator, and prints how to log in.
#
# USER is taken, and made with a random password where there is none. Without it: whoever is an administrator already,
# else the first ordinary account with a password and sudo, else a new account "admin". The password is shown here, once,
# and kept nowhere. Run by root.
set -euo pipefail

has_password() { [[ $(passwd --status "$1" | cut -d' ' -f2) == P ]]; }

find_account() {
  local name uid
  while IFS=: read -r name _ uid _; do
    ((uid >= 1000 && uid < 60000)) || continue
    if has_password "$name" && id --name --groups "$name" | grep -qw sudo; then
      printf '%s\n' "$name"
      return
    fi
  done < <(getent passwd | sort -t: -k3 -n)
}

new_password() { LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789' </dev/urandom | head -c 20 | sed 's/.\{5\}/&-/g; s/-$//' || true; }

user=${1:-}
if [[ -z $user ]]; then
  members=$(getent group homelab-admins | cut -d: -f4)
  if [[ -n $members ]]; then
    printf '%s (an administrator, with the password of that account)\n' "${members%%,*}"
    exit
  fi
  user=$(find_account)
  user=${user:-admin}
fi

made=no
if ! getent passwd "$user" >/dev/null; then
  useradd --create-home --shell /bin/bash --comment 'Homelab PaaS administrator' "$user" >&2
  made=yes
elif [[ $(id --user "$user") -lt 1000 ]]; then
  echo "$user is an account of the system; name another administrator with --admin." >&2
  exit 1
fi
for group in homelab-users homelab-admins; do
  id --name --groups "$user" | grep -qw -- "$group" || gpasswd --add "$user" "$group" >/dev/null
done
if [[ $made == yes ]] || ! has_password "$user"; then
  password=$(new_password)
  printf '%s:%s\n' "$user" "$password" | chpasswd
  printf "%s, password %s (shown this once; 'passwd %s' changes it)\n" "$user" "$password" "$user"
else
  printf '%s (with the password of that account)\n' "$user"
fi
