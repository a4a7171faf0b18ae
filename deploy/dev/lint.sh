#!/usr/bin/env bash
# ./dev lint [--format-only|--tidy-only]: formatting, and the short fatal list of .clang-tidy.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,test}.txt
cd "$SIGNALBOX_ROOT"

check_format() {
  git ls-files '*.h' '*.cpp' | xargs -r clang-format-14 --dry-run --Werror
}

# clang cannot read GCC's precompiled headers, so their flags go.
check_tidy() {
  [ -f build/dev/compile_commands.json ] || { install_node; cmake --preset dev >/dev/null; }
  mkdir -p build/tidy
  python3 deploy/dev/tidy_commands.py build/dev/compile_commands.json build/tidy/compile_commands.json
  ninja -C build/dev signalbox_generated >/dev/null
  git ls-files 'common/*.cpp' 'services/*.cpp' 'gateway/*.cpp' |
    xargs -r -P2 -n4 clang-tidy-14 -p build/tidy --quiet 2>/dev/null
}

case ${1:-all} in
  --format-only) check_format ;;
  --tidy-only) check_tidy ;;
  all) check_format; check_tidy ;;
  *) fail "lint: unknown option $1" ;;
esac
