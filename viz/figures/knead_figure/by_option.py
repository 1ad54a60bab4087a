"""OUTCOME_by_option: the difference of each option to the reference, a row an option, where no axis has numbers."""

import numpy as np

from knead_figure import style, words

MOST_ROWS = 30


def rows_of(comparison, outcome):
    """(label, Estimate) of each option, in their order."""
    several, treats = comparison.has_several_arms, any(option.sessions for option in comparison.options)
    rows = []
    for option in comparison.options:
        said = [words.label_on_axis(axis.name, axis.unit, option.labels[axis.name]) for axis in comparison.axes]
        if several or not said:
            said.append(words.option_in_words(option.arm))
        if treats:
            said.append(words.sessions([option]))
        rows.append((", ".join(said), option.estimates[outcome.text]))
    return rows


def draw(comparison, outcome, told):
    rows = rows_of(comparison, outcome)
    shown = rows[:MOST_ROWS]
    notes = [f"The first {len(shown)} of {len(rows)} options are drawn."] if len(shown) < len(rows) else []
    for label, estimate in shown:
        if estimate.reached < estimate.n:
            notes.append(f"{label}: reached in {estimate.reached} of {estimate.n} subjects.")
    figure = style.framed(7.6, 1.1 + 0.32 * len(shown), told.title, told.intervals(outcome),
                          [*notes, *told.notes])
    axes = figure.add_subplot()
    at = np.arange(len(shown))
    for row, (_, each) in enumerate(shown):
        if np.isfinite(each.difference):
            axes.plot([each.low, each.high], [row, row], color=style.LINES[0], linewidth=2.2, solid_capstyle="butt")
            axes.plot(each.difference, row, "o", color=style.LINES[0], markersize=6.5)
    axes.axvline(0, color=style.INK, linewidth=0.9, zorder=1)
    low, high = axes.get_xlim()
    room = 0.06 * (high - low)
    axes.set_xlim(min(low, -room), max(high, room))
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks(at, [label for label, _ in shown])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(style.difference_label(told.reference, told.unit).replace("\n", " "))
    side = outcome.better == "less"
    axes.annotate("← better" if side else "better →", (0 if side else 1, 1), (0, 2), xycoords="axes fraction",
                  textcoords="offset points", ha="left" if side else "right", va="bottom", size=9, color=style.SOFT)
    return figure
