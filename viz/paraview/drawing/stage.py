"""The white room in which blocks stand side by side: camera, light, words and lengths."""

import math

import numpy as np
from paraview import simple as pv

from drawing.colours import GREY, INK, type_size

AZIMUTH, ELEVATION = math.radians(-45), math.radians(28)  # of the camera, about the fibres' axis and above their ends


def show(view, source, offset, colour=None, scale=None, kind="POINTS"):
    """Shows a source in one colour or by a scale, moved by `offset` in the view (its data stay where they are)."""
    display = pv.Show(source, view)
    display.Position = offset
    display.Ambient, display.Diffuse, display.Specular = 0.6, 0.45, 0.0
    if scale:
        display.ColorArrayName, display.LookupTable = [kind, scale.array], scale.colours
    else:
        display.ColorArrayName = [None, ""]
        display.AmbientColor = display.DiffuseColor = list(colour)
    return display


def show_as_coloured(view, source, offset, array):
    """Shows a source whose cells bring their own colours, as red, green and blue from 0 to 1."""
    display = show(view, source, offset, GREY)
    display.ColorArrayName, display.MapScalars = ["CELLS", array], 0
    return display


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

    ROOM = {"left": 0.03, "right": 0.19, "bottom": 0.1, "top": 0.1}  # around the blocks, as fractions of the window
    LEFT_OF_BLOCKS = 0.42  # where draw_lengths writes, as a fraction of a block's width

    def __init__(self, size, blocks, pixels):
        right = np.array([-math.sin(AZIMUTH), math.cos(AZIMUTH), 0])
        level = math.cos(ELEVATION)
        towards = np.array([level * math.cos(AZIMUTH), level * math.sin(AZIMUTH), math.sin(ELEVATION)])
        up = np.cross(towards, right)
        self.offsets = [list(1.75 * max(size[:2]) * i * right) for i in range(blocks)]
        corners = [np.add(at, np.multiply(size, unit)) for at in self.offsets for unit in np.ndindex(2, 2, 2)]
        across, along = [corner @ right for corner in corners], [corner @ up for corner in corners]
        across.append(min(across) - self.LEFT_OF_BLOCKS * max(size[:2]))
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
