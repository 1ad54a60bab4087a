"""A_against_B: what each option does to one outcome against what it does to another, the reference at nothing."""

import numpy as np

from knead_figure import by_option, style, words

MOST_OPTIONS = len(style.LINES) * len(style.MARKERS)


def draw(comparison, across, up, told_across, told_up):
    """Medians of the paired differences with their 95 % intervals, a cross an option."""
    shown = [(label, option.estimates[across.text], option.estimates[up.text])
             for (label, _), option in zip(by_option.rows_of(comparison, across), comparison.options)][:MOST_OPTIONS]
    notes = list(told_across.notes)
    missing = [label for label, x, y in shown if not np.isfinite(x.difference + y.difference)]
    if missing:
        notes.insert(0, f"Not reached, and not drawn: {', '.join(missing)}.")
    if len(comparison.options) > MOST_OPTIONS:
        notes.insert(0, f"The first {MOST_OPTIONS} of {len(comparison.options)} options are drawn.")
    title = f"{told_up.title} against {told_across.title[:1].lower() + told_across.title[1:]}"
    figure = style.framed(7.6, 4.6, title, f"{comparison.name}: median and 95 % interval of the paired differences over "
                          f"{style.over_subjects(comparison.subjects)}", notes)
    axes = figure.add_subplot()
    axes.axhline(0, color=style.SOFT, linewidth=0.8, zorder=1)
    axes.axvline(0, color=style.SOFT, linewidth=0.8, zorder=1)
    axes.plot(0, 0, "o", color="white", markeredgecolor=style.INK, markersize=8, label=told_up.reference, zorder=2)
    for i, (label, x, y) in enumerate(shown):
        if label in missing:
            continue
        colour, marker = style.LINES[i % len(style.LINES)], style.MARKERS[(i + i // len(style.LINES)) % len(style.MARKERS)]
        axes.plot([x.low, x.high], [y.difference] * 2, color=colour, linewidth=1.4)
        axes.plot([x.difference] * 2, [y.low, y.high], color=colour, linewidth=1.4)
        axes.plot(x.difference, y.difference, marker, color=colour, markersize=7, label=label, linestyle="none")
    axes.margins(0.08)
    axes.set_xlabel(_label(told_across, "← better" if across.better == "less" else "better →", 60))
    axes.set_ylabel(_label(told_up, "← better" if up.better == "less" else "better →", 36))
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure


def _label(told, side, width):
    """`side` points along the axis: a label that is turned has its left below."""
    unit = f" ({told.unit})" if told.unit else ""
    return words.wrapped(f"{told.title}: difference{unit}", width) + f"\n{side}"
