"""Draws the arms of one subject side by side in ParaView: fibres as prisms with a corner cut away, capillaries, mobile
cells (or, without any, pericytes), and a field on a wall of the cut.

    pvpython scene.py [DIR] [-o picture.png] [--time H] [--colour p65_nuclear] [--field tnf]

DIR is a folder written by `knead paraview RESULT.h5 -o DIR`; by default the one in which this script lies. Without -o
the scene is only set up, for a session that goes on from there.
"""

import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(globals().get("__file__") or "scene.py"))  # no __file__ in ParaView's window
sys.path.insert(0, HERE)

from drawing.index import SceneError, add_arguments, check_arguments  # noqa: E402
from drawing.picture import Picture, Subject  # noqa: E402


def parse_arguments(argv):
    parser = argparse.ArgumentParser(prog="scene.py", description="Draws a scene written by `knead paraview`.")
    add_arguments(parser, HERE, (1920, 1080))
    parser.add_argument("-o", "--output", metavar="FILE.png", help="picture to write")
    parser.add_argument("--time", type=float, metavar="H", help="h after `before` (default: when there is most to see)")
    return parser.parse_args(argv)


def draw(options):
    check_arguments(options, (".png",))
    subject = Subject(options)
    if options.time is None:
        time = subject.busiest()
    else:
        time = min(subject.times, key=lambda each: abs(each - options.time))
    picture = Picture(subject, options, time, [time])
    if options.output:
        picture.save(options.output)
    else:
        picture.render()


def main(argv):
    try:
        draw(parse_arguments(argv))
    except SceneError as error:
        print(f"scene.py: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if status:
        sys.exit(status)
