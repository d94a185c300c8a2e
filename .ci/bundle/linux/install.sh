#!/bin/sh
# Installs Gradientscope out of this folder: for you, or for everybody where root runs it (unless
# INSTALL_FOR=me is set).
# An older version is replaced as a whole; settings and experiments stand elsewhere and stay.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
if [ "$(id -u)" -eq 0 ] && [ "${INSTALL_FOR:-all}" = all ]; then
    program=/opt/gradientscope commands=/usr/local/bin share=/usr/local/share
else
    share=${XDG_DATA_HOME:-$HOME/.local/share}
    program=$share/gradientscope-program commands=$HOME/.local/bin
fi

if [ "$here" != "$program" ]; then
    mkdir -p "$(dirname "$program")"
    rm -rf "$program.new" "$program.old"
    cp -R "$here" "$program.new"
    # of a folder that is new as a whole the program need not look for what is left over
    cp "$program.new/_internal/manifest.txt" "$program.new/_internal/.settled"
    [ ! -e "$program" ] || mv "$program" "$program.old"
    mv "$program.new" "$program"
    rm -rf "$program.old"
fi

icons=$share/icons/hicolor
mkdir -p "$commands" "$share/applications" "$share/mime/packages" \
    "$icons/256x256/apps" "$icons/scalable/apps"
ln -sf "$program/gradientscope" "$commands/gradientscope"
cp "$program/gradientscope.png" "$icons/256x256/apps/gradientscope.png"
cp "$program/_internal/resources/icons/gradientscope.svg" "$icons/scalable/apps/gradientscope.svg"
cp "$program/gradientscope.xml" "$share/mime/packages/gradientscope.xml"
# the path is quoted as the desktop entry specification has it
sed "s|@PROGRAM@|$program/gradientscope|" "$program/gradientscope.desktop" \
    >"$share/applications/gradientscope.desktop"
"$program/refresh.sh" "$share"
echo "Gradientscope $(cat "$program/version.txt") is installed in $program."
