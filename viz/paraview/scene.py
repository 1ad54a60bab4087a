"""Draws the arms of one subject side by side in ParaView: fibres as prisms with a corner cut away, capillaries,
pericytes, and a field on a wall of the cut.

    pvpython scene.py [DIR] [-o picture.png] [--time H] [--colour p65_nuclear]

DIR is a folder written by `knead paraview RESULT.h5 -o DIR`; by default the one in which this script lies. Without -o
the scene is only set up, for a session that goes on from there.
"""

import argparse
import difflib
import json
import math
import os
import re
import sys
import textwrap

import numpy as np
from paraview import simple as pv
from paraview.servermanager import Fetch
from vtkmodules.util.numpy_support import vtk_to_numpy

INK, GREY = [0.13, 0.13, 0.15], [0.5, 0.5, 0.53]
CAPILLARY_RED, PERICYTE_GOLD = [0.86, 0.11, 0.14], [1.0, 0.8, 0.15]
# Five equal steps in CIELAB, pale to dark as a stain is: lightness 95 to 15 and 96 to 24.
SEA = [(0.951, 0.95, 0.853), (0.516, 0.778, 0.656), (0.167, 0.568, 0.594), (0.025, 0.335, 0.548), (0.087, 0.12, 0.36)]
EMBER = [(0.983, 0.951, 0.91), (0.958, 0.703, 0.512), (0.882, 0.443, 0.237), (0.689, 0.234, 0.136), (0.4, 0.135, 0.09)]
CAPILLARY_RADIUS, PERICYTE_DIAMETER = 3.0, 13.0  # um, for legibility
AZIMUTH, ELEVATION = math.radians(-45), math.radians(28)  # of the camera, about the fibres' axis and above their ends
CUT = [(0.3, 0.45), (0.55, 0.7), (0.35, 0.5)]  # where the cut's inner corner may lie, as fractions of the block


class SceneError(Exception):
    """A problem for the user, in one line."""


def parse_arguments(argv):
    script = globals().get("__file__")  # None within ParaView's window
    here = os.path.dirname(os.path.abspath(script)) if script else os.getcwd()
    parser = argparse.ArgumentParser(prog="scene.py", description="Draws a scene written by `knead paraview`.")
    add = parser.add_argument
    add("folder", nargs="?", default=here, metavar="DIR", help="folder of the scene (default: this script's)")
    add("-o", "--output", metavar="FILE.png", help="picture to write")
    add("--time", type=float, metavar="H", help="h after `before` (default: when the colour's mean is highest)")
    add("--colour", "--color", metavar="ID", help="quantity of the fibre domains (default: p65_nuclear)")
    add("--field", metavar="ID", help="field on the wall of the cut (default: tnf)")
    add("--range", type=float, nargs=2, metavar=("LOW", "HIGH"), help="ends of the colour scale")
    add("--subject", type=int, metavar="N", help="default: the first that has snapshots")
    add("--arms", nargs="+", metavar="ARM", help="default: the study's first two")
    add("--size", type=int, nargs=2, default=(1920, 1080), metavar=("WIDTH", "HEIGHT"), help="in pixels")
    return parser.parse_args(argv)


def check_arguments(options):
    if options.output and not options.output.endswith(".png"):
        raise SceneError(f"--output {options.output}: not a picture's name; expected one that ends in .png")
    if options.output and not os.path.isdir(os.path.dirname(options.output) or "."):
        raise SceneError(f"--output {options.output}: there is no such folder")
    if options.range and not options.range[0] < options.range[1]:
        raise SceneError(f"--range {options.range[0]:g} {options.range[1]:g}: expected LOW below HIGH")


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


def title_of(quantity):
    """The name as a heading in short lines: `nuclear p65 (uM)`, with a proper micro sign."""
    unit = re.sub(r"\bu(?=[A-Zgmls])", "\u00b5", quantity["unit"])
    title = quantity["name"] + (f" ({unit})" if unit not in ("", "1") else "")
    return "\n".join(textwrap.wrap(title, 22, max_lines=3))


def nice_ticks(low, high, about=5):
    """Round numbers, evenly spaced, from low to high."""
    raw = (high - low) / about
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def type_size(view, size):
    """A type size chosen for 1920 x 1080 pixels, for this view's; small pictures get relatively larger type."""
    width, height = view.ViewSize
    return max(1, round(size * min(width / 1920, height / 1080) ** 0.7))


