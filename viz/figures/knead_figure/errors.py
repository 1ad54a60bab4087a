"""What is told to the user in one line."""

import difflib


class FigureError(Exception):
    """A problem for the user; the text is the whole line. `status` is the exit code."""

    def __init__(self, text, status=2):
        super().__init__(text)
        self.status = status


def did_you_mean(name, names):
    near = difflib.get_close_matches(name, names, 1)
    return f"; did you mean '{near[0]}'?" if near else ""
