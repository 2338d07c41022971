"""A prompt and its answer: lines as they are typed, then a box a written character."""

from collections.abc import Sequence

from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.figures.small.sketch import WIDTH, Sketch, shortened

LINE = 26
BOX = 30


def answered(
    examples: Sequence[tuple[str, str]],
    question: str,
    steps: Sequence[str],
    confidence: Sequence[float],
) -> str:
    """Examples and question as ``word > answer`` lines; under them the answer, a box a step.

    The surer the step, the deeper its box; a bar under it gives the probability.
    """
    sheet = Sketch(LINE * (len(examples) + 1) + 62)
    for i, (word, result) in enumerate([*examples, (question, "")]):
        y = i * LINE + 18
        sheet.text(8, y, shortened(word, 112), bold=not result)
        sheet.text(136, y, ">", anchor="middle", faint=True)
        sheet.text(152, y, shortened(result, WIDTH - 156))
    side = min(BOX, (WIDTH - 8) / max(len(steps), 1))
    top = LINE * (len(examples) + 1) + 8
    for i, (step, sure) in enumerate(zip(steps, confidence, strict=True)):
        x = 4 + i * side
        sheet.rect(
            x + 1, top, side - 2, BOX, fill=LEARNED, opacity=0.08 + 0.5 * sure, stroke=LEARNED
        )
        sheet.text(x + side / 2, top + 20, step, anchor="middle", bold=True)
        sheet.rect(x + 2, top + BOX + 6, side - 4, 5, fill=FIXED, opacity=0.25)
        sheet.rect(x + 2, top + BOX + 6, (side - 4) * sure, 5, fill=LEARNED)
    return sheet.svg()
