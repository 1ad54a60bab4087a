"""Colours and their legends: scales of quantities, the states of fibres, the kinds of cells."""

import math
import re
import textwrap

import numpy as np
from paraview import simple as pv

INK, GREY = [0.13, 0.13, 0.15], [0.5, 0.5, 0.53]
CAPILLARY_RED, PERICYTE_GOLD = (0.86, 0.11, 0.14), (1.0, 0.8, 0.15)
# Five equal steps in CIELAB, pale to dark as a stain is: lightness 95 to 15 and 96 to 24.
SEA = [(0.951, 0.95, 0.853), (0.516, 0.778, 0.656), (0.167, 0.568, 0.594), (0.025, 0.335, 0.548), (0.087, 0.12, 0.36)]
EMBER = [(0.983, 0.951, 0.91), (0.958, 0.703, 0.512), (0.882, 0.443, 0.237), (0.689, 0.234, 0.136), (0.4, 0.135, 0.09)]
REPAIR_TO_M1 = [(0.10, 0.25, 0.75), (0.72, 0.66, 0.66), (0.85, 0.08, 0.12)]

INTACT = (0.98, 0.87, 0.83)
# What may have become of a stretch of fibre: its name, the observables that give its share of a domain (the first that
# the scene has), and its colour. An emptied tube is pale; regenerating fibres are basophilic: lilac.
STATES = [
    ("necrotic", ("necrotic_in_block", "necrotic_fraction"), (0.74, 0.57, 0.38)),
    ("cleared", ("cleared_in_block",), (0.93, 0.95, 0.95)),
    ("regenerating", ("regenerating_in_block", "regenerating_fraction"), (0.69, 0.60, 0.95)),
]


def type_size(view, size):
    """A type size chosen for 1920 x 1080 pixels, for this view's; small pictures get relatively larger type."""
    width, height = view.ViewSize
    return max(1, round(size * min(width / 1920, height / 1080) ** 0.7))


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


def limits(values):
    """The range of values, from 0 unless all of them lie far from there."""
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    if 0 <= low < high / 2:
        return 0.0, high
    return (low, high) if low < high else (low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2)


def show_bar(view, colours, title, position, length):
    """A colour bar beside the blocks, placed by fractions of the window, with its labels on the right."""
    bar = pv.GetScalarBar(colours, view)
    bar.Title, bar.ComponentTitle, bar.HorizontalTitle, bar.TitleJustification = title, "", 1, "Left"
    bar.WindowLocation, bar.Position = "Any Location", position
    bar.ScalarBarLength, bar.ScalarBarThickness = length, type_size(view, 22)
    bar.TitleColor = bar.LabelColor = INK
    bar.TitleFontSize, bar.LabelFontSize = type_size(view, 22), type_size(view, 19)
    bar.AddRangeLabels, bar.DrawTickMarks, bar.Visibility = 0, 0, 1
    if colours.Annotations:
        bar.TextPosition, bar.DrawTickLabels = "Ticks left/bottom, annotations right/top", 0
    return bar


class Scale:
    """The colours of one quantity, the same for all arms and times."""

    def __init__(self, array, title, low, high, palette, ticks=()):
        """Ticks are (value, label) pairs; by default round numbers."""
        self.array, self.title, self.low, self.high = array, title, low, high
        self.colours = pv.GetColorTransferFunction(array)
        self.colours.AutomaticRescaleRangeMode, self.colours.ColorSpace = "Never", "Lab"
        ends = zip(np.linspace(low, high, len(palette)), palette)
        self.colours.RGBPoints = [x for at, rgb in ends for x in (at, *rgb)]
        self.colours.Annotations = [str(part) for tick in ticks for part in tick]

    def show_legend(self, view, position, length):
        bar = show_bar(view, self.colours, self.title, position, length)
        bar.UseCustomLabels, bar.CustomLabels, bar.LabelFormat = 1, nice_ticks(self.low, self.high), "%-#.6g"


class Key:
    """Names and their colours, in order, as a legend of swatches."""

    def __init__(self, title, entries):
        self.title, self.entries = title, entries

    def show_legend(self, view, position, length):
        colours = pv.GetColorTransferFunction("key of " + self.title)
        colours.InterpretValuesAsCategories = 1
        colours.Annotations = [part for i, (name, _) in enumerate(self.entries) for part in (str(i), name)]
        colours.IndexedColors = [x for _, rgb in self.entries for x in rgb]
        show_bar(view, colours, self.title, position, length)


def states_in(domains):
    """The states that a scene's domains (id -> quantity) tell of: name, array, what 1 is in its unit, colour."""
    found = []
    for name, ids, colour in STATES:
        quantity = next((domains[each] for each in ids if each in domains), None)
        if quantity:
            found.append((name, quantity["array"], 100 if quantity["unit"] == "%" else 1, colour))
    return found


def share_formula(array, whole):
    """A domain's share of one state, from 0 to 1, as a formula over its arrays."""
    return f'min(1,max(0,"{array}"/{whole}))'


def state_formula(states):
    """The colour of a domain as a formula over its arrays, a vector of red, green and blue: its states' by their shares,
    and INTACT for the rest."""
    channels = []
    for channel, intact in enumerate(INTACT):
        parts = [f"({colour[channel] - intact})*{share_formula(array, whole)}" for _, array, whole, colour in states]
        channels.append("+".join([str(intact), *parts]))
    return "iHat*({})+jHat*({})+kHat*({})".format(*channels)


def affected_formula(states):
    """The sum of a domain's shares of all states."""
    return "+".join(share_formula(array, whole) for _, array, whole, _ in states)
