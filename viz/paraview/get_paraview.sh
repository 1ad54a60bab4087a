#!/bin/sh
# Unpacks ParaView's Python modules into a folder. Debian's python3-paraview cannot be installed beside libvtk9-dev
# (it conflicts with python3-vtk9), but its contents work from a folder of their own:
#   get_paraview.sh DIR
#   export PYTHONPATH=DIR/usr/lib/python3/dist-packages
#   xvfb-run -a -s "-screen 0 1280x1024x24 -noreset" /usr/bin/python3 scene.py -o picture.png
# The libraries that the modules load come with the package `paraview`.
set -eu
if [ $# -ne 1 ]; then
  echo "usage: get_paraview.sh DIR" >&2
  exit 2
fi
modules=$1/usr/lib/python3/dist-packages/paraview
[ -e "$modules/simple.py" ] && exit 0
mkdir -p "$1"
part=$(mktemp -d "$1/part.XXXXXX")
trap 'rm -rf "$part"' EXIT
(cd "$part" && apt-get download -q python3-paraview >log 2>&1) || {
  echo "get_paraview.sh: error: cannot download python3-paraview: $(tail -n 1 "$part/log")" >&2
  exit 2
}
dpkg -x "$part"/python3-paraview_*.deb "$part/unpacked"
mv "$part/unpacked/usr" "$1/usr"
