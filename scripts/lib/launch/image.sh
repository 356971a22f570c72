# shellcheck shell=bash
# The root file system of a new container: plain Debian, kept as an archive for the next time.

IMAGES=/var/cache/homelab-paas
IMAGE_PACKAGES=ca-certificates,curl,dbus,iproute2,libpam-systemd,systemd-sysv

image_file() {
  printf '%s/debian-%s-%s-%s.tar\n' "$IMAGES" "$DEBIAN" "$(dpkg --print-architecture)" \
    "$(printf '%s' "$IMAGE_PACKAGES" | sha256sum | cut -c1-8)"
}

# image_sources SUITE: the mirror asked for; nothing where mmdebstrap's own choice does, which has updates and security too.
image_sources() {
  local mirror=${HOMELAB_DEBIAN_MIRROR:-}
  [[ -n $mirror ]] || return 0
  echo "deb $mirror/debian $1 main"
  echo "deb $mirror/debian $1-updates main"
  echo "deb $mirror/debian-security $1-security main"
}

build_image() {
  local image suite=trixie unit
  image=$(image_file)
  [[ ! -s $image ]] || { echo "$image is there."; return; }
  [[ $DEBIAN == 13 ]] || suite=bookworm
  mkdir -p "$IMAGES"
  local hooks=()
  # Two units that cannot do their work in a container and would leave it "degraded".
  for unit in sys-kernel-debug.mount systemd-modules-load.service; do
    hooks+=("--customize-hook=ln -sf /dev/null \"\$1/etc/systemd/system/$unit\"")
  done
  # shellcheck disable=SC2016 # mmdebstrap's own shell expands it
  mmdebstrap --variant=apt --mode=root --format=tar --include="$IMAGE_PACKAGES" --dpkgopt=force-unsafe-io \
    "${hooks[@]}" --customize-hook='rm -f "$1/etc/resolv.conf" "$1/etc/machine-id"; : >"$1/etc/machine-id"' \
    "$suite" "$image.new" < <(image_sources "$suite")
  mv "$image.new" "$image"
}
