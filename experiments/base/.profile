# Read by log-in shells.
[ -n "$BASH" ] && [ -r "$HOME/.bashrc" ] && . "$HOME/.bashrc"

case $- in
  *i*) [ ! -x /opt/homelab-paas/experiments/welcome ] || /opt/homelab-paas/experiments/welcome ;;
esac
