#!/bin/bash
# A private PostgreSQL without TCP, for tests and for `./dev up`; nothing outside DIR and one folder of sockets in /tmp.
#
#   server.sh start DIR [--durable] [--watch PID]   starts it, on the data in DIR if there are any, and prints the URL of
#                                                   its administrator; says the same again when it runs already
#   server.sh stop DIR                              stops it; the data stay
#
# Without --durable a crash of the machine may lose the data, and everything is quicker. With --watch it stops by itself
# when that process has ended, and removes DIR. PostgreSQL refuses to run as root: then everything runs as the user `postgres`.
set -euo pipefail

usage() { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
command=$1 durable=0 watched=
mkdir -p "$2"
dir=$(cd "$2" && pwd)
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --durable) durable=1 ;;
    --watch) watched=$2; shift ;;
    *) usage ;;
  esac
  shift
done

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "no PostgreSQL server found: apt install postgresql" >&2; exit 1; }
as=(env "PATH=$bin:$PATH")
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=postgres --regid=postgres --init-groups env "HOME=$dir" "PATH=$bin:$PATH")
fi

running() { "${as[@]}" pg_ctl -D "$dir/data" status >/dev/null 2>&1; }
print_url() { echo "postgresql://postgres@/postgres?host=$(cat "$dir/sockets")"; }

# A socket's path may have 107 bytes, so it gets a short folder of its own.
make_folders() {
  [ -s "$dir/sockets" ] && [ -d "$(cat "$dir/sockets")" ] || mktemp -d /tmp/sb-pg.XXXXXX >"$dir/sockets"
  [ "$(id -u)" = 0 ] || return 0
  chown postgres "$dir" "$(cat "$dir/sockets")"
  "${as[@]}" test -w "$dir" || { echo "user postgres cannot reach $dir; choose another folder" >&2; exit 1; }
}

make_data() {
  [ ! -s "$dir/data/PG_VERSION" ] || return 0
  "${as[@]}" initdb -D "$dir/data" -U postgres -A trust --no-sync --locale=C.UTF-8 -E UTF8 >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; exit 1; }
}

start() {
  make_folders
  make_data
  local settings="-k $(cat "$dir/sockets") -c listen_addresses= -c max_connections=300"
  [ $durable = 1 ] || settings+=" -c shared_buffers=64MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
  "${as[@]}" pg_ctl -D "$dir/data" -w -s -l "$dir/log" -o "$settings" start >&2 || { cat "$dir/log" >&2; exit 1; }
}

stop() {
  ! running || "${as[@]}" pg_ctl -D "$dir/data" -m fast -w -s stop
  [ ! -s "$dir/sockets" ] || rm -rf "$(cat "$dir/sockets")"
  rm -f "$dir/sockets"
}

case $command in
  start)
    running || start
    print_url
    [ -z "$watched" ] || { { tail --pid="$watched" -f /dev/null; stop; rm -rf "$dir"; } >/dev/null 2>&1 </dev/null & }
    ;;
  stop) stop ;;
  *) usage ;;
esac
