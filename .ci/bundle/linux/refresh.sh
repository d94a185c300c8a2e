#!/bin/sh
# Tells the desktop that programs and kinds of files under a folder have changed, where it can be told.
set -eu
share=$1
! command -v update-mime-database >/dev/null || update-mime-database "$share/mime"
! command -v update-desktop-database >/dev/null || update-desktop-database -q "$share/applications"
! command -v gtk-update-icon-cache >/dev/null ||
    gtk-update-icon-cache -q -t -f "$share/icons/hicolor"
