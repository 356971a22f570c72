# shellcheck shell=bash
# A bridge, a subnet and firewall rules for one container. What was made is written down in $INSTANCE/state before it is
# made, and exactly that is taken away again.

state() { cat "$INSTANCE/state/$1" 2>/dev/null || true; }

# A /24 that no route of this machine and no other container of launch has.
free_subnet() {
  local second third net
  for second in 83 84 85 183 184; do
    for third in $(seq 0 250); do
      net=10.$second.$third
      grep -qsx "$net" "$INSTANCES"/*/state/subnet && continue
      [[ -z $(ip -4 route show root "$net.0/24") ]] || continue
      ip -4 route show match "$net.0/24" | grep -qv '^default' && continue
      printf '%s\n' "$net"
      return
    done
  done
  echo 'No free subnet was found among 10.83.0.0/16 to 10.184.0.0/16.' >&2
  return 1
}

# prepare_state: reads or decides what this container's network is.
prepare_state() {
  mkdir -p "$INSTANCE/state"
  chmod 0711 "$INSTANCES" "$INSTANCE"
  chmod 0700 "$INSTANCE/state"
  [[ -s $INSTANCE/state/subnet ]] || free_subnet >"$INSTANCE/state/subnet"
  PUBLISH=${PUBLISH:-$(state publish)} PORT=${PORT:-$(state port)}
  [[ $PUBLISH != yes ]] || PORT=${PORT:-8080}
  local port
  for port in $(needed_ports); do
    ! port_taken "$port" || stop_with "Port $port of this machine is in use. Choose another with --port."
  done
  printf '%s\n' "$PORT" >"$INSTANCE/state/port"
  printf '%s\n' "$PUBLISH" >"$INSTANCE/state/publish"
  SUBNET=$(state subnet)
  ADDRESS=$SUBNET.2
  BRIDGE=hp-$(printf '%s' "$NAME" | sha256sum | cut -c1-8)
}

local_address() {
  [[ -z $PORT ]] || printf ' and http://127.0.0.1:%s' "$PORT"
  [[ $PUBLISH != yes ]] || printf '\n  From the LAN        http://%s:%s' "$(hostname -I | cut -d' ' -f1)" "$PORT"
}

# Whether a program on this machine or another container of launch has a port.
port_taken() {
  [[ -n $(ss -Hltn "sport = :$1") ]] && return
  grep -ls -- "--dport $1 .*DNAT" "$INSTANCES"/*/state/rules | grep -qv "^$INSTANCE/"
}

# host:container pairs of ports, by the rule of server/shared/front-door-ports.ts: pages that are reached at 8080 link to
# 8081 and 3000, others to the next two ports. A browser does not say port 80, so its pages link to the usual ports.
forwarded_ports() {
  [[ -n $PORT ]] || return 0
  if [[ $PORT != 80 && $PORT != 8080 ]]; then
    printf '%s:8080 %s:8081 %s:3000' "$PORT" "$((PORT + 1))" "$((PORT + 2))"
    return
  fi
  printf '%s:8080' "$PORT"
  local port
  for port in 8080 8081 3000 5000; do
    [[ $port == "$PORT" ]] || port_taken "$port" || printf ' %s:%s' "$port" "$port"
  done
}

# Ports that must be free. The usual ones are forwarded where they can be, since nobody can choose others for them.
needed_ports() {
  case $PORT in
    '' | 80 | 8080) printf '%s' "$PORT" ;;
    *) printf '%s %s %s' "$PORT" "$((PORT + 1))" "$((PORT + 2))" ;;
  esac
}

