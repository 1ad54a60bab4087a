"""What `knead compare` says of a result, from its JSON: options with their differences to the reference."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field

import numpy as np

from knead_figure.errors import FigureError


@dataclass(frozen=True)
class Estimate:
    """An outcome of an option over the subjects; NaN where there is none."""

    n: int
    reached: int
    difference: float
    low: float
    high: float

    @property
    def includes_zero(self):
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Option:
    label: str
    arm: str
    labels: dict  # axis: as written
    numbers: dict  # axis: in its unit, NaN for words
    sessions: int
    estimates: dict = field(default_factory=dict)  # outcome: Estimate
    is_reference: bool = False


@dataclass(frozen=True)
class Axis:
    name: str
    unit: str  # empty for words, 1 for plain numbers


@dataclass(frozen=True)
class Outcome:
    text: str
    unit: str
    better: str  # less or more


class Comparison:
    def __init__(self, read):
        self.name = read.get("sweep", read.get("study"))
        self.subjects, self.reference = read["subjects"], read["reference"]
        self.outcomes = [Outcome(each["outcome"], each["unit"], each["better"]) for each in read["outcomes"]]
        self.options = [_option(each) for group in read["groups"] for each in group["candidates"]]
        self.reference_arm = read["groups"][0]["reference"]["arm"]
        if any(option.arm == self.reference_arm for option in self.options) and read["axes"]:
            # A sweep of one arm: its reference is one of its points, with no difference to itself.
            self.options.insert(0, _reference(read["groups"][0]["reference"]))
        self.axes = [Axis(each["name"], each["unit"]) for each in read["axes"]
                     if len({option.labels[each["name"]] for option in self.options}) > 1]

    @property
    def numeric_axes(self):
        return [axis for axis in self.axes if axis.unit and
                len({option.numbers[axis.name] for option in self.options}) > 1]

    def combinations(self, *along):
        """The options by their arm and what they have on all axes but those of these names, in the order of the
        sweep."""
        others = [axis.name for axis in self.axes if axis.name not in along]
        found = {}
        for option in self.options:
            found.setdefault((*(option.labels[name] for name in others), option.arm), []).append(option)
        return list(found.values())

    @property
    def has_several_arms(self):
        return len({option.arm for option in self.options}) > 1


def _number(value):
    return np.nan if value is None else float(value)


def _option(read):
    estimates = {text: Estimate(each["n"], each["reached"], *(_number(each[x]) for x in ("difference", "low", "high")))
                 for text, each in read["outcomes"].items()}
    return Option(read["label"], read["arm"], {name: at["label"] for name, at in read["axes"].items()},
                  {name: _number(at["number"]) for name, at in read["axes"].items()}, read["sessions"], estimates)


def _reference(read):
    option = _option(read)
    zero = {text: Estimate(each.n, each.reached, 0.0, 0.0, 0.0) for text, each in option.estimates.items()}
    return Option(option.label, option.arm, option.labels, option.numbers, option.sessions, zero, True)


def find_knead(beside):
    """The program knead: in the folder, else on the path."""
    near = os.path.join(beside, "knead")
    found = near if os.access(near, os.X_OK) and os.path.isfile(near) else shutil.which("knead")
    if not found:
        raise FigureError(f"knead-figure: error: no program knead in {beside} nor on the path; expected one of them")
    return found


def compare(knead, path, outcomes=(), against=None):
    """Asks knead. Throws FigureError with its words and exit code."""
    with tempfile.TemporaryDirectory() as folder:
        answer = os.path.join(folder, "comparison.json")
        line = [knead, "compare", path, "--json", answer]
        for outcome in outcomes:
            line += ["--outcome", outcome]
        if against is not None:
            line += ["--against", against]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip() or f"knead-figure: error: `knead compare {path}` ended with {done.returncode}"
            raise FigureError(said, done.returncode if done.returncode > 0 else 1)
        with open(answer, encoding="utf-8") as file:
            return Comparison(json.load(file))
