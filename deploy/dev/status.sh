#!/usr/bin/env bash
# ./dev status [--home DIR]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SIGNALBOX_ROOT/deploy/dev/home.sh"
home=$SIGNALBOX_ROOT/.local
if [ "${1:-}" = --home ]; then home=$2; fi
[ -d "$home" ] || { say "Nothing is running."; exit 0; }
open_home "$home"
for name in suite gateway health router memory billing identity demo; do
  [ -e "$RUN/$name.pid" ] || continue
  if alive "$RUN/$name.pid"; then say "$name: running, pid $(cat "$RUN/$name.pid")"; else say "$name: has ended; see $RUN/$name.log"; fi
done
