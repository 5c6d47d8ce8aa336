#!/usr/bin/env bash
# Prints what the changelog says of a version, without its heading: packaging/notes.sh VERSION
# Fails where it says nothing of it.
set -euo pipefail
version=$1

changelog=$(cd "$(dirname "$0")/.." && pwd)/CHANGELOG.md
awk -v version="$version" '
  /^## / { within = ($2 == version || $2 == "[" version "]"); next }
  within { print; if (NF) said = 1 }
  END { exit !said }
' "$changelog"
