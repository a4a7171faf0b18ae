#!/usr/bin/env bash
# ./dev build [PRESET] [TARGET...]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
install_packages "$SIGNALBOX_ROOT/deploy/dev/packages-build.txt"
preset=${1:-dev}
[ $# -eq 0 ] || shift
build_preset "$preset" "$@"
