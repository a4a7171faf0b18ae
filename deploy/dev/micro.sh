#!/usr/bin/env bash
# ./dev micro [FILTER]: the Google Benchmark programs, compiled for release.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
install_packages "$SIGNALBOX_ROOT/deploy/dev/packages-build.txt"
build_preset release signalbox_benchmarks
for program in "$SIGNALBOX_ROOT"/build/release/bench/*; do "$program" --benchmark_filter="${1:-.}"; done
