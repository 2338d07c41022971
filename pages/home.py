"""The map: the parts of the course, its lessons in a line each, and what builds on what."""

import streamlit as st

from pages.kit import address
from pages.kit.curriculum import LESSONS, PARTS, lesson, page_file
from pages.kit.language import language, t

st.title(t("다시 보는 NLP", "NLP Revisited"), anchor=False)
st.markdown(
    t(
        "##### 텐서에서 BERT와 GPT까지, 모든 그림을 작은 모델이 지금 계산합니다.",
        "##### From tensors to BERT and GPT, every figure computed now, by small models.",
    )
)
st.markdown(
    t(
        "직접 학습시키고, 내 문장을 넣어 보고, 일부러 고장 내 보세요. "
        "설치할 것도, GPU도, 인터넷 연결도 필요 없어요.",
        "Train them, feed them your own words, break them. Nothing to install, no GPU, no network.",
    )
)

built = {one.slug for one in LESSONS}
for number, part in enumerate(PARTS):
    lessons = [one for one in LESSONS if one.part == number]
    if not lessons:
        continue
    st.subheader(f"{number + 1}. {part.title}", anchor=False, divider="gray")
    for one in lessons:
        with st.container(key=f"home-{one.slug}", gap="xxsmall"):
            st.page_link(page_file(one.slug), label=f"**{one.title}**", icon=one.icon)
            needs = ", ".join(lesson(slug).title for slug in one.needs if slug in built)
            after = t(f" · 먼저 볼 것: {needs}", f" · after {needs}") if needs else ""
            st.caption(f"{one.question}{after}")

st.session_state["arrived"] = {}
address.write({"lang": language()})
