"""OUTCOME_map_AXIS1_AXIS2: the median difference to the reference over two numeric axes, a panel for each combination
of the others."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from knead_figure import style, words
from knead_figure.spacing import Spacing, edges, show_ticks, tick_label

MOST_PANELS, PANELS_A_ROW = 9, 3
HATCH = "////"


@dataclass(frozen=True)
class Grid:
    """A panel's cells at [y, x]; NaN where the sweep has no such point, or no subject reaches the outcome."""

    label: str
    x: np.ndarray
    y: np.ndarray
    difference: np.ndarray
    includes_zero: np.ndarray
    is_reference: np.ndarray


def grids_of(comparison, first, second, outcome):
    """All panels, the first Axis along x and the second along y, both ascending."""
    x, y = (np.unique([option.numbers[axis.name] for option in comparison.options]) for axis in (first, second))
    others = [each for each in comparison.axes if each not in (first, second)]
    grids = []
    for options in comparison.combinations(first.name, second.name):
        said = [words.label_on_axis(each.name, each.unit, options[0].labels[each.name]) for each in others]
        if comparison.has_several_arms:
            said.append(words.option_in_words(options[0].arm))
        shape = len(y), len(x)
        grid = Grid(", ".join([*said, words.sessions(options)]), x, y, np.full(shape, np.nan), np.zeros(shape, bool),
                    np.zeros(shape, bool))
        for option in options:
            at = np.searchsorted(y, option.numbers[second.name]), np.searchsorted(x, option.numbers[first.name])
            estimate = option.estimates[outcome.text]
            grid.difference[at] = estimate.difference
            grid.includes_zero[at] = estimate.includes_zero and not option.is_reference
            grid.is_reference[at] = option.is_reference
        grids.append(grid)
    return grids


def draw(comparison, first, second, outcome, told):
    grids = grids_of(comparison, first, second, outcome)
    shown = grids[:MOST_PANELS]
    columns = min(len(shown), PANELS_A_ROW)
    rows = -(-len(shown) // columns)
    notes = []
    if len(grids) > len(shown):
        notes.append(f"The first {len(shown)} of {len(grids)} combinations of the other axes are drawn.")
    if any(grid.includes_zero.any() for grid in shown):
        notes.append("Hatched: the 95 % interval includes no difference.")
    if any(np.isnan(grid.difference).any() for grid in shown):
        notes.append("Grey: no value.")
    limit = np.nanmax(np.abs([grid.difference for grid in shown]), initial=0)
    if limit == 0:
        notes.append(f"No option differs from {told.reference}.")
    figure = style.framed(1.7 + 2.75 * columns + (2.2 if columns == 1 else 0), 0.55 + 2.65 * rows, told.title,
                          told.intervals(outcome, "median"), [*notes, *told.notes])
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    colours = style.BETTER_IS_LOW if outcome.better == "less" else style.BETTER_IS_HIGH
    image = None
    for axes, grid in zip(panels.flat, shown):
        image = _draw_grid(axes, grid, limit or 1, colours)
        style.panel_title(axes, grid.label)
    for axes in panels.flat[len(shown):]:
        axes.set_visible(False)
    for i, axes in enumerate(panels.flat[:len(shown)]):
        at_bottom, at_left = i + columns >= len(shown), i % columns == 0
        axes.tick_params(labelbottom=at_bottom, labelleft=at_left)
        axes.set_xlabel(told.axis_titles[first.name] if at_bottom else "")
        axes.set_ylabel(told.axis_titles[second.name] if at_left else "")
    _draw_bar(figure, panels, image, outcome, style.difference_label(told.reference, told.unit), limit == 0)
    return figure


def _draw_grid(axes, grid, limit, colours):
    across, up = Spacing(grid.x), Spacing(grid.y)
    x, y = across(grid.x), up(grid.y)
    borders = edges(x), edges(y)
    axes.set_facecolor(style.MISSING)
    image = axes.pcolormesh(*borders, np.ma.masked_invalid(grid.difference), cmap=colours, vmin=-limit, vmax=limit,
                            edgecolors="white", linewidth=0.8)
    _hatch(axes, borders, grid.includes_zero)
    for row, column in zip(*np.nonzero(grid.is_reference)):
        axes.text(x[column], y[row], "reference", ha="center", va="center", size=8, color=style.SOFT)
    _contour(axes, x, y, grid.difference, limit)
    show_ticks(axes.xaxis, across, grid.x)
    show_ticks(axes.yaxis, up, grid.y)
    axes.tick_params(which="both", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return image


def _hatch(axes, borders, where):
    x, y = borders
    for row, column in zip(*np.nonzero(where)):
        axes.add_patch(Rectangle((x[column], y[row]), x[column + 1] - x[column], y[row + 1] - y[row], fill=False,
                                 hatch=HATCH, edgecolor=style.HATCH_GREY, linewidth=0))


def between_cells(x, y, values, steps=8):
    """(x, y, values at [y, x]) between the centres of the cells, linearly; level from the outer centres to the
    borders."""
    fine = [np.unique(np.concatenate([np.linspace(a, b, steps + 1) for a, b in zip(at[:-1], at[1:])]
                                     + [edges(at)[[0, -1]]])) for at in (x, y)]
    across = np.array([np.interp(fine[0], x, row) for row in values])
    both = np.array([np.interp(fine[1], y, column) for column in across.T]).T
    return *fine, np.ma.masked_invalid(both)


def _contour(axes, x, y, difference, limit):
    """Lines at round values, the same in all panels, where there is enough to draw them through."""
    if min(difference.shape) < 2 or np.isnan(difference).all():
        return
    least, most = np.nanmin(difference), np.nanmax(difference)
    levels = [each for each in MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]).tick_values(-limit, limit)
              if abs(each) > limit / 100 and least + limit / 20 < each < most - limit / 20]
    if not levels:
        return
    lines = axes.contour(*between_cells(x, y, difference), levels=levels, colors=style.INK, linewidths=0.9,
                         linestyles="solid")
    axes.clabel(lines, fmt=tick_label, fontsize=8, inline_spacing=3)


def _draw_bar(figure, panels, image, outcome, label, nothing):
    bar = figure.colorbar(image, ax=panels, shrink=0.92, aspect=22, pad=0.02)
    bar.set_label(label, labelpad=9)
    bar.outline.set_visible(False)
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick_label(value)))
    if nothing:
        bar.set_ticks([0])
    ends = ("better", "worse") if outcome.better == "less" else ("worse", "better")
    for at, words_, align in ((-0.04, ends[0], "top"), (1.04, ends[1], "bottom")):
        bar.ax.text(0.5, at, words_, transform=bar.ax.transAxes, ha="center", va=align, size=9, color=style.SOFT)
