#!/usr/bin/env bash
# ./dev sanitize [asan|tsan]: the programs that handle bytes from outside and threads, under a sanitizer.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
preset=${1:-asan}
case $preset in asan|tsan) ;; *) fail "sanitize: asan or tsan" ;; esac
install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,run}.txt
build_preset "$preset" signalbox_sanitized_tests
cd "$SIGNALBOX_ROOT"
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:suppressions=$SIGNALBOX_ROOT/tests/support/tsan.supp
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -L '^sanitized$'
