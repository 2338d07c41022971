"""The figures of a classifier's trial on texts it has not seen."""

from collections.abc import Mapping, Sequence

from nlp_core.experiments.naive_bayes.evaluation import MODELS, Trial
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.matrix import confusion_matrix
from nlp_core.figures.palette import REFERENCE
from pages.kit.language import t


def _names() -> dict[str, str]:
    titles = (t("나이브 베이즈", "naive Bayes"), t("로지스틱 회귀", "logistic regression"))
    return dict(zip(MODELS, titles, strict=True))


def _majority(share: float) -> dict[str, float]:
    return {t("기준선: 많은 쪽으로 답하기", "baseline: most frequent"): share}


def learning_curve(trial: Trial) -> Figure:
    """Accuracy on held-out texts against the number of texts learned from, with bands."""
    return curves(
        [Series(name, trial.sizes, *trial.band(m), points=True) for m, name in _names().items()],
        x_title=t("학습한 글의 수(로그 눈금)", "texts learned from (log scale)"),
        y_title=t("정확도", "accuracy"),
        x_log=True,
        x_values=trial.sizes,
        references=_majority(trial.numbers()["majority"]),
    )


def accuracy_by_size(history: Sequence[Mapping], majority: float = 0.5) -> Figure:
    """Accuracy on held-out texts at each point of a training that has counted ever more texts."""
    points = [point for point in history if "accuracy" in point["metrics"]]
    sizes = [point["step"] for point in points]
    line = Series(
        _names()[MODELS[0]], sizes, [p["metrics"]["accuracy"] for p in points], points=True
    )
    return curves(
        [line],
        x_title=t("학습한 글의 수(로그 눈금)", "texts learned from (log scale)"),
        y_title=t("정확도", "accuracy"),
        x_log=True,
        references=_majority(majority),
    )


def confusion(trial: Trial, classes: Mapping[str, str]) -> Figure:
    """How naive Bayes judged the texts of each class."""
    return confusion_matrix(
        trial.confusion(MODELS[0]),
        [classes[c] for c in trial.classes],
        row_title=t("정답", "truth"),
        column_title=t("나이브 베이즈의 판정", "verdict of naive Bayes"),
        count_title=t("글 수", "texts"),
    )


def by_kind(trial: Trial, texts: Mapping[str, set[str]]) -> Figure:
    """Accuracy of naive Bayes on each kind of review."""
    kinds = {
        "": t("쉬운 리뷰", "plain"),
        "negation": t("부정 표현", "negation"),
        "sarcasm": t("비꼬는 말", "sarcasm"),
        "mixed": t("칭찬과 불만이 섞임", "praise and blame mixed"),
    }
    return named_bars(
        [kinds[kind] for kind in texts],
        [trial.accuracy_on(MODELS[0], some) for some in texts.values()],
        x_title=t("정확도", "accuracy"),
        name_title=t("리뷰의 종류", "kind of review"),
        domain=(0, 1),
        references=_majority(trial.numbers()["majority"]),
    )


def calibration(trial: Trial, label: str, name: str) -> Figure:
    """The probability claimed for a class against how often it was right."""
    diagonal = Series(t("말한 만큼", "as claimed"), [0, 1], [0, 1], colour=REFERENCE)
    found = [Series(n, *trial.calibration(m, label), points=True) for m, n in _names().items()]
    return curves(
        [*found, diagonal],
        x_title=t(f"모델이 말한 확률({name})", f"claimed probability of {name}"),
        y_title=t(f"실제 비율({name})", f"share that is {name}"),
        y_domain=(0, 1),
    )
