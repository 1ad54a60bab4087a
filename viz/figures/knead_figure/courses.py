"""ID_courses: a series in time, as medians over subjects, and its paired difference to the reference arm."""

import warnings
from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import MaxNLocator

from knead_figure import style, words
from knead_figure.told import reference_of

USUAL = ["soreness", "force", "ck_plasma", "p65_nuclear"]
MOST_POINTS = 8
DASHES = (0, (3, 2))
COLOURS, AGAIN = len(style.LINES), ["-", (0, (1, 1)), (0, (4, 1, 1, 1))]  # of more lines than colours
DAYS_FROM = 72  # h; longer studies are told in days


@dataclass(frozen=True)
class Course:
    """[subject, time] of an arm, and of the same people's reference arm (None if it is the reference)."""

    label: str
    values: np.ndarray
    reference: np.ndarray = None
    treated: np.ndarray = None  # [time]; where it has loads that the reference has not


@dataclass(frozen=True)
class Chosen:
    """What is drawn: legs as (label, points, arm, their reference's points)."""

    legs: list
    reference_arm: str
    reference: str  # in words
    title: str = ""  # of the legend
    notes: tuple = ()
    ordered: bool = False  # along an axis


def spread(items, most=MOST_POINTS):
    """At most so many, evenly spread, with both ends."""
    if len(items) <= most:
        return list(items)
    return [items[i] for i in np.unique(np.linspace(0, len(items) - 1, most).round().astype(int))]


def quantiles(values, percents=(2.5, 50, 97.5)):
    """Over subjects, at each time; NaN where nobody has a value."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanpercentile(values, percents, axis=0)


def end_of_change(time, curves, still=0.02, early=0.25):
    """The end of the time axis: the last time; or, where all curves are still (within a share of their range) after an
    early part of the study, twice that."""
    last = 0
    for curve in curves:
        range_ = np.nanmax(curve, initial=-np.inf) - np.nanmin(curve, initial=np.inf)
        moved = np.flatnonzero(np.abs(curve - curve[-1]) > still * range_)
        last = max(last, moved[-1] if moved.size else 0)
    span = time[last] - time[0]
    if not 0 < span < early * (time[-1] - time[0]):
        return time[-1]
    return time[np.searchsorted(time, time[0] + 2 * span)]


def choose_arms(results, reference_arm):
    """All arms of a run."""
    legs = [(arm.replace("_", " "), [0], arm, [0]) for arm in results.arms if arm != reference_arm]
    return Chosen(legs, reference_arm, words.option_in_words(reference_arm), notes=(words.parameters_of(results.posteriors),))


def choose_points(results, comparison, told):
    """Options along a sweep's first numeric axis, the others held at their first values."""
    if not comparison.axes:
        return choose_arms(results, comparison.reference_arm)
    axis = (comparison.numeric_axes or comparison.axes)[0]
    candidates = [[option for option in each if not option.is_reference] for each in comparison.combinations(axis.name)]
    candidates = [each for each in candidates if each]
    varied = [each for each in candidates if any(option.estimates != each[0].estimates for option in each)]
    options = (varied or candidates)[0]  # an arm may be the same all along the axis
    if axis.unit:
        options.sort(key=lambda option: option.numbers[axis.name])
    shown = spread(options)
    notes = []
    held = [f"{told.axis_names[each.name]}: {words.rounded(options[0].labels[each.name])}"
            for each in comparison.axes if each != axis]
    if comparison.has_several_arms:
        held.append(f"arm: {options[0].arm.replace('_', ' ')}")
    if held:
        notes.append(f"Drawn for {'; '.join(held)}.")
    if len(shown) < len(options):
        notes.append(f"{len(shown)} of {len(options)} values are drawn.")
    one_arm = len(results.arms) == 1
    of_reference = results.points_at(comparison.options[0].labels) if one_arm else None
    legs = []
    for option in shown:
        points = results.points_at(option.labels)
        label = words.rounded(option.labels[axis.name]).replace("_", " ")
        legs.append((label, points, option.arm, of_reference or points))
    reference, more = reference_of(comparison.reference, results.posteriors)
    return Chosen(legs, comparison.reference_arm, reference, told.axis_names[axis.name], (*notes, *more),
                  bool(axis.unit))