class Arm:
    """The readers of one arm, and its numbers at single times."""

    def __init__(self, folder, subject, name):
        self.name, home = name, os.path.join(folder, f"subject_{subject}")
        self.domains, self.pericytes, self.fields = (
            pv.PVDReader(registrationName=f"{name} {kind}", FileName=os.path.join(home, name, kind + ".pvd"))
            for kind in ("domains", "pericytes", "fields")
        )
        self.capillaries = pv.XMLPolyDataReader(FileName=[os.path.join(home, "capillaries.vtp")])

    def values(self, kind, array, time):
        """A cell array of `domains` or `fields`."""
        reader = getattr(self, kind)
        reader.UpdatePipeline(time)
        return vtk_to_numpy(Fetch(reader).GetCellData().GetArray(array))

    def hottest(self, array, time):
        """The middle of the domain with the highest value."""
        cell = int(np.argmax(self.values("domains", array, time)))
        return np.reshape(Fetch(self.domains).GetCell(cell).GetBounds(), (3, 2)).mean(axis=1)

    def size(self, time):
        """The block's edges in um."""
        self.fields.UpdatePipeline(time)
        return self.fields.GetDataInformation().GetBounds()[1::2]


class Scale:
    """The colours of one quantity, the same for all arms, and its legend."""

    def __init__(self, quantity, low, high, palette):
        self.array, self.title, self.low, self.high = quantity["array"], title_of(quantity), low, high
        self.colours = pv.GetColorTransferFunction(self.array)
        self.colours.AutomaticRescaleRangeMode, self.colours.ColorSpace = "Never", "Lab"
        self.colours.RGBPoints = [x for i, rgb in enumerate(palette) for x in (low + (high - low) * i / 4, *rgb)]

    def show_legend(self, view, position, length):
        bar = pv.GetScalarBar(self.colours, view)
        bar.Title, bar.ComponentTitle, bar.HorizontalTitle, bar.TitleJustification = self.title, "", 1, "Left"
        bar.WindowLocation, bar.Position = "Any Location", position
        bar.ScalarBarLength, bar.ScalarBarThickness = length, 22
        bar.TitleColor = bar.LabelColor = INK
        bar.TitleFontSize, bar.LabelFontSize = type_size(view, 22), type_size(view, 19)
        bar.UseCustomLabels, bar.CustomLabels, bar.LabelFormat = 1, nice_ticks(self.low, self.high), "%-#.6g"
        bar.AddRangeLabels, bar.DrawTickMarks, bar.Visibility = 0, 0, 1


def show(view, source, offset, colour=None, scale=None, kind="POINTS"):
    """Shows a source in one colour or by a scale, moved by `offset` in the view (its data stay where they are)."""
    display = pv.Show(source, view)
    display.Position = offset
    display.Ambient, display.Diffuse, display.Specular = 0.6, 0.45, 0.0
    if scale:
        display.ColorArrayName, display.LookupTable = [kind, scale.array], scale.colours
    else:
        display.ColorArrayName = [None, ""]
        display.AmbientColor = display.DiffuseColor = colour
    return display


def half(source, axis, at, keep_above):
    """The part of a source on one side of a plane across x, y or z."""
    clip = pv.Clip(Input=source, ClipType="Plane")
    clip.ClipType.Origin = [at if i == axis else 0 for i in range(3)]
    clip.ClipType.Normal = [1 if i == axis else 0 for i in range(3)]
    clip.Invert = not keep_above
    return clip


def without_corner(source, corner):
    """What is left of a source without the part with x above, y below and z above the corner, in three pieces."""
    beyond = half(source, 0, corner[0], True)
    front = half(beyond, 1, corner[1], False)
    return [half(source, 0, corner[0], False), half(beyond, 1, corner[1], True), half(front, 2, corner[2], False)]


def inside_corner(source, corner):
    """The part that without_corner takes off."""
    return half(half(half(source, 0, corner[0], True), 1, corner[1], False), 2, corner[2], True)


