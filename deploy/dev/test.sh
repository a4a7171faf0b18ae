#!/usr/bin/env bash
# ./dev test: everything CI runs, in order of how soon it can fail. Ends with one summary line; the exit code is honest.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
started=$SECONDS
passed=0 failed=0 broken=()

# Runs one stage; its result counts as one, unless it says "N passed, N failed" itself in the file it is given.
stage() {
  local name=$1; shift
  local begin=$SECONDS counts
  step "$name"
  counts=$(mktemp)
  if STAGE_COUNTS=$counts "$@"; then local ok=1; else local ok=0; fi
  local p=0 f=0
  if [ -s "$counts" ]; then read -r p f <"$counts"; fi
  [ $ok = 1 ] || [ "$f" -gt 0 ] || f=1
  [ $((p + f)) -gt 0 ] || p=1
  passed=$((passed + p)) failed=$((failed + f))
  [ "$f" = 0 ] || broken+=("$name")
  rm -f "$counts"
  say "    $name: $p passed, $f failed ($((SECONDS - begin)) s)"
}

# ctest by label, with every single test case counted from the programs' own reports.
ctest_stage() {
  local reports rc=0
  reports=$(mktemp -d)
  (cd "$SIGNALBOX_ROOT" && GTEST_OUTPUT="xml:$reports/" ctest --test-dir build/dev --output-on-failure \
     --no-tests=error -j2 -L "^$1\$") || rc=$?
  python3 "$SIGNALBOX_ROOT/deploy/dev/count_cases.py" "$reports" \
    "$SIGNALBOX_ROOT/build/dev/Testing/Temporary/LastTest.log" "$rc" >"$STAGE_COUNTS"
  rm -rf "$reports"
  return $rc
}

install_all() {
  install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,run,test}.txt && install_node &&
    (cd "$SIGNALBOX_ROOT/tests/e2e" && "$SIGNALBOX_ROOT/deploy/dev/npm-ci.sh")
}

stage install install_all
[ "$failed" = 0 ] || { say "0 passed, 1 failed"; exit 1; }
stage format "$SIGNALBOX_ROOT/deploy/dev/lint.sh" --format-only
stage build build_preset dev
if [ "$failed" = 0 ]; then
  source "$SIGNALBOX_ROOT/deploy/dev/test-database.sh"
  stage architecture ctest_stage architecture
  stage unit ctest_stage unit
  stage component ctest_stage component
  stage e2e ctest_stage e2e
  stage lint "$SIGNALBOX_ROOT/deploy/dev/lint.sh" --tidy-only
  stage sanitize "$SIGNALBOX_ROOT/deploy/dev/sanitize.sh" asan
  stage fuzz "$SIGNALBOX_ROOT/deploy/dev/fuzz.sh" --replay
fi
[ ${#broken[@]} = 0 ] || say "failed: ${broken[*]}"
say "took $((SECONDS - started)) s"
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
