#!/usr/bin/env bash
# ./dev up [--split] [--port N] [--home DIR] [--preset PRESET] [--no-build]
# Everything it makes lives in the home folder (.local in the checkout): data, keys, logs, pids.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SIGNALBOX_ROOT/deploy/dev/home.sh"

split=0 port=8080 home=$SIGNALBOX_ROOT/.local preset=release build=1
while [ $# -gt 0 ]; do
  case $1 in
    --split) split=1 ;;
    --port) port=$2; shift ;;
    --home) home=$2; shift ;;
    --preset) preset=$2; shift ;;
    --no-build) build=0 ;;
    -h|--help) sed -n '2,3s/^# //p' "$0"; exit 0 ;;
    *) fail "up: unknown option $1" ;;
  esac
  shift
done
open_home "$home"
bin=$SIGNALBOX_ROOT/build/$preset/bin
export SIGNALBOX_CONFIG=$SIGNALBOX_ROOT/deploy/config/signalbox.yaml

if alive "$RUN/gateway.pid" || alive "$RUN/suite.pid"; then
  say "Signalbox is running already (./dev down stops it)."
  print_access; exit 0
fi

if [ $build = 1 ]; then
  install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,run}.txt
  step "building (preset $preset)"
  build_preset "$preset" signalbox_services signalbox_fake_provider
fi

step "starting PostgreSQL"
start_database
load_secrets
choose_port "$port"

step "starting the demo provider"
start_demo_provider "$bin/signalbox-fake-provider"

step "bringing the schemas up to date"
"$bin/signalbox-suite" migrate --config "$SIGNALBOX_CONFIG"
first_start "$bin/signalbox-suite"

if [ $split = 1 ]; then
  step "starting six processes"
  start_split "$bin"
else
  step "starting the suite"
  start_process suite "$RUN" "$bin/signalbox-suite" serve --config "$SIGNALBOX_CONFIG"
  wait_for_url "http://127.0.0.1:$SIGNALBOX_GATEWAY_SERVER_PORT/health/ready" 30 "$RUN/suite.log" "$RUN/suite.pid"
fi
make_client_key
print_access
