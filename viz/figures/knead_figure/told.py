"""The words on the figures of one result."""

from dataclasses import dataclass

from knead_figure import style, words


@dataclass(frozen=True)
class Told:
    """What the figures of one outcome say."""

    title: str
    unit: str  # of differences
    axis_titles: dict
    result: str
    reference: str  # in words
    subjects: int
    notes: tuple = ()  # of the whole result

    def intervals(self, outcome, what="median and 95 % interval"):
        of = f" of the paired differences over {style.over_subjects(self.subjects)}"
        return f"{self.result}: {what}{of}; {outcome.better} is better"


SHORT = 24  # letters of a reference that can be said anywhere


def reference_of(label, posteriors):
    """(what the figures call it, the notes that say more)."""
    said, held = words.option_in_words(label), words.parameters_of(posteriors)
    return (said, (held,)) if len(said) <= SHORT else ("the reference", (f"The reference is {said}.", held))


class Words:
    """Of a result: its quantities, axes and outcomes."""

    def __init__(self, results, axes=()):
        self.results = results
        self.after_exercise = results.bout_ends_at_zero()
        self.axis_names, self.axis_titles = {}, {}
        for axis in axes:
            said = words.axis_title(axis.name, axis.unit, results.load_of(axis.name), self.after_exercise)
            self.axis_names[axis.name], self.axis_titles[axis.name] = said

    def quantity(self, id):
        unit = self.results.unit(id) if id in self.results.series else "1"
        return words.quantity(id, self.results.meaning(id), unit)

    def of(self, comparison, outcome):
        id, reducer, _ = words.split_outcome(outcome.text)
        unit = outcome.unit if reducer not in ("area", "days_to") else outcome.unit.removesuffix("h").strip() or "1"
        name, unit_words = words.quantity(id, self.results.meaning(id), unit)
        reference, notes = reference_of(comparison.reference, self.results.posteriors)
        return Told(words.outcome_title(outcome.text, name),
                    words.difference_unit(outcome.text, outcome.unit, unit_words), self.axis_titles, comparison.name,
                    reference, comparison.subjects, notes)
