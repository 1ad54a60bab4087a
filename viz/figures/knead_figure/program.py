"""From the command line to the files."""

import itertools
import os
import sys

import matplotlib

from knead_figure import by_axis, by_option, courses, maps, trade_off, words
from knead_figure.arguments import parse_arguments
from knead_figure.comparison import compare, find_knead
from knead_figure.errors import FigureError, did_you_mean
from knead_figure.results import Results
from knead_figure.told import Words


def run(argv, beside):
    """Returns the exit code."""
    matplotlib.use("Agg")
    try:
        draw_all(parse_arguments(argv), beside)
    except FigureError as error:
        print(error, file=sys.stderr)
        return error.status
    return 0


def draw_all(options, beside):
    results = Results(options.result)
    if options.trade_off:
        draw_trade_off(results, options, beside)
        return
    series = chosen_series(results, options.series)
    comparison = comparison_of(results, options, beside)
    reference = comparison.reference_arm if comparison else results.arms[0]
    figures = list(figures_of(results, comparison, reference, series, options))
    if not figures:
        raise FigureError(f"{options.result}: error: none of {', '.join(courses.USUAL)} in it; expected a --series")
    make_folder(options.output)
    for stem, draw in figures:
        save(draw(), os.path.join(options.output, f"{stem}.{options.format}"))
    if not series:
        print(f"{options.result}: no series in it (only outcomes are kept): no courses are drawn", file=sys.stderr)


def draw_trade_off(results, options, beside):
    if len(set(options.trade_off)) < 2:
        raise FigureError(f"--trade-off: error: {options.trade_off[0]} twice; expected two outcomes")
    comparison = compare(find_knead(beside), options.result, options.trade_off, options.against)
    told, (across, up) = Words(results, comparison.axes), comparison.outcomes
    figure = trade_off.draw(comparison, across, up, told.of(comparison, across), told.of(comparison, up))
    make_folder(options.output)
    save(figure, os.path.join(options.output, f"{words.file_stem(up.text)}_against_{words.file_stem(across.text)}."
                                              f"{options.format}"))


def chosen_series(results, asked):
    for id in asked:
        if not results.series:
            raise FigureError(f"{results.path}: error: no series '{id}' in it: only outcomes are kept")
        if id not in results.series:
            raise FigureError(f"{results.path}: error: no series '{id}' in it{did_you_mean(id, results.series)}")
    return list(dict.fromkeys(asked)) or [id for id in courses.USUAL if id in results.series]


def comparison_of(results, options, beside):
    """What `knead compare` says; None for a run of which only courses are asked and that cannot be compared."""
    try:
        return compare(find_knead(beside), options.result, options.outcomes, options.against)
    except FigureError:
        if results.kind == "sweep" or options.outcomes or options.against is not None:
            raise
        return None


def figures_of(results, comparison, reference, series, options):
    """(file's stem, function that draws it) of all there is to draw."""
    told = Words(results, comparison.axes if comparison else ())
    if comparison and (results.kind == "sweep" or options.outcomes):
        yield from outcome_figures(comparison, told)
    if not series:
        return
    if not comparison or results.kind == "run":
        chosen = courses.choose_arms(results, reference)
    else:
        chosen = courses.choose_points(results, comparison, told)
    for id in series:
        yield f"{words.file_stem(id)}_courses", lambda id=id: courses.draw(results, chosen, id, told)


def outcome_figures(comparison, told):
    numeric = comparison.numeric_axes
    for outcome in comparison.outcomes:
        said, stem = told.of(comparison, outcome), words.file_stem(outcome.text)
        for axis in numeric:
            yield (f"{stem}_by_{words.file_stem(axis.name)}",
                   lambda axis=axis, outcome=outcome, said=said: by_axis.draw(comparison, axis, outcome, said))
        for pair in itertools.combinations(numeric, 2):
            names = "_".join(words.file_stem(axis.name) for axis in pair)
            yield (f"{stem}_map_{names}",
                   lambda pair=pair, outcome=outcome, said=said: maps.draw(comparison, *pair, outcome, said))
        if not numeric:
            yield f"{stem}_by_option", lambda outcome=outcome, said=said: by_option.draw(comparison, outcome, said)


def make_folder(folder):
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise FigureError(f"{folder}: error: the folder cannot be made ({error.strerror})") from None


def save(figure, path):
    part = path + ".part"
    kind = os.path.splitext(path)[1][1:]
    metadata = {"png": {"Software": "knead figure"}, "pdf": {"CreationDate": None}, "svg": {"Date": None}}[kind]
    try:
        figure.savefig(part, format=kind, metadata=metadata)
        os.replace(part, path)
    except OSError as error:
        raise FigureError(f"{path}: error: cannot be written ({error.strerror})") from None
    print(path, flush=True)
