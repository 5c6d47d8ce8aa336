#!/usr/bin/env bash
# Makes ready what tests/browser.rs needs: a browser, Node and the npm packages of package-lock.json, in the folder that is
# named. Prints the browser's path as its only line; says on stderr what to do where it cannot.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
cache=${1:?name the folder that keeps the npm packages}

give_up() {
    echo "The browser tests need $1, and it could not be installed here." >&2
    echo "Install it and run the tests again: $2" >&2
    exit 1
}

# Debian's and Ubuntu's packages, as root or by a sudo that does not ask.
install() {
    local as=()
    [ "$(id -u)" = 0 ] || as=(sudo -n)
    command -v apt-get >/dev/null || return 1
    { "${as[@]}" apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 "$@"; } >&2
}

find_browser() {
    local name
    for name in "${PLALIGN_BROWSER:-}" chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -n "$name" ] && command -v "$name" && return
    done
    return 1
}

has_node() {
    command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

mkdir -p "$cache"
exec 9>"$cache/lock"
! command -v flock >/dev/null || flock 9

# The fonts are those whose widths most people's screens have: sheets are counted with them.
browser=$(find_browser) || { install chromium fonts-liberation && browser=$(find_browser); } ||
    give_up "Chromium or Chrome" "apt-get install chromium fonts-liberation, or name yours in PLALIGN_BROWSER."
has_node || { install nodejs npm && has_node; } || give_up "Node 20.19 or later with npm" "https://nodejs.org"

if ! cmp -s "$here/package-lock.json" "$cache/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$cache/"
    (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund >&2) ||
        give_up "the npm packages of tests/browser/package.json" "a way to the npm registry is needed once."
    cp "$here/package-lock.json" "$cache/installed.json"
fi
echo "$browser"
