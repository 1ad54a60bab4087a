"""Mobile cells as ellipsoids along the direction in which they move, their shape, size and colour by kind."""

from paraview import simple as pv

from drawing.stage import show

# Kind: colour, width (um), length over width. Kinds of one lineage share a hue.
LOOKS = {
    "neutrophil": ((0.98, 0.62, 0.05), 12, 1.2),
    "macrophage": ((0.55, 0.42, 0.66), 15, 1.7),
    "fibroblast": ((0.52, 0.47, 0.43), 5, 6),
    "quiescent satellite cell": ((0.04, 0.33, 0.22), 7, 3),
    "activated satellite cell": ((0.08, 0.58, 0.33), 10, 2.2),
    "myoblast": ((0.36, 0.80, 0.36), 12, 2),
    "myocyte": ((0.76, 0.92, 0.30), 10, 4),
}
SPARE = [(0.20, 0.70, 0.80), (0.85, 0.45, 0.75), (0.45, 0.45, 0.85)]  # of kinds that this table does not know
MACROPHAGE = "macrophage"  # the kind that its programme colours, from repair (-1) over rest (0) to M1-like (1)
PROGRAMME, PROGRAMME_FORMULA = "M1-likeness less repair", "programme-repair"


def look_of(kind, code):
    return LOOKS.get(kind, (SPARE[code % len(SPARE)], 12, 1))


def cell_glyphs(cells, kind, code):
    """The cells of one kind (its place among the kinds' names) as ellipsoids. One that lies still is drawn along the
    fibres."""
    _, width, elongation = look_of(kind, code)
    along = pv.Calculator(Input=cells, AttributeType="Point Data", ResultArrayName="along")
    along.Function = "direction+kHat*(1-mag(direction))"
    of_kind = pv.Threshold(Input=along, Scalars=["POINTS", "kind"], ThresholdMethod="Between")
    of_kind.LowerThreshold = of_kind.UpperThreshold = code
    glyphs = pv.Glyph(Input=of_kind, GlyphType="Sphere", GlyphMode="All Points", ScaleFactor=width)
    glyphs.ScaleArray, glyphs.OrientationArray = ["POINTS", "No scale array"], ["POINTS", "along"]
    glyphs.GlyphTransform.Scale = [elongation, 1, 1]
    glyphs.GlyphType.ThetaResolution = glyphs.GlyphType.PhiResolution = 12
    return glyphs


def draw_cells(view, cells, offset, kinds, programme):
    """`programme` is the Scale of PROGRAMME for macrophages, or None."""
    if programme:
        cells = pv.Calculator(Input=cells, AttributeType="Point Data", ResultArrayName=PROGRAMME)
        cells.Function = PROGRAMME_FORMULA
    for code, kind in enumerate(kinds):
        scale = programme if kind == MACROPHAGE else None
        show(view, cell_glyphs(cells, kind, code), offset, look_of(kind, code)[0], scale)
