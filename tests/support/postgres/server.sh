#!/bin/bash
# A private PostgreSQL for tests: no TCP, no durability, nothing outside its two folders.
#
#   server.sh start DIR [PID]   starts it in DIR and prints its administrator's URL; with PID it stops by itself when
#                               that process has ended
#   server.sh stop DIR          stops it and removes DIR
#
# PostgreSQL refuses to run as root: then everything runs as the user `postgres`.
set -euo pipefail

usage() { echo "usage: server.sh start DIR [PID] | stop DIR" >&2; exit 2; }
[ $# -ge 2 ] || usage
command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "no PostgreSQL server found: apt install postgresql" >&2; exit 1; }
as=(env "PATH=$bin:$PATH")
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --init-groups env "HOME=$dir" "PATH=$bin:$PATH")
fi

start() {
  # A socket's path may have 107 bytes, so it gets a short folder of its own.
  local sockets
  sockets=$(mktemp -d /tmp/sb-pg.XXXXXX)
  echo "$sockets" >"$dir/sockets"
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$dir" "$sockets"
    "${as[@]}" test -w "$dir" || { echo "user postgres cannot reach $dir" >&2; exit 1; }
  fi
  "${as[@]}" initdb -D "$dir/data" -U postgres -A trust --no-sync --locale=C.UTF-8 -E UTF8 >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; exit 1; }
  local settings="-k $sockets -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB -c fsync=off"
  settings+=" -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
  "${as[@]}" pg_ctl -D "$dir/data" -w -s -l "$dir/log" -o "$settings" start >&2 || { cat "$dir/log" >&2; exit 1; }
  echo "postgresql:///postgres?host=$sockets&user=postgres"
}

stop() {
  [ ! -s "$dir/data/postmaster.pid" ] || "${as[@]}" pg_ctl -D "$dir/data" -m immediate -w -s stop
  [ ! -s "$dir/sockets" ] || rm -rf "$(cat "$dir/sockets")"
  rm -rf "$dir"
}

case $command in
  start)
    start
    [ $# -lt 3 ] || { { tail --pid="$3" -f /dev/null; stop; } >/dev/null 2>&1 </dev/null & }
    ;;
  stop) stop ;;
  *) usage ;;
esac
