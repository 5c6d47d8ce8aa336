#!/usr/bin/env bash
# Writes the manual pages and the completions that a plalign binary has of itself: packaging/pages.sh BINARY FOLDER
set -euo pipefail
binary=$1
into=$2

mkdir -p "$into/man" "$into/completions"
"$binary" man > "$into/man/plalign.1"
for command in $("$binary" man | grep -o 'plalign\\-[a-z]*(1)' | sed 's/plalign\\-//; s/(1)//' | grep -v '^help$'); do
  "$binary" man "$command" > "$into/man/plalign-$command.1"
done
for shell in bash zsh fish powershell elvish; do
  "$binary" completions "$shell" > "$into/completions/plalign.$shell"
done
