#!/usr/bin/env bash
# ./dev bench [--seconds N] [--rounds N]: direct, nginx and Signalbox (suite) in one run, on this machine's loopback.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,run,test}.txt
build_preset release signalbox_services signalbox_fake_provider signalbox_stream_client
exec python3 "$SIGNALBOX_ROOT/tests/load/bench.py" "$SIGNALBOX_ROOT" "$@"