# The rules, one a line: table, chain, and the rest. The comment says whose they are.
rules() {
  local mine="-m comment --comment homelab-paas-launch:$NAME" pair from to
  echo "nat POSTROUTING -s $SUBNET.0/24 ! -d $SUBNET.0/24 $mine -j MASQUERADE"
  echo "filter FORWARD -i $BRIDGE $mine -j ACCEPT"
  echo "filter FORWARD -o $BRIDGE -m conntrack --ctstate RELATED,ESTABLISHED $mine -j ACCEPT"
  echo "filter INPUT -i $BRIDGE -p udp --dport 53 $mine -j ACCEPT"
  for pair in $(forwarded_ports); do
    from=${pair%:*} to=$ADDRESS:${pair#*:}
    echo "nat OUTPUT -d 127.0.0.0/8 -p tcp --dport $from $mine -j DNAT --to-destination $to"
    [[ $PUBLISH == yes ]] || continue
    echo "nat OUTPUT ! -d 127.0.0.0/8 -p tcp --dport $from -m addrtype --dst-type LOCAL $mine -j DNAT --to-destination $to"
    echo "nat PREROUTING ! -i $BRIDGE -p tcp --dport $from -m addrtype --dst-type LOCAL $mine -j DNAT --to-destination $to"
  done
  [[ -n $PORT ]] || return 0
  echo "nat POSTROUTING -s 127.0.0.0/8 -d $ADDRESS/32 $mine -j MASQUERADE"
  # route_localnet, which that needs, must not let the container reach this machine's own loopback.
  echo "raw PREROUTING -i $BRIDGE -d 127.0.0.0/8 $mine -j DROP"
  [[ $PUBLISH != yes ]] || echo "filter FORWARD -o $BRIDGE -m conntrack --ctstate DNAT $mine -j ACCEPT"
}

network_up() {
  local table chain rest
  remove_rules
  if [[ $(cat /proc/sys/net/ipv4/ip_forward) == 0 ]]; then
    touch "$INSTANCES/forwarding-was-off"
    echo 1 >/proc/sys/net/ipv4/ip_forward
  fi
  printf '%s\n' "$BRIDGE" >"$INSTANCE/state/bridge"
  ip link show "$BRIDGE" >/dev/null 2>&1 || ip link add "$BRIDGE" type bridge
  ip -4 addr show dev "$BRIDGE" | grep -q "$SUBNET.1/24" || ip addr add "$SUBNET.1/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
  [[ -z $PORT ]] || echo 1 >"/proc/sys/net/ipv4/conf/$BRIDGE/route_localnet"
  rules >"$INSTANCE/state/rules"
  # First in their chains: a firewall's last rule is often one that drops.
  while read -r table chain rest; do
    # shellcheck disable=SC2086 # words of a rule
    iptables --wait --table "$table" --insert "$chain" $rest
  done <"$INSTANCE/state/rules"
}

remove_rules() {
  local table chain rest
  [[ -f $INSTANCE/state/rules ]] || return 0
  while read -r table chain rest; do
    # shellcheck disable=SC2086 # words of a rule
    while iptables --wait --table "$table" --delete "$chain" $rest 2>/dev/null; do :; done
  done <"$INSTANCE/state/rules"
  rm -f "$INSTANCE/state/rules"
}

network_down() {
  local bridge
  remove_rules
  stop_resolver
  bridge=$(state bridge)
  [[ -z $bridge ]] || ! ip link show "$bridge" >/dev/null 2>&1 || ip link delete "$bridge"
  rm -f "$INSTANCE/state/bridge"
}

# Name servers for the container: this machine's own where others can ask them, else a forwarder on the bridge.
name_servers() {
  local file servers
  for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
    servers=$(awk '$1 == "nameserver" && $2 !~ /^(127\.|::1|fe80)/ { print $2 }' "$file" 2>/dev/null)
    [[ -z $servers ]] || { printf '%s\n' "$servers"; return; }
  done
  start_resolver >&2 && printf '%s\n' "$SUBNET.1"
}

start_resolver() {
  command -v dnsmasq >/dev/null ||
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends dnsmasq-base
  stop_resolver
  dnsmasq --conf-file=/dev/null --interface="$BRIDGE" --except-interface=lo --bind-interfaces --no-hosts \
    --pid-file="$INSTANCE/state/dnsmasq.pid"
}

stop_resolver() {
  local pid
  pid=$(state dnsmasq.pid)
  [[ -z $pid ]] || ! grep -qs dnsmasq "/proc/$pid/comm" || kill "$pid"
  rm -f "$INSTANCE/state/dnsmasq.pid"
}
