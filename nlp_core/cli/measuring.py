"""``measure``."""

import argparse

from nlp_core.cli.stores import writable_store
from nlp_core.cli.trouble import Trouble
from nlp_core.measurements import results


def add_measure(parser: argparse.ArgumentParser) -> None:
    """``measure <name>``."""
    parser.add_argument("name", choices=results.MEASUREMENTS, help="what is measured")
    parser.set_defaults(run=_measure)


def _measure(options: argparse.Namespace) -> None:
    """Measure, and store the numbers where the pages read them."""
    writable_store(results.RESULTS)
    try:
        path = results.measure(options.name)
    except OSError as error:
        raise Trouble(f"{options.name} cannot be measured: {error}") from error
    print(path)
