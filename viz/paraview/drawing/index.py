"""What a scene's folder holds, and what of it is asked for."""

import difflib
import json
import os


class SceneError(Exception):
    """A problem for the user, in one line."""


def known(name, names, what):
    if name in names:
        return name
    near = difflib.get_close_matches(str(name), [str(each) for each in names], 1)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise SceneError(f"no {what} '{name}' in the scene (it has {', '.join(map(str, names)) or 'none'}){hint}")


def chosen(name, usual, quantities, what):
    """The quantity asked for; else the usual one; else the first; None if there are none."""
    if name is None:
        name = usual if usual in quantities else next(iter(quantities), None)
    return quantities[known(name, list(quantities), what)] if name is not None else None


def read_index(folder):
    try:
        with open(os.path.join(folder, "scene.json"), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise SceneError(f"{folder}: no scene there ({error}); expected a folder written by `knead paraview`") from None


def add_arguments(parser, folder, size):
    """What a picture and a film are asked alike."""
    add = parser.add_argument
    add("folder", nargs="?", default=folder, metavar="DIR", help="folder of the scene (default: this script's)")
    add("--colour", "--color", metavar="ID", help="quantity of the fibre domains (default: their state if any in the "
        "scene is necrotic, cleared or regenerating, else p65_nuclear)")
    add("--field", metavar="ID", help="field on the wall of the cut (default: none with mobile cells, else tnf)")
    add("--range", type=float, nargs=2, metavar=("LOW", "HIGH"), help="ends of the colour scale")
    add("--subject", type=int, metavar="N", help="default: the first that has snapshots")
    add("--arms", nargs="+", metavar="ARM", help="default: the study's first two")
    default = f"in pixels (default: {size[0]} {size[1]})"
    add("--size", type=int, nargs=2, default=size, metavar=("WIDTH", "HEIGHT"), help=default)


def check_arguments(options, endings):
    """Refuses a range that is none, and an output that does not end in one of the endings or lies nowhere."""
    if options.range and not options.range[0] < options.range[1]:
        raise SceneError(f"--range {options.range[0]:g} {options.range[1]:g}: expected LOW below HIGH")
    if options.output and not options.output.endswith(endings):
        raise SceneError(f"--output {options.output}: expected a name that ends in {' or '.join(endings)}")
    if options.output and not os.path.isdir(os.path.dirname(options.output) or "."):
        raise SceneError(f"--output {options.output}: there is no such folder")
