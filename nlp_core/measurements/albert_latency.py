"""How long a BERT-base and an ALBERT-base take to read, and how large their files are.

Both are untrained: what is measured depends on the sizes alone. It takes a minute of one core.
"""

from dataclasses import asdict
from typing import Any

from nlp_core.experiments.albert import latency
from nlp_core.experiments.albert.sizes import BASE


def measure() -> dict[str, Any]:
    """Processor seconds of each reading, and bytes."""
    found = latency.measured(BASE)
    return {
        "data": "none: random tokens (Apache-2.0)",
        "seeds": [0],
        "size": asdict(BASE),
        "tokens": latency.TOKENS,
        **asdict(found),
    }
