"""Names, titles and units as one reads them in a paper, made from what the files say."""

import re
import textwrap

GREEK = {"NF-kB": "NF-κB", "IkBa": "IκBα", "PGC-1a": "PGC-1α", "TGF-b": "TGF-β"}
# Where the model's own meaning says how it is measured and not what it is called.
NAMES = {"swelling": "swelling", "leucocytes": "leucocytes", "pgc1a_protein": "PGC-1α protein",
         "mitochondrial_volume_density": "mitochondrial volume density"}
HOW_MEASURED = ("x ", "of ", "0 to 10", "wet weight", "free and bound")  # what a meaning may end with
SPELT_UNITS = {"minutes": "min", "hours": "h", "days": "d"}  # axes that are called by their unit


def pretty_unit(unit):
    unit = re.sub(r"\bu(?=[A-Zgmls])", "µ", unit).replace("mm3", "mm³")
    return re.sub(r"^count/", "per ", unit)


def capital(text):
    """With a capital, unless it begins as p65 does."""
    return text if re.match(r"[a-z]\d", text) else text[:1].upper() + text[1:]


def quantity(id, meaning, unit):
    """(name, unit in words): ("isometric force", "% of that of the healthy muscle")."""
    for plain, greek in GREEK.items():
        meaning = meaning.replace(plain, greek)
    name, of_what = meaning.split(";")[0], ""
    if ", " in name and name.partition(", ")[2].startswith(HOW_MEASURED):
        name, _, of_what = name.partition(", ")
    of_what = re.sub(r"^x ", "× ", of_what)
    if unit == "1":
        said = of_what if of_what[:1] in ("×", "0") else f"fraction {of_what}"
    else:
        said = pretty_unit(unit) + (f" {of_what}" if of_what.startswith(("of ", "wet ")) else "")
    return NAMES.get(id, name), said.strip()


def split_outcome(text):
    """("force", "at", "24 h") of "force.at(24 h)"."""
    id, _, rest = text.partition(".")
    reducer, _, argument = rest.partition("(")
    return id, reducer, argument.rstrip(")")


def outcome_title(text, name):
    """An outcome in words, its observable's name given."""
    _, reducer, argument = split_outcome(text)
    return capital({
        "peak": f"peak {name}",
        "minimum": f"lowest {name}",
        "area": f"{name} summed over the study (area under its course)",
        "end": f"{name} at the end of the study",
        "at": f"{name} {argument} after the bout",
        "days_to": f"time until {name} is back at {argument} of its first value",
    }.get(reducer, f"{name}: {reducer} {argument}".strip()))


def difference_unit(text, outcome_unit, unit_words):
    """The unit of a difference of an outcome; `unit_words` is that of its observable."""
    _, reducer, _ = split_outcome(text)
    if reducer == "days_to":
        return "days"
    unit = "points" if unit_words == "0 to 10" else unit_words
    if reducer == "area":
        return f"{unit.split(' of ')[0]} × h" if unit != "fraction" else pretty_unit(outcome_unit)
    return unit


def axis_title(name, unit, load, after_exercise):
    """("massage start", "Massage start (h after exercise)") of the axis `start` that changes a massage."""
    parts = name.split(".")
    key = parts[-1].replace("_", " ")
    if len(parts) > 3:  # a whole path: of which load, and in which arm
        title = f"{parts[-2]} {key}" + (f" of {parts[1]}" if parts[0] == "arms" else "")
    else:
        title = f"{load} {key}".strip().replace("_", " ")
    after = " after exercise" if after_exercise and parts[-1] == "start" else ""
    unit = "" if unit in ("", "1") or SPELT_UNITS.get(name) == unit else f" ({pretty_unit(unit)}{after})"
    return title, capital(title) + unit


def rounded(label):
    """Numbers as one says them: "9.31 kPa" of "9.306048591020996 kPa"."""
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number.group()):.3g}", label)


def option_in_words(label):
    """"start 0 h, pressure 9.31 kPa" of "start=0 h, pressure=9.306048591020996 kPa"."""
    return rounded(label).replace("=", " ").replace("_", " ")


def label_on_axis(name, unit, label):
    """What a line of one value on an axis is called: "daily", "10 min", "pressure 5 kPa"."""
    speaks_for_itself = not unit or SPELT_UNITS.get(name) == unit
    said = rounded(label)
    return (said if speaks_for_itself else f"{name.split('.')[-1]} {said}").replace("_", " ")


def sessions(options):
    few, many = min(each.sessions for each in options), max(each.sessions for each in options)
    return f"{few} session{'' if few == 1 else 's'}" if few == many else f"{few} to {many} sessions"


def file_stem(text):
    """A name for a file: "force.days_to_90" of "force.days_to(90 %)"."""
    return re.sub(r"[^\w.-]+", "_", text).strip("_")


def parameters_of(posteriors):
    """What the intervals hold, by the names of the posteriors that subjects have their draws from."""
    if posteriors == ["none"]:
        return "Parameters are at their defaults, or as the study sets them; their uncertainty is not in the intervals."
    if len(posteriors) == 1:
        return (f"Each subject has its own draw of the posterior {posteriors[0]}: the intervals hold how people differ "
                "and how uncertain the model is.")
    return f"Options differ in their posterior ({', '.join(posteriors)}): `knead compare` says what that does."


def wrapped(text, width):
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))
