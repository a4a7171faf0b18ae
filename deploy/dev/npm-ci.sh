#!/usr/bin/env bash
# Installs the packages of the folder it is called in, unless its lock file is the one installed already.
set -euo pipefail
stamp=node_modules/.signalbox-lock
cmp -s package-lock.json "$stamp" && exit 0
npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
