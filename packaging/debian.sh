#!/usr/bin/env bash
# Makes a Debian package of a plalign binary that is built already: packaging/debian.sh BINARY FOLDER
# The version, the manual pages and the completions come from the binary itself.
set -euo pipefail
binary=$1
into=$2

version=$("$binary" --version | cut -d ' ' -f 2)
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
# A package is for everybody; mktemp's folder is for its owner alone.
chmod 0755 "$root"

install -D -m 0755 --strip "$binary" "$root/usr/bin/plalign"
install -d "$root/usr/share/man/man1" "$root/usr/share/doc/plalign" "$root/DEBIAN"
install -d "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" \
  "$root/usr/share/fish/vendor_completions.d"
here=$(cd "$(dirname "$0")/.." && pwd)
pages=$(mktemp -d)
trap 'rm -rf "$root" "$pages"' EXIT
"$here/packaging/pages.sh" "$binary" "$pages"
for page in "$pages"/man/*; do gzip -9n < "$page" > "$root/usr/share/man/man1/$(basename "$page").gz"; done
cp "$pages/completions/plalign.bash" "$root/usr/share/bash-completion/completions/plalign"
cp "$pages/completions/plalign.zsh" "$root/usr/share/zsh/vendor-completions/_plalign"
cp "$pages/completions/plalign.fish" "$root/usr/share/fish/vendor_completions.d/plalign.fish"

cat "$here/LICENSE-MIT" "$here/LICENSE-APACHE" > "$root/usr/share/doc/plalign/copyright"
gzip -9nc "$here/CHANGELOG.md" > "$root/usr/share/doc/plalign/changelog.gz"

cat > "$root/DEBIAN/control" <<CONTROL
Package: plalign
Version: $version
Architecture: $architecture
Maintainer: The plalign developers <plalign@example.org>
Depends: libc6
Section: education
Priority: optional
Installed-Size: $(du -ks "$root/usr" | cut -f 1)
Description: $(sed -n 's/^description = "\(.*\)"$/\1/p' "$here/Cargo.toml")
 plalign reads exports of individual learning plans, team goals, evaluation
 findings, license requirements and school goals, and reports where one
 educator's obligations reinforce each other, conflict, or do not fit her year.
CONTROL
mkdir -p "$into"
dpkg-deb --root-owner-group --build "$root" "$into/plalign_${version}_$architecture.deb"
