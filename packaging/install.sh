#!/usr/bin/env bash
# Puts plalign on the path of a job, for action.yml: packaging/install.sh FOLDER
# Takes the binary of the release whose version Cargo.toml says, and only if its checksum is right; it is built here where there is
# no such release, or none for this machine. A plalign of this very version that is there already is left to do the work. PLALIGN_RELEASES may name a mirror of the releases.
set -euo pipefail
into=$1
here=$(cd "$(dirname "$0")/.." && pwd)

field() { sed -n "s/^$1 = \"\(.*\)\"\$/\1/p" "$here/Cargo.toml" | head -1; }
version=v$(field version)
if [ "$(plalign --version 2> /dev/null)" = "plalign ${version#v}" ]; then exit 0; fi
releases=${PLALIGN_RELEASES:-$(field repository)/releases/download}

case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-gnu ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-gnu ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) target= ;;
esac

checked() {
  if command -v sha256sum > /dev/null; then sha256sum --check --status; else shasum --algorithm 256 --check --status; fi
}

mkdir -p "$into"
archive=plalign-$version-$target.tar.gz
fetch() { curl --fail --silent --show-error --location --retry 3 --output "$into/$1" "$releases/$version/$1"; }
if [ -n "$target" ] && fetch SHA256SUMS && fetch "$archive"; then
  # The sums are of all files of the release; that of this one must be among them.
  sum=$(grep " [ *]\?$archive\$" "$into/SHA256SUMS") || { echo "plalign: SHA256SUMS does not name $archive" >&2; exit 1; }
  (cd "$into" && checked <<< "$sum") || { echo "plalign: the checksum of $archive is wrong; it is not used" >&2; exit 1; }
  tar -xzf "$into/$archive" -C "$into"
  bin=$into/plalign-$version-$target
else
  echo "plalign: there is no $version for this machine to download; it is built, which takes some minutes" >&2
  cargo install --locked --path "$here" --root "$into/built"
  bin=$into/built/bin
fi
echo "$bin" >> "$GITHUB_PATH"