def field_wall(fields, corner):
    """The field on the wall of the cut that faces -y, smoothed between voxel centres."""
    wall = pv.Slice(Input=pv.CellDatatoPointData(Input=fields))
    wall.SliceType.Origin, wall.SliceType.Normal = [0, corner[1] - 0.5, 0], [0, 1, 0]
    return half(half(wall, 0, corner[0], True), 2, corner[2], True)


def draw_arm(view, arm, offset, corner, size, colour, field):
    for piece in without_corner(arm.domains, corner):
        show(view, piece, offset, scale=colour, kind="CELLS")
    tubes = pv.Tube(Input=arm.capillaries, Radius=CAPILLARY_RADIUS, NumberofSides=12)
    for piece in without_corner(tubes, corner):
        show(view, piece, offset, CAPILLARY_RED)
    show(view, inside_corner(tubes, corner), offset, CAPILLARY_RED).Opacity = 0.3
    spheres = pv.Glyph(Input=arm.pericytes, GlyphType="Sphere", GlyphMode="All Points", ScaleFactor=PERICYTE_DIAMETER)
    spheres.ScaleArray = spheres.OrientationArray = ["POINTS", "No scale array"]
    spheres.GlyphType.ThetaResolution = spheres.GlyphType.PhiResolution = 20
    show(view, spheres, offset, PERICYTE_GOLD)
    if field:
        wall = show(view, field_wall(arm.fields, corner), offset, scale=field)
        wall.Ambient, wall.Diffuse = 1, 0
    above = [offset[0] + size[0] / 2, offset[1] + size[1] / 2, size[2] + 0.42 * max(size[:2])]
    write(view, arm.name, 34, bold=True, space=above)


def write(view, text, font_size, bold=False, colour=INK, space=None, window=None):
    """A text or a source of text, at a point in `space` or of the `window` (fractions of its width and height)."""
    display = pv.Show(pv.Text(Text=text) if isinstance(text, str) else text, view)
    display.FontSize, display.Bold, display.Color = type_size(view, font_size), int(bold), colour
    if space:
        display.TextPropMode, display.BillboardPosition = "Billboard 3D Text", space
        display.Justification, display.VerticalJustification = "Center", "Center"
    else:
        display.WindowLocation, display.Position = "Any Location", window


def draw_lengths(view, size):
    """Lines along three edges of the first block, a little outside, each with its length."""
    x, y, z = size
    gap = max(x, y) / 8
    edges = [
        ([0, 0, 0], [x, 0, 0], [0, -gap, -gap / 2]),
        ([x, 0, 0], [x, y, 0], [gap, 0, -gap / 2]),
        ([0, 0, 0], [0, 0, z], [-1.1 * gap, -1.1 * gap, 0]),
    ]
    for start, end, out in edges:
        line = pv.Line(Point1=np.add(start, out).tolist(), Point2=np.add(end, out).tolist())
        show(view, line, [0, 0, 0], GREY).LineWidth = 2
        beside = (np.add(start, end) / 2 + 2.1 * np.array(out)).tolist()
        write(view, f"{math.dist(start, end):.0f} \u00b5m", 19, space=beside)


class Stage:
    """A white view in parallel projection that holds blocks side by side, seen from a corner, with room for legends.

    `offsets` are the places of the blocks, along the window's width.
    """

    ROOM = {"left": 0.085, "right": 0.19, "bottom": 0.1, "top": 0.1}  # around the blocks, as fractions of the window

    def __init__(self, size, blocks, pixels):
        right = np.array([-math.sin(AZIMUTH), math.cos(AZIMUTH), 0])
        level = math.cos(ELEVATION)
        towards = np.array([level * math.cos(AZIMUTH), level * math.sin(AZIMUTH), math.sin(ELEVATION)])
        up = np.cross(towards, right)
        self.offsets = [list(1.75 * max(size[:2]) * i * right) for i in range(blocks)]
        corners = [np.add(at, np.multiply(size, unit)) for at in self.offsets for unit in np.ndindex(2, 2, 2)]
        across, along = [corner @ right for corner in corners], [corner @ up for corner in corners]
        room, aspect = self.ROOM, pixels[0] / pixels[1]
        width = (max(across) - min(across)) / (1 - room["left"] - room["right"])
        height = max((max(along) - min(along)) / (1 - room["bottom"] - room["top"]), width / aspect)
        middle_x = (max(across) + min(across) + (room["right"] - room["left"]) * height * aspect) / 2
        middle_y = (max(along) + min(along) + (room["top"] - room["bottom"]) * height) / 2

        self.view = view = pv.CreateView("RenderView")
        view.ViewSize, view.SuppressRendering = list(pixels), 1  # until all is there
        view.UseColorPaletteForBackground, view.Background, view.OrientationAxesVisibility = 0, [1, 1, 1], 0
        view.UseAmbientOcclusion, view.UseSSAODefaultPresets, view.Radius, view.KernelSize, view.Blur = 1, 0, 50, 48, 1
        view.Bias, view.UseFXAA = 8, 1
        focus = middle_x * right + middle_y * up
        view.CameraParallelProjection, view.CameraParallelScale, view.CameraViewUp = 1, height / 2, [0, 0, 1]
        view.CameraFocalPoint = view.CenterOfRotation = list(focus)
        view.CameraPosition = list(focus + 10 * max(size) * towards)


