#!/usr/bin/env bash
# ./dev fmt: formats every C++ source in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
install_packages "$SIGNALBOX_ROOT/deploy/dev/packages-test.txt"
cd "$SIGNALBOX_ROOT"
git ls-files '*.h' '*.cpp' | xargs -r clang-format-14 -i
