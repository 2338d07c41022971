"""The badge of a figure: a phrase that says what computed it, and the facts behind a click."""

import datetime
import re

from nlp_core.provenance import (
    Computed,
    Downloaded,
    Measured,
    Provenance,
    Published,
    Shipped,
    TrainedHere,
)
from pages.kit.language import language, t
from pages.kit.prose import escape, sections

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ICONS = {
    Computed: ":material/function:",
    Measured: ":material/timer:",
    TrainedHere: ":material/model_training:",
    Shipped: ":material/inventory_2:",
    Published: ":material/menu_book:",
    Downloaded: ":material/cloud_download:",
}


def label(provenances: tuple[Provenance, ...]) -> str:
    """The phrases of a figure's origins, one line."""
    phrases = list(dict.fromkeys(phrase(one) for one in provenances))
    return " + ".join(phrases)


def phrase(provenance: Provenance) -> str:
    """What computed a figure, in a few words."""
    match provenance:
        case Computed():
            return t("식으로 정확히 계산", "computed exactly")
        case Measured():
            return t("지금 이 서버에서 측정", "measured here, now")
        case TrainedHere():
            return t(
                f"이 서버에서 학습 · 시드 {provenance.seed}",
                f"trained here, seed {provenance.seed}",
            )
        case Shipped():
            return _shipped(provenance)
        case Published():
            return t("논문에 실린 값: ", "published: ") + escape(_short(provenance.citation))
        case Downloaded():
            return t("공개 체크포인트: ", "published checkpoint: ") + escape(provenance.name)


def details(provenance: Provenance) -> str:
    """The facts behind a phrase as a Markdown list."""
    facts: list[tuple[str, str]] = []
    match provenance:
        case Computed():
            facts = [(t("계산", "computed"), t("지금, 이 화면을 위해", "now, for this page"))]
        case Measured():
            facts = [(t("장치", "device"), device(provenance.device))]
        case TrainedHere() | Shipped():
            facts = [
                (t("학습 이름", "run"), provenance.run_id),
                (t("장치", "device"), device(provenance.device)),
                *_training(provenance.seed, provenance.steps, provenance.seconds),
            ]
            if isinstance(provenance, Shipped):
                facts += [(t("데이터", "data"), _data(provenance))]
                facts += [(t("날짜", "date"), provenance.date)]
        case Published():
            where = escape(provenance.citation)
            return f"- [{where}]({provenance.url})" if provenance.url else f"- {where}"
        case Downloaded():
            facts = [
                (t("이름", "name"), provenance.name),
                (t("커밋", "commit"), provenance.commit[:12]),
                (t("라이선스", "licence"), provenance.licence),
            ]
    return "\n".join(f"- {name}: {escape(fact)}" for name, fact in facts if fact)


def duration(seconds: float) -> str:
    """Seconds in words short enough for a badge."""
    if seconds < 90:
        return t(f"{seconds:.0f}초", f"{seconds:.0f} s")
    return t(f"{seconds / 60:.0f}분", f"{seconds / 60:.0f} min")


def device(name: str) -> str:
    """A device's name in the learner's language: ``CPU, 2 threads`` or a GPU's own name."""
    return re.sub(r"(\d+) threads?", t(r"스레드 \1개", r"\g<0>"), name)


def _data(provenance: Shipped) -> str:
    """What a shipped run learned from, in the learner's language where the prose has it."""
    named = sections("kit", language()).get(f"data-{provenance.run_id.rsplit('-', 1)[0]}")
    return named.body if named else provenance.data


def _shipped(provenance: Shipped) -> str:
    """Such as ``shipped · trained 23 Nov, 77 s on CPU``."""
    day = _day(provenance.date)
    device = "CPU" if provenance.device.startswith("CPU") else provenance.device
    took = duration(provenance.seconds) if provenance.seconds else ""
    facts_ko = ", ".join(fact for fact in (day, f"{device} {took}".strip()) if fact)
    if not provenance.seconds:
        return t("미리 측정", "shipped · measured") + (f" · {day}" if day else "")
    on = f"{took} on {device}" if device else took
    facts_en = ", ".join(fact for fact in (day, on) if fact)
    return t(f"미리 학습 · {facts_ko}", f"shipped · trained {facts_en}")


def _day(date: str | None) -> str:
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return ""
    return t(f"{day.month}월 {day.day}일", f"{day.day} {MONTHS[day.month - 1]}")


def _training(seed: int | None, steps: int | None, seconds: float | None) -> list[tuple[str, str]]:
    return [
        (t("시드", "seed"), "" if seed is None else str(seed)),
        (t("스텝", "steps"), f"{steps:,}" if steps else ""),
        (t("걸린 시간", "time"), duration(seconds) if seconds else ""),
    ]


def _short(citation: str) -> str:
    """A citation's authors and year, if it opens with them: what stands before a comma or colon."""
    return citation.split(":")[0].split(",")[0].strip()[:60]
