"""Try many addresses on every lesson: no exception, no traceback, nothing unescaped, nothing slow.

python -m tests.fuzz                            10,000 cases a lesson, each in its own process
python -m tests.fuzz --cases 200 --lesson bpe   a few, of one lesson
"""

import argparse
import json
import math
import multiprocessing
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from pages.kit.curriculum import LESSONS
from tests.fuzz.drive import TITLES, Report, fuzz

SLUGS = [*(one.slug for one in LESSONS), "home"]
SHOWN = 5  # findings of one kind and lesson that are written out


def main() -> int:
    """1 where anything was found."""
    wanted = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    wanted.formatter_class = argparse.RawDescriptionHelpFormatter
    wanted.add_argument("--cases", type=int, default=10_000, help="of each lesson")
    wanted.add_argument("--lesson", choices=SLUGS, help="one lesson alone")
    wanted.add_argument("--minutes", type=float, default=math.inf, help="at most, for each lesson")
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--jobs", type=int, default=1, help="lessons at a time")
    asked = wanted.parse_args()
    slugs = [asked.lesson] if asked.lesson else SLUGS
    work = [(slug, asked.cases, asked.seed, asked.minutes) for slug in slugs]
    began = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(asked.jobs, context, max_tasks_per_child=1) as pool:
        reports = []
        for report in pool.map(fuzz, *zip(*work, strict=True)):
            reports.append(report)
            _tell(report)
    _table([TITLES, *(report.row() for report in reports)])
    print(f"\n{time.perf_counter() - began:.0f} s, seed {asked.seed}")
    return int(any(report.findings for report in reports))


def _tell(report: Report) -> None:
    """A lesson that is done, with its findings, before the others are."""
    row = zip(TITLES, report.row(), strict=True)
    print(" · ".join(f"{title} {value}" for title, value in row))
    shown: Counter[str] = Counter()
    for one in report.findings:
        shown[one.kind] += 1
        if shown[one.kind] <= SHOWN:
            where = json.dumps({"lang": one.language, **one.address}, ensure_ascii=False)
            line = f"{report.slug} · {one.kind} · {one.what}\n    {where[:2000]}"
            print(line.encode(errors="backslashreplace").decode())
    sys.stdout.flush()


def _table(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
