#!/usr/bin/env bash
# Builds the Python wheel and tries it in a fresh virtual environment: packaging/wheel.sh PROFILE FOLDER
# Python and its packages are set up here where they are missing, so that a machine with cargo alone will do.
set -euo pipefail
profile=$1
into=$2
cd "$(dirname "$0")/.."

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  apt-get update -q >&2 && apt-get install -qy --no-install-recommends python3 python3-venv >&2
fi
mkdir -p "$into"
[ -x "$into/build/bin/maturin" ] || { python3 -m venv "$into/build" && "$into/build/bin/pip" -q install 'maturin>=1.9,<2.0'; }
rm -rf "$into/wheels" "$into/fresh"
"$into/build/bin/maturin" build --profile "$profile" --out "$into/wheels" >&2

python3 -m venv "$into/fresh"
"$into/fresh/bin/pip" -q install --no-index "$into"/wheels/plalign-*.whl
"$into/fresh/bin/plalign" --version
