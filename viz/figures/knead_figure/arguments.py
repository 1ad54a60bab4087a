"""The command line."""

import argparse

from knead_figure.errors import FigureError

EXAMPLES = """
What is drawn, as far as the result has it:
  OUTCOME_by_AXIS      difference to the reference along each numeric axis of a sweep
  OUTCOME_map_AXES     the same over each two numeric axes
  OUTCOME_by_option    the same for arms of a run (with --outcome), or a sweep over words alone
  ID_courses           series in time
  A_against_B          with --trade-off: two outcomes against each other, an option a cross

Examples:
  knead figure results/timing.h5 -o figures
  knead figure results/timing.h5 -o figures --outcome soreness.area --outcome "force.days_to(90 %)"
  knead figure results/training_treatments.h5 -o figures --trade-off soreness.area mitochondrial_function.end
  knead figure results/crane2012.h5 -o figures --series il6_protein --format pdf
"""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise FigureError(f"knead-figure: error: {message} (`knead figure --help` tells more)")


def parse_arguments(argv):
    about = "Draw the figures of a results file of `knead run` or `knead sweep`."
    parser = Parser(prog="knead figure", description=about, epilog=EXAMPLES,
                    formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    add = parser.add_argument
    add("result", metavar="RESULT.h5", help="results file of a run or a sweep")
    add("-o", "--output", required=True, metavar="FOLDER", help="folder for the figures; made if there is none")
    add("--outcome", action="append", default=[], metavar="ID.REDUCER", dest="outcomes",
        help="as `knead compare` takes it; may be repeated (default: all of the sweep)")
    add("--trade-off", nargs=2, metavar="ID.REDUCER", default=[],
        help="two outcomes, the second drawn against the first; no other figure is drawn")
    add("--against", metavar="NAME", help="what is compared with, as `knead compare` takes it")
    add("--series", action="append", default=[], metavar="ID",
        help="courses to draw; may be repeated (default: soreness, force, ck_plasma, p65_nuclear)")
    add("--format", choices=("png", "pdf", "svg"), default="png", help="default: png")
    return parser.parse_args(argv)
