#!/usr/bin/env bash
# Makes the archive of a release: packaging/archive.sh BINARY NAME FOLDER [TELLER]
# TELLER is a binary that runs on this machine, where BINARY is for another: it has the same pages and completions.
set -euo pipefail
binary=$1
name=$2
into=$3
teller=${4:-$binary}

here=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
"$here/packaging/pages.sh" "$teller" "$root/$name"
cp "$binary" "$here"/README.md "$here"/CHANGELOG.md "$here"/LICENSE-* "$root/$name"
mkdir -p "$into"
tar -czf "$into/$name.tar.gz" -C "$root" "$name"
