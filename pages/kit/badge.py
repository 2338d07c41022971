"""The badge under a figure: what computed it, where, and with which seed."""

from nlp_core.provenance import Computed, Measured, Provenance, Published, Shipped, TrainedHere
from pages.kit.language import t
from pages.kit.prose import escape


def badge(provenance: Provenance) -> str:
    """One provenance as a coloured Markdown badge with the facts behind it."""
    match provenance:
        case Computed():
            return f":gray-badge[:material/function: {t('식으로 정확히 계산', 'Computed exactly')}]"
        case Measured():
            title = t("이 기계에서 지금 측정", "Measured here, now")
            return f":gray-badge[:material/timer: {title}] {escape(provenance.device)}"
        case TrainedHere():
            facts = _training(provenance.seed, provenance.steps, provenance.seconds)
            title = t("이 서버에서 학습", "Trained here")
            return f":violet-badge[:material/model_training: {title}] {facts} · {provenance.device}"
        case Shipped():
            facts = _training(provenance.seed, provenance.steps, provenance.seconds)
            title = t("함께 배포된 결과", "Shipped with the site")
            parts = [provenance.run_id, provenance.data, facts, provenance.device, provenance.date]
            words = " · ".join(escape(part) for part in parts if part)
            return f":blue-badge[:material/inventory_2: {title}] {words}"
        case Published():
            title = t("논문에 실린 값", "Published")
            where = escape(provenance.citation)
            if provenance.url:
                where = f"[{where}]({provenance.url})"
            return f":orange-badge[:material/menu_book: {title}] {where}"


def _training(seed: int | None, steps: int | None, seconds: float | None) -> str:
    facts = []
    if seed is not None:
        facts.append(t(f"시드 {seed}", f"seed {seed}"))
    if steps:
        facts.append(t(f"{steps:,}스텝", f"{steps:,} steps"))
    if seconds:
        facts.append(duration(seconds))
    return ", ".join(facts)


def duration(seconds: float) -> str:
    """Seconds in words short enough for a badge."""
    if seconds < 90:
        return t(f"{seconds:.0f}초", f"{seconds:.0f} s")
    return t(f"{seconds / 60:.0f}분", f"{seconds / 60:.0f} min")
