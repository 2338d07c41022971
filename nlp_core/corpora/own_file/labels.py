"""Labels that differ only in case or spaces are one."""

import unicodedata
from collections import Counter
from collections.abc import Sequence


def merged_labels(cells: Sequence[str]) -> list[str]:
    """A label for each cell: of those that differ by case, spaces or composition, the commonest.

    >>> merged_labels(["Pos", "pos ", "neg", "pos"])
    ['pos', 'pos', 'neg', 'pos']
    """
    plain = {cell: " ".join(unicodedata.normalize("NFC", cell).split()) for cell in set(cells)}
    written = Counter(plain[cell] for cell in cells)
    chosen: dict[str, str] = {}
    for label, _ in written.most_common():
        chosen.setdefault(label.casefold(), label)
    return [chosen[plain[cell].casefold()] for cell in cells]
