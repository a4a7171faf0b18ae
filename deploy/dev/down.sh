#!/usr/bin/env bash
# ./dev down [--home DIR]: stops what `up` started in that home, gateway first, database last.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SIGNALBOX_ROOT/deploy/dev/home.sh"
home=$SIGNALBOX_ROOT/.local
if [ "${1:-}" = --home ]; then home=$2; fi
[ -d "$home" ] || { say "Nothing is running."; exit 0; }
open_home "$home"
for name in suite gateway health router memory billing identity demo; do stop_process "$RUN/$name.pid"; done
stop_database
say "Signalbox has stopped. Its data stays in $HOME_DIR."