def courses_of(results, chosen, id):
    """(the reference, the others). The reference is None where each has another, as after more or less exercise."""
    others, references = [], []
    loads = [each for each in results.series if each.startswith("load_")]
    for label, points, arm, reference_points in chosen.legs:
        reference = results.course(id, reference_points, chosen.reference_arm)
        treated = np.zeros(len(results.time), bool)
        for load in loads:
            own = results.course(load, points, arm)
            without = results.course(load, reference_points, chosen.reference_arm)
            treated |= ((own != without) & (own != 0)).any(axis=0)
        others.append(Course(label, results.course(id, points, arm), reference, treated))
        references.append(reference)
    if not others:
        return Course(chosen.reference, results.course(id, [0], chosen.reference_arm)), []
    same = all(np.array_equal(references[0], each, equal_nan=True) for each in references)
    return (Course(chosen.reference, references[0]) if same else None), others


def draw(results, chosen, id, told):
    reference, others = courses_of(results, chosen, id)
    name, unit = told.quantity(id)
    subjects = len((reference or others[0]).values)
    whole = [reference or Course("", others[0].reference), *others]
    until = end_of_change(results.time, [quantiles(course.values)[1] for course in whole])
    in_days = until - results.time[0] > DAYS_FROM
    time = results.time / (24 if in_days else 1)
    notes = [*chosen.notes]
    if until < results.time[-1]:
        notes.insert(0, "Later times are left out: the medians hardly change any more.")
    with_bands = len(others) <= 2
    whose = "" if with_bands else f" ({chosen.reference} only)"
    what = f"{results.name}: median over {style.over_subjects(subjects)}"
    what += f"; band: 2.5 to 97.5 percentiles{whose}" if with_bands or reference else ""
    below = f"; below: the median{' and band' if with_bands else ''} of each subject's difference" if others else ""
    height = 5.0 if others else 3.3
    figure = style.framed(7.6, height, words.capital(name), what + below, notes)
    panels = figure.subplots(2 if others else 1, 1, sharex=True, squeeze=False,
                             gridspec_kw={"height_ratios": [1.5, 1] if others else [1]})[:, 0]
    colours = style.along(len(others)) if chosen.ordered else [style.LINES[i % COLOURS] for i in range(len(others))]
    if reference:
        _draw_course(panels[0], time, reference.values, style.SOFT, True, reference.label, zorder=2)
    for i, (colour, course) in enumerate(zip(colours, others)):
        look = {"linestyle": "-" if chosen.ordered else AGAIN[i // COLOURS % len(AGAIN)], "zorder": 3}
        if not reference:
            _draw_course(panels[0], time, course.reference, colour, False, None, linestyle=DASHES, zorder=3)
        _draw_course(panels[0], time, course.values, colour, with_bands, course.label, **look)
        _draw_course(panels[1], time, course.values - course.reference, colour, with_bands, None, **look)
        _mark_treatments(panels[1], time[course.treated & (results.time <= until)], colour)
    panels[0].set_ylabel(words.wrapped(words.capital(name), 26) + "\n" + words.wrapped(f"({unit})", 26))
    if others:
        panels[1].axhline(0, color=style.SOFT, linewidth=1.2, zorder=2)
        panels[1].set_ylabel("Difference\n" + words.wrapped(f"from {chosen.reference}", 18))
        if not reference:
            panels[0].plot([], [], color=style.SOFT, linestyle=DASHES, label=chosen.reference)
        if any(course.treated.any() for course in others):
            panels[0].plot([], [], "^", markersize=5, color=style.SOFT, label="treatment")
        panels[0].legend(loc="upper left", bbox_to_anchor=(1.01, 1.03), title=words.capital(chosen.title) or None,
                         alignment="left", handlelength=1.6)
    _name_time(panels[-1], time[results.time <= until], in_days, told.after_exercise)
    return figure


def _draw_course(axes, time, values, colour, with_band, label, **look):
    low, middle, high = quantiles(values)
    if with_band:
        axes.fill_between(time, low, high, color=colour, alpha=0.16, linewidth=0, zorder=1)
    axes.plot(time, middle, color=colour, label=label, **look)


def _mark_treatments(axes, at, colour):
    marks, = axes.plot(at, np.full(len(at), 0.02), linestyle="none", marker="^", markersize=5, color=colour,
                       clip_on=False, transform=axes.get_xaxis_transform(), zorder=5)
    marks.set_in_layout(False)  # without any it would take up room


def _name_time(axes, time, in_days, after_exercise):
    axes.set_xlim(time[0], time[-1])
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True, steps=[1, 2, 3, 6, 10] if not in_days else None))
    axes.set_xlabel(f"Time {'after exercise ' if after_exercise else ''}({'d' if in_days else 'h'})")
