"""Where values stand on an axis: evenly spaced ones linear, others so that near ones can be told apart."""

import numpy as np

NEAR_ZERO = 0.4  # width of the stretch from 0 to the smallest other value, in decades


class Spacing:
    """`kind` is linear, log, or symlog: linear up to the value next to zero and logarithmic beyond."""

    def __init__(self, values):
        values = np.unique(np.asarray(values, float))
        sizes = np.abs(values[values != 0])
        self.smallest = sizes.min() if sizes.size else 1.0
        self.kind = _kind(values)

    def __call__(self, values):
        """Positions, in which distances are drawn true."""
        values = np.asarray(values, float)
        if self.kind == "linear":
            return values
        if self.kind == "log":
            return np.log10(values)
        beyond = np.log10(np.maximum(np.abs(values) / self.smallest, 1))
        return np.sign(values) * (NEAR_ZERO * np.minimum(np.abs(values) / self.smallest, 1) + beyond)


def _kind(values):
    if len(values) < 3 or _unevenness(values) <= 1.5:
        return "linear"
    if values[0] > 0 and _unevenness(np.log(values)) <= 2:
        return "log"
    if _unevenness(values) <= 3:
        return "linear"
    return "log" if values[0] > 0 else "symlog"


def _unevenness(values):
    steps = np.diff(values)
    return steps.max() / steps.min()


def edges(positions):
    """The borders of cells around ascending positions: half-way between them."""
    positions = np.asarray(positions, float)
    if len(positions) == 1:
        return positions[0] + np.array([-0.5, 0.5])
    middles = (positions[1:] + positions[:-1]) / 2
    return np.concatenate([[2 * positions[0] - middles[0]], middles, [2 * positions[-1] - middles[-1]]])


def tick_label(value):
    return (f"{value:.3g}" if abs(value) < 999.5 else f"{value:g}").replace("-", "−")


def show_ticks(axis, spacing, values, room=12):
    """True values on an axis; of many, some."""
    values = np.unique(values)
    every = -(-len(values) // room)
    axis.set_ticks(spacing(values[::every]), [tick_label(each) for each in values[::every]])
    axis.set_ticks(spacing(values), minor=True)
