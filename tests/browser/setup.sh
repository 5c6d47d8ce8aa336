#!/usr/bin/env bash
# Makes ready what tests/browser.rs needs: a browser, Node and the npm packages of package-lock.json, in the folder that is
# named. Prints the browser's path and Node's, a line each; says on stderr what to do where it cannot.
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
    { "${as[@]}" apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"; } >&2
}

find_browser() {
    local name
    for name in "${PLALIGN_BROWSER:-}" chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -n "$name" ] && command -v "$name" && return
    done
    return 1
}

# The Node that there is, if it is one that the packages run on.
is_node() {
    "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# A package of the npm registry, unpacked where it is wanted, if it is the one whose SHA-512 is known.
unpack() {
    local name=$1 version=$2 sum=$3 into=$4
    rm -rf "$into" && mkdir -p "$into"
    curl -fsSL --retry 3 -o "$into.tgz" "https://registry.npmjs.org/$name/-/$name-$version.tgz" &&
        echo "$sum  $into.tgz" | sha512sum --check --status && tar -xzf "$into.tgz" -C "$into" --strip-components 1
    rm -f "$into.tgz"
    [ -f "$into/package.json" ]
}

# Node and npm as the npm registry has them, since Debian's and Ubuntu's own are older than the packages ask for.
fetch_node() {
    local cpu sum
    case $(uname -sm) in
    "Linux x86_64")
        cpu=x64
        sum=a879f3e6d16c1e88ff58cfae4443558d638d8b9855be6c2b82af00e15efa2a9b95340738fa3c0af31e20c1ba1b13d06d1cd83f00a476e7cdde628acb17f73b9e
        ;;
    "Linux aarch64")
        cpu=arm64
        sum=9770c01d9adeca5a3ea7d4170edb0eae31b625726a5736179c01a621034e50d01170ca694ced9c99ec1540ffb7ead8c99d213e773a4c36d816f9cde8883bd7b4
        ;;
    *) return 1 ;;
    esac
    command -v curl >/dev/null || install curl ca-certificates || return 1
    unpack "node-linux-$cpu" 22.23.3 "$sum" "$cache/node" && unpack npm 10.9.9 \
        d60fba8cb42f688b81e33c2f1cbef2ad7b977166700ec0ad057f1b6d60ea6ef2524abf673e20c35931cd8305d1dbb8887134d6eefdc0e7b8435bd458bf65b862 \
        "$cache/npm"
}

mkdir -p "$cache"
exec 9>"$cache/lock"
! command -v flock >/dev/null || flock 9

# The fonts are those whose widths most people's screens have: sheets are counted with them.
browser=$(find_browser) || { install chromium fonts-liberation && browser=$(find_browser); } ||
    give_up "Chromium or Chrome" "apt-get install chromium fonts-liberation, or name yours in PLALIGN_BROWSER."
if command -v npm >/dev/null && is_node node; then
    node=$(command -v node) npm=(npm)
else
    node=$cache/node/bin/node npm=("$cache/node/bin/node" "$cache/npm/bin/npm-cli.js")
    is_node "$node" || { fetch_node && is_node "$node"; } || give_up "Node 20.19 or later with npm" "https://nodejs.org"
fi

if ! cmp -s "$here/package-lock.json" "$cache/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$cache/"
    (cd "$cache" && "${npm[@]}" ci --ignore-scripts --no-audit --no-fund >&2) ||
        give_up "the npm packages of tests/browser/package.json" "a way to the npm registry is needed once."
    cp "$here/package-lock.json" "$cache/installed.json"
fi
printf '%s\n' "$browser" "$node"
