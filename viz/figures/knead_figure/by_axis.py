"""OUTCOME_by_AXIS: the difference to the reference along one numeric axis, a line for each combination of the other
axes."""

from dataclasses import dataclass

import numpy as np

from knead_figure import style, words
from knead_figure.spacing import Spacing, show_ticks

MOST_LINES = 6
DODGE = 0.011  # of the axis's length, between the error bars of two lines


@dataclass(frozen=True)
class Line:
    label: str
    x: np.ndarray
    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    in_all: np.ndarray  # whether every subject has a value


def lines_of(comparison, axis, outcome):
    """All lines along an Axis; points ascend in x."""
    others = [each for each in comparison.axes if each != axis]
    lines = []
    for options in comparison.combinations(axis.name):
        options = sorted(options, key=lambda option: option.numbers[axis.name])
        said = [words.label_on_axis(each.name, each.unit, options[0].labels[each.name]) for each in others]
        if comparison.has_several_arms:
            said.append(words.option_in_words(options[0].arm))
        estimates = [option.estimates[outcome.text] for option in options]
        lines.append(Line(
            ", ".join([*said, words.sessions(options)]),
            np.array([option.numbers[axis.name] for option in options]),
            *(np.array([getattr(each, name) for each in estimates]) for name in ("difference", "low", "high")),
            np.array([each.reached == each.n for each in estimates])))
    return lines


def draw(comparison, axis, outcome, told):
    """`told` says the words: title, unit, axis title."""
    lines = lines_of(comparison, axis, outcome)
    shown = lines[:MOST_LINES]
    notes = []
    if len(lines) > len(shown):
        notes.append(f"The first {len(shown)} of {len(lines)} combinations of the other axes are drawn.")
    if any((~line.in_all & np.isfinite(line.difference)).any() for line in shown):
        notes.append("Open symbols: some subjects do not reach it within the study and are left out.")
    figure = style.framed(7.6, 3.9, told.title, told.intervals(outcome), [*notes, *told.notes])
    axes = figure.add_subplot()
    spacing = Spacing(np.concatenate([line.x for line in lines]))
    _draw_lines(axes, shown, spacing)
    show_ticks(axes.xaxis, spacing, np.concatenate([line.x for line in shown]))
    axes.set_xlabel(told.axis_titles[axis.name])
    axes.set_ylabel(style.difference_label(told.reference, told.unit))
    _mark_zero(axes, told.reference, outcome)
    many = len(shown) > 2
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.045), ncol=2 if many else len(shown), borderaxespad=0.2,
                handlelength=1.6, columnspacing=1.6)
    return figure


def _draw_lines(axes, lines, spacing):
    """Up to two lines with bands; more with bars side by side, as bands would hide each other."""
    everywhere = np.concatenate([spacing(line.x) for line in lines])
    step = DODGE * np.ptp(everywhere)
    for i, line in enumerate(lines):
        colour, marker, at = style.LINES[i], style.MARKERS[i], spacing(line.x)
        if len(lines) <= 2:
            axes.fill_between(at, line.low, line.high, color=colour, alpha=0.16, linewidth=0, zorder=1 + i / 10)
        else:
            at = at + (i - (len(lines) - 1) / 2) * step
            there = np.isfinite(line.low)
            axes.vlines(at[there], line.low[there], line.high[there], color=colour, linewidth=1.2, alpha=0.75, zorder=2)
        axes.plot(at, line.difference, color=colour, zorder=3, marker=marker, markersize=5.5, label=line.label)
        part = ~line.in_all
        axes.plot(at[part], line.difference[part], linestyle="none", marker=marker, markersize=5.5, color=colour,
                  markerfacecolor="white", zorder=4)


def _mark_zero(axes, reference, outcome):
    axes.axhline(0, color=style.INK, linewidth=0.9, zorder=2.5)
    low, high = axes.get_ylim()
    room = 0.08 * (high - low)  # so that both directions are seen
    axes.set_ylim(min(low, -room), max(high, room))
    beside = {"textcoords": "offset points", "size": 9, "color": style.SOFT, "linespacing": 1.2}
    axes.annotate("no difference\n" + words.wrapped(f"from {reference}", 16), (1, 0), (5, 0),
                  xycoords=("axes fraction", "data"), va="center", **beside)
    below = outcome.better == "less"
    axes.annotate("↓ better" if below else "↑ better", (1, 0 if below else 1), (5, 0), xycoords="axes fraction",
                  va="bottom" if below else "top", **beside)
