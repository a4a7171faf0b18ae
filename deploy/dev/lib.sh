# Shared by the scripts behind ./dev. Sourced, never run. SIGNALBOX_ROOT is the checkout.

: "${SIGNALBOX_ROOT:=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"

say() { printf '%s\n' "$*"; }
step() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
fail() { printf './dev: %s\n' "$*" >&2; exit 1; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else
    command -v sudo >/dev/null || fail "packages are missing and there is no sudo; as root run: $*"
    sudo "$@"
  fi
}

packages_in() { sed 's/#.*//' "$@" | tr -s ' \n' '\n' | sed '/^$/d'; }

# Installs what is missing of the packages listed in the given files. Quick when nothing is.
install_packages() {
  local missing
  missing=$(comm -23 <(packages_in "$@" | sort -u) \
                     <(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p' | sort -u))
  [ -n "$missing" ] || return 0
  step "installing $(wc -w <<<"$missing") packages"
  as_root apt-get update -qq
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# Node.js and npm, from Debian unless the machine has its own.
install_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  step "installing Node.js"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
}

# Configures a preset once and builds the targets, with ninja's own progress line. The token vocabularies come by npm.
build_preset() {
  local preset=$1; shift
  install_node
  cd "$SIGNALBOX_ROOT"
  if [ ! -f "build/$preset/build.ninja" ]; then
    step "configuring build/$preset"
    cmake --preset "$preset" >"/tmp/signalbox-cmake.$$" 2>&1 || { cat "/tmp/signalbox-cmake.$$" >&2; rm -f "/tmp/signalbox-cmake.$$"; return 1; }
    rm -f "/tmp/signalbox-cmake.$$"
  fi
  # Ninja says "no work to do" on one line and draws one moving line on a terminal; elsewhere its lines are thinned.
  export NINJA_STATUS='[%f/%t %es] '
  if [ -t 1 ]; then ninja -C "build/$preset" "$@"; else
    ninja -C "build/$preset" "$@" | awk '!/^\[/ || ++n % 25 == 1 { print; fflush() }' || return 1
  fi
}

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

# Starts a program in the background: name, log folder, command. Its pid goes to NAME.pid in the run folder.
start_process() {
  local name=$1 run=$2; shift 2
  setsid "$@" </dev/null >>"$run/$name.log" 2>&1 &
  echo $! >"$run/$name.pid"
}

# Asks a program to stop, waits, and insists only after half a minute.
stop_process() {
  local file=$1 pid i
  [ -s "$file" ] || return 0
  pid=$(cat "$file")
  if kill -TERM "$pid" 2>/dev/null; then
    for i in $(seq 1 600); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$file"
}

# N free TCP ports on loopback, one a line.
free_ports() {
  python3 - "$1" <<'PY'
import socket, sys
sockets = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in sockets: s.bind(("127.0.0.1", 0))
for s in sockets: print(s.getsockname()[1])
PY
}

random_key() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# Waits until a URL answers with a success; gives up, with the end of a log, after so many seconds.
wait_for_url() {
  local url=$1 seconds=$2 log=$3 pidfile=$4 i
  for i in $(seq 1 $((seconds * 50))); do
    curl -fsS -o /dev/null --max-time 2 "$url" 2>/dev/null && return 0
    alive "$pidfile" || break
    sleep 0.02
  done
  tail -n 20 "$log" >&2
  fail "not ready: $url (the log above is the end of $log)"
}
