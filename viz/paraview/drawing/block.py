"""One arm's block: its readers, and what is drawn of it. A corner is cut away: fibres end there, and what lies between
them is laid bare."""

import os
from dataclasses import dataclass

import numpy as np
from paraview import simple as pv
from paraview.servermanager import Fetch
from vtkmodules.util.numpy_support import vtk_to_numpy

from drawing.cells import draw_cells
from drawing.colours import CAPILLARY_RED, PERICYTE_GOLD, Scale, affected_formula, state_formula
from drawing.stage import show, show_as_coloured, write

CAPILLARY_RADIUS, PERICYTE_DIAMETER = 3.0, 13.0  # um, for legibility
AFFECTED = 0.1  # share of a domain that is no longer intact from which on it counts
CUT = [(0.3, 0.45), (0.55, 0.7), (0.35, 0.5)]  # where the cut's inner corner may lie, as fractions of the block


class Arm:
    """The readers of one arm, and its numbers at single times."""

    def __init__(self, folder, subject, name):
        self.name, home = name, os.path.join(folder, f"subject_{subject}")
        self.domains, self.pericytes, self.cells, self.fields = (
            pv.PVDReader(registrationName=f"{name} {kind}", FileName=os.path.join(home, name, kind + ".pvd"))
            for kind in ("domains", "pericytes", "cells", "fields")
        )
        self.capillaries = pv.XMLPolyDataReader(FileName=[os.path.join(home, "capillaries.vtp")])

    def values(self, kind, array, time):
        """A cell array of `domains` or `fields`."""
        reader = getattr(self, kind)
        reader.UpdatePipeline(time)
        return vtk_to_numpy(Fetch(reader).GetCellData().GetArray(array))

    def count_cells(self, time):
        self.cells.UpdatePipeline(time)
        return self.cells.GetDataInformation().GetNumberOfPoints()

    def middle(self, domain):
        """Where a domain lies."""
        return np.reshape(Fetch(self.domains).GetCell(domain).GetBounds(), (3, 2)).mean(axis=1)

    def size(self, time):
        """The block's edges in um."""
        self.fields.UpdatePipeline(time)
        return self.fields.GetDataInformation().GetBounds()[1::2]


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


def draw_fibres(view, arm, offset, corner, scale):
    for piece in without_corner(arm.domains, corner):
        show(view, piece, offset, scale=scale, kind="CELLS")


def with_formula(source, name, formula):
    return pv.Calculator(Input=source, AttributeType="Cell Data", ResultArrayName=name, Function=formula)


def draw_states(view, arm, offset, corner, states, stretches_in_cut):
    """Fibres in the colours of their states. Affected stretches may stay in the cut, half transparent."""
    stained = with_formula(arm.domains, "state", state_formula(states))
    for piece in without_corner(stained, corner):
        show_as_coloured(view, piece, offset, "state")
    if not stretches_in_cut:
        return
    affected = pv.Threshold(Input=with_formula(stained, "affected", affected_formula(states)))
    affected.Scalars, affected.ThresholdMethod = ["CELLS", "affected"], "Above Upper Threshold"
    affected.UpperThreshold = AFFECTED
    show_as_coloured(view, inside_corner(affected, corner), offset, "state").Opacity = 0.5


def draw_pericytes(view, arm, offset):
    spheres = pv.Glyph(Input=arm.pericytes, GlyphType="Sphere", GlyphMode="All Points", ScaleFactor=PERICYTE_DIAMETER)
    spheres.ScaleArray = spheres.OrientationArray = ["POINTS", "No scale array"]
    spheres.GlyphType.ThetaResolution = spheres.GlyphType.PhiResolution = 20
    show(view, spheres, offset, PERICYTE_GOLD)


@dataclass
class Look:
    """How all arms of a picture are drawn."""

    size: tuple  # of the block, um
    corner: list  # inner corner of the cut, um
    fibres: object  # the Scale of one quantity of theirs, or the states of states_in
    stretches_in_cut: bool  # whether necrotic and regenerating stretches stay in the cut
    kinds: list  # names of the mobile cells' kinds; without any, pericytes are shown
    programme: Scale  # of macrophages, or None
    field: Scale  # on the wall of the cut, or None


def draw_arm(view, arm, offset, look):
    corner, size, field = look.corner, look.size, look.field
    if isinstance(look.fibres, Scale):
        draw_fibres(view, arm, offset, corner, look.fibres)
    else:
        draw_states(view, arm, offset, corner, look.fibres, look.stretches_in_cut)
    tubes = pv.Tube(Input=arm.capillaries, Radius=CAPILLARY_RADIUS, NumberofSides=12)
    for piece in without_corner(tubes, corner):
        show(view, piece, offset, CAPILLARY_RED)
    show(view, inside_corner(tubes, corner), offset, CAPILLARY_RED).Opacity = 0.3
    if look.kinds:
        draw_cells(view, arm.cells, offset, look.kinds, look.programme)
    else:
        draw_pericytes(view, arm, offset)
    if field:
        wall = show(view, field_wall(arm.fields, corner), offset, scale=field)
        wall.Ambient, wall.Diffuse = 1, 0
    above = [offset[0] + size[0] / 2, offset[1] + size[1] / 2, size[2] + 0.42 * max(size[:2])]
    write(view, arm.name, 34, bold=True, space=above)
