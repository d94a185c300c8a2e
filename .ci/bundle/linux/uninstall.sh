#!/bin/sh
# Removes what install.sh has installed, for you or, as root, for everybody; experiments and settings stay.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
if [ "$(id -u)" -eq 0 ] && [ "${INSTALL_FOR:-all}" = all ]; then
    program=/opt/gradientscope commands=/usr/local/bin share=/usr/local/share
else
    share=${XDG_DATA_HOME:-$HOME/.local/share}
    program=$share/gradientscope-program commands=$HOME/.local/bin
fi

icons=$share/icons/hicolor
rm -f "$commands/gradientscope" "$share/applications/gradientscope.desktop" \
    "$share/mime/packages/gradientscope.xml" \
    "$icons/256x256/apps/gradientscope.png" "$icons/scalable/apps/gradientscope.svg"
"$here/refresh.sh" "$share"
rm -rf "$program"
echo "Gradientscope is removed from $program."
