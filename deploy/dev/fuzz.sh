#!/usr/bin/env bash
# ./dev fuzz [--seconds N | --replay] [FUZZER...]: fuzzers one after the other, each for at most N seconds; or what is
# known already, every golden file and kept input once, and from there a fixed number of inputs drawn with a fixed seed:
# no clock ends it (but for one input that takes minutes) and nothing learnt before is read, so that a gate may hang on
# it.
# What they learn stays in build/fuzz/learnt; an input that breaks something is kept in build/fuzz/broken and named.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
replay_runs=500 seconds=60 wanted=() bound=()
while [ $# -gt 0 ]; do
  case $1 in
    --replay) bound=(-seed=1 -runs="$replay_runs" -timeout=300); shift ;;
    --seconds) seconds=${2:?--seconds needs a number}; shift 2 ;;
    -*) fail "fuzz: unknown option $1" ;;
    *) wanted+=("$1"); shift ;;
  esac
done
[[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "fuzz: --seconds needs a number above 0"
replay=${#bound[@]}
[ "$replay" -gt 0 ] || bound=(-max_total_time="$seconds" -timeout=10)
install_packages "$SIGNALBOX_ROOT"/deploy/dev/packages-{build,test}.txt
build_preset fuzz signalbox_fuzzers
cd "$SIGNALBOX_ROOT"
if [ ${#wanted[@]} = 0 ]; then
  for seeds in build/fuzz/fuzzers/*.seeds; do wanted+=("$(basename "$seeds" .seeds)"); done
fi

passed=0 failed=0
for name in "${wanted[@]}"; do
  [ -x "build/fuzz/fuzzers/$name" ] || fail "fuzz: there is no fuzzer \"$name\" (see build/fuzz/fuzzers)"
  learnt=build/fuzz/learnt/$name broken=build/fuzz/broken/$name
  [ "$replay" = 0 ] || learnt=$(mktemp -d)
  mkdir -p "$learnt" "$broken"
  seeds=()
  while read -r folder; do [ ! -d "$folder" ] || seeds+=("$folder"); done <"build/fuzz/fuzzers/$name.seeds"
  log=$(mktemp)
  if "build/fuzz/fuzzers/$name" "${bound[@]}" -max_len=65536 -rss_limit_mb=2048 \
       -print_final_stats=1 -artifact_prefix="$broken/" "$learnt" "${seeds[@]}" >"$log" 2>&1; then
    passed=$((passed + 1))
    say "    $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing broke"
  else
    failed=$((failed + 1))
    tail -40 "$log" >&2
    say "    $name: broke; again with build/fuzz/fuzzers/$name $(ls -t "$broken"/* 2>/dev/null | head -1)"
  fi
  rm -f "$log"
  [ "$replay" = 0 ] || rm -rf "$learnt"
done
[ -z "${STAGE_COUNTS:-}" ] || echo "$passed $failed" >"$STAGE_COUNTS"
[ "$failed" = 0 ]
