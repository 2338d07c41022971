"""``list`` and ``data``: what is here, shipped or cached."""

import argparse

from nlp_core.cli.trouble import MISUSED, Trouble
from nlp_core.corpora.public import CORPORA, fetch, find
from nlp_core.places import MODELS, cache_place


def add_list(parser: argparse.ArgumentParser) -> None:
    """``list``."""
    parser.set_defaults(run=_list)


def add_data(parser: argparse.ArgumentParser) -> None:
    """``data list|fetch [corpus ...]``."""
    parser.add_argument("action", choices=["list", "fetch"], help="say where they are, or download")
    names = ", ".join(CORPORA)
    parser.add_argument("names", nargs="*", metavar="corpus", help=f"{names}; all if none is named")
    parser.set_defaults(run=_data)


def _list(options: argparse.Namespace) -> None:
    from nlp_core.cli.stores import explained, store_at

    for name, place in (("shipped", str(MODELS)), ("cache", cache_place())):
        with explained(place, "read"):
            cards = list(store_at(place).cards())
        for card in cards:
            print(
                f"{name:8} {card['run_id']:32} {card['parameters']:>10,} parameters "
                f"{card['seconds']:>8.1f} s  {card['device']}  {card['date']}  {card['metrics']}"
            )


def _data(options: argparse.Namespace) -> None:
    """List the public corpora and where they are, or download them at their pinned revisions."""
    for name in options.names:
        if name not in CORPORA:
            raise Trouble(f"corpus must be one of {', '.join(CORPORA)}, not {name!r:.60}", MISUSED)
    for name in options.names or CORPORA:
        one = CORPORA[name]
        if options.action == "list":
            print(f"{name:18} {one.size:33} {one.licence:37} {find(name) or 'not here'}")
            continue
        try:
            print(f"{name}: {fetch(name)}", flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Trouble(f"{name} cannot be downloaded: {error}") from error
