"""The table of lessons: complete for what stands, honest about what is to come."""

from pages.kit.curriculum import COURSE, LESSONS, PARTS, groundwork, lesson, neighbours

LANGUAGES = {"ko", "en"}
WIDEST = {"ko": 10, "en": 18}  # letters of a short title: what a sidebar of 320 px shows whole


def test_a_lesson_that_stands_is_told_in_both_languages() -> None:
    for one in LESSONS:
        assert one.titles.keys() == one.shorts.keys() == one.questions.keys() == LANGUAGES
        assert all(question.endswith("?") for question in one.questions.values())
        assert one.icon.startswith(":material/")
        assert one.minutes > 0
        for language, short in one.shorts.items():
            assert len(short) <= WIDEST[language], short


def test_the_course_goes_through_its_parts_in_order() -> None:
    parts = [one.part for one in COURSE]
    assert parts == sorted(parts)
    assert set(parts) == set(range(1, len(PARTS) + 1))
    assert len({one.slug for one in COURSE}) == len(COURSE) == 22


def test_a_lesson_builds_on_earlier_ones_alone() -> None:
    before: set[str] = set()
    for one in COURSE:
        assert set(one.needs) <= before, one.slug
        before.add(one.slug)


def test_groundwork_passes_over_lessons_to_come() -> None:
    assert [one.slug for one in groundwork(lesson("attention"))] == ["seq2seq"]
    assert [one.slug for one in groundwork(lesson("bert"))] == ["transfer"]
    for one in LESSONS:
        assert all(need.stands for need in groundwork(one))


def test_neighbours_stand() -> None:
    assert neighbours(LESSONS[0].slug) == (None, LESSONS[1])
    assert neighbours(LESSONS[-1].slug) == (LESSONS[-2], None)