def limits(arms, kind, array, time):
    """The range of a quantity over all arms, from 0 unless all of it lies far from there."""
    values = np.concatenate([arm.values(kind, array, time) for arm in arms])
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    if 0 <= low < high / 2:
        return 0.0, high
    return (low, high) if low < high else (low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2)


def draw(options):
    check_arguments(options)
    index = read_index(options.folder)
    numbers = [subject["number"] for subject in index["subjects"]]
    number = numbers[0] if options.subject is None else known(options.subject, numbers, "subject")
    names = next(subject["arms"] for subject in index["subjects"] if subject["number"] == number)
    names = [known(name, names, "arm") for name in options.arms or names[:2]]
    domains, fields = ({quantity["id"]: quantity for quantity in index[kind]} for kind in ("domains", "fields"))
    shown = chosen(options.colour, "p65_nuclear", domains, "quantity of the domains")
    shown_field = chosen(options.field, "tnf", fields, "field")
    if shown is None:
        raise SceneError(f"{options.folder}: the fibre domains have no quantities to draw")

    pv._DisableFirstRenderCameraReset()
    arms = [Arm(options.folder, number, name) for name in names]
    times = sorted({time for arm in arms for time in arm.domains.TimestepValues})
    if options.time is None:
        time = max(times, key=lambda t: max(np.nanmean(arm.values("domains", shown["array"], t)) for arm in arms))
    else:
        time = min(times, key=lambda t: abs(t - options.time))
    colour = Scale(shown, *(options.range or limits(arms, "domains", shown["array"], time)), SEA)
    field = None
    if shown_field:
        field = Scale(shown_field, *limits(arms, "fields", shown_field["array"], time), EMBER)

    size = arms[0].size(time)
    stage = Stage(size, len(arms), options.size)
    hottest = arms[0].hottest(shown["array"], time)
    corner = [min(max(h, low * s), high * s) for h, s, (low, high) in zip(hottest, size, CUT)]
    for arm, offset in zip(arms, stage.offsets):
        draw_arm(stage.view, arm, offset, corner, size, colour, field)
    draw_lengths(stage.view, size)
    colour.show_legend(stage.view, [0.855, 0.54], 0.3)
    key = "red: capillaries     gold: pericytes"
    if field:
        field.show_legend(stage.view, [0.855, 0.12], 0.3)
        key += f"     wall of the cut: {shown_field['name']}"
    if colour.low > 0:
        key += f"     the colours of the fibres start at {colour.low:.2g}, not at 0"
    write(stage.view, f"{index['study']}, subject {number}", 24, bold=True, window=[0.02, 0.945])
    write(stage.view, pv.AnnotateTimeFilter(Input=arms[0].domains, Format="{time:.4g} h"), 24, window=[0.02, 0.9])
    write(stage.view, key, 18, colour=GREY, window=[0.02, 0.02])

    pv.GetAnimationScene().UpdateAnimationUsingDataTimeSteps()
    pv.GetAnimationScene().AnimationTime = time
    stage.view.SuppressRendering = 0
    if options.output:
        pv.SaveScreenshot(options.output, stage.view, ImageResolution=list(options.size))
    else:
        pv.Render(stage.view)


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
