"""How all figures look: type, colours that colour-blind people can tell apart, the frame of words around the axes."""

import logging
import textwrap

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from knead_figure.words import capital

INK, SOFT, HATCH_GREY = "#1f2328", "#5c636b", "#80868d"
LINES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#a6761d"]  # after Okabe and Ito
MARKERS = ["o", "s", "^", "D", "v", "P"]
BLUE_TO_ORANGE = ["#08306b", "#2a6fb0", "#7fb2d9", "#f7f7f7", "#f6b26b", "#d0701a", "#7a3a06"]
BETTER_IS_LOW = LinearSegmentedColormap.from_list("better_is_low", BLUE_TO_ORANGE)
BETTER_IS_HIGH = LinearSegmentedColormap.from_list("better_is_high", BLUE_TO_ORANGE[::-1])
MISSING = "#dcdfe3"
RESOLUTION = 150  # dots an inch

matplotlib.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 10, "axes.labelsize": 10, "axes.titlesize": 10.5,
    "xtick.labelsize": 9.5, "ytick.labelsize": 9.5, "legend.fontsize": 9.5, "legend.frameon": False,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": SOFT, "axes.linewidth": 0.8,
    "xtick.color": SOFT, "ytick.color": SOFT, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.labelcolor": INK, "text.color": INK, "lines.linewidth": 1.8, "hatch.linewidth": 0.6,
    "axes.formatter.limits": (-3, 4), "axes.formatter.use_mathtext": True, "axes.formatter.useoffset": False,
    "svg.fonttype": "none", "svg.hashsalt": "knead", "pdf.fonttype": 42, "savefig.facecolor": "white",
})
logging.getLogger("matplotlib").setLevel(logging.ERROR)  # nobody needs to hear of its font cache


def along(count):
    """Colours of lines that follow one another."""
    return [matplotlib.colormaps["viridis"](x) for x in np.linspace(0, 0.9, max(count, 2))[:count]]


def framed(width, height, title, subtitle, notes=()):
    """A figure (inches) with its words: a title, what is shown, and notes at the foot."""
    letters = int(width * 13.2)
    head = textwrap.wrap(title, int(width * 9.2)), textwrap.wrap(subtitle, letters)
    foot = [line for note in notes for line in textwrap.wrap(note, int(width * 14.8))]
    above, below = 0.16 + 0.25 * len(head[0]) + 0.185 * len(head[1]), 0.08 + 0.17 * len(foot)
    figure = Figure(figsize=(width, height + above + below), dpi=RESOLUTION)
    height = figure.get_figheight()
    figure.set_layout_engine("constrained", rect=(0.006, below / height, 0.988, 1 - (above + below + 0.06) / height),
                             h_pad=0.06, w_pad=0.06)
    left = 0.12 / width
    figure.text(left, 1 - 0.1 / height, "\n".join(head[0]), size=12.5, weight="bold", va="top", linespacing=1.25)
    figure.text(left, 1 - (0.14 + 0.25 * len(head[0])) / height, "\n".join(head[1]), size=9.5, color=SOFT, va="top",
                linespacing=1.25)
    if foot:
        figure.text(left, 0.07 / height, "\n".join(foot), size=8.5, color=SOFT, va="bottom", linespacing=1.25)
    return figure


def difference_label(reference, unit):
    one = f"Difference from {reference}" + (f" ({unit})" if unit else "")
    return one if len(one) < 42 else one.replace(" (", "\n(", 1)


def over_subjects(n):
    return f"{n} subject{'' if n == 1 else 's'}"


def panel_title(axes, text):
    axes.set_title(capital(text), loc="left")
