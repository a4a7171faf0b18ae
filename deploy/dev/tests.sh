#!/usr/bin/env bash
# ./dev unit|component|e2e|architecture [FILTER]: builds what the tests need, starts one database for all, runs them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
label=$1 filter=${2:-}
install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,run}.txt
[ "$label" != e2e ] || { install_node; (cd "$SIGNALBOX_ROOT/tests/e2e" && "$SIGNALBOX_ROOT/deploy/dev/npm-ci.sh"); }
build_preset dev
source "$SIGNALBOX_ROOT/deploy/dev/test-database.sh"
cd "$SIGNALBOX_ROOT"
ctest --test-dir build/dev --output-on-failure --no-tests=error -j2 -L "^$label\$" ${filter:+-R "$filter"}
