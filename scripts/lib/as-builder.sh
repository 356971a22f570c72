# shellcheck shell=bash
# Sourced: as_builder COMMAND… runs a command as homelab-build with an environment of its own.

node=/usr/local/lib/homelab-paas/node
builder_environment=(
  HOME=/var/cache/homelab-paas/build
  PATH="$node/bin:/usr/bin:/bin"
  LANG=C.UTF-8
  CI=1
  NEXT_TELEMETRY_DISABLED=1
  # npm would keep compiled code in a folder of /tmp that any account may have made before it, and run what is there.
  NODE_DISABLE_COMPILE_CACHE=1
  NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
  SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
  PIP_CERT=/etc/ssl/certs/ca-certificates.crt
  # code-server's native parts: compiling them is most of the installation, and they do not need -O3.
  CFLAGS=-O1
  CXXFLAGS=-O1
)
# Proxy and registries come from the caller, and nothing else does.
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY npm_config_registry PIP_INDEX_URL UV_DEFAULT_INDEX; do
  [[ -z ${!name:-} ]] || builder_environment+=("$name=${!name}")
done

as_builder() {
  runuser -u homelab-build -- env -i "${builder_environment[@]}" "$@"
}

# Two at a time would write to the same folders: the second waits, and then mostly finds its work done. Not in /run/lock,
# where any account could hold the lock, or put a link in its place.
exec 8>"/run/homelab-paas-$(basename "$0").lock"
flock 8
