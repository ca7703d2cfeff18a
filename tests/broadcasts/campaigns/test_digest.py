"""The week in one message: short enough for every channel, each lesson named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.campaigns.digest import LIMIT, digest
from broadcasts.lessons.content import Content, Telling
from broadcasts.lessons.library import open_library
from tests.trials import lasting
from wording.catalogue import text


def told(*bodies: str) -> list[Content]:
    return [Content({"vi": Telling(f"Bài {n}", body)}) for n, body in enumerate(bodies, 1)]


def read(contents: list[Content], language: str = "vi") -> str:
    telling = digest(contents, text).telling(language)
    return f"{telling.title}\n\n{telling.body}"


def test_with_room_everything_is_told_in_full() -> None:
    assert read(told("Một. Hai.", "Ba. Bốn.")) == (
        "Tuần qua: 2 điều nên biết\n\n• Bài 1\nMột. Hai.\n\n• Bài 2\nBa. Bốn."
    )


def test_without_room_a_lesson_is_told_by_its_first_sentence() -> None:
    long = "Câu đầu. " + "Câu sau dài hơn nhiều. " * 40

    said = read(told(long, long, long))

    assert said.count("Câu đầu.") == 3
    assert said.count("• Bài") == 3
    assert len(said) <= LIMIT


def test_three_lessons_of_the_library_fit_with_their_units_named() -> None:
    lessons = open_library().lessons[:3]
    contents = [Content({"vi": Telling(one.title, one.body)}) for one in lessons]

    said = read(contents)

    assert all(one.title in said for one in lessons)
    assert len(said.replace("{don_vi}", "x" * 80).replace("{truc_ban}", "x" * 80)) <= LIMIT


def test_a_language_is_told_where_a_lesson_has_it() -> None:
    both = Content({"vi": Telling("Bài", "Lời."), "en": Telling("Lesson", "Words.")})

    assert read([*told("Một."), both], "en").startswith("This week: 2")
    assert "• Lesson\nWords." in read([*told("Một."), both], "en")


bodies = st.lists(st.text(st.sampled_from("abc .!?{}\n"), max_size=900), min_size=1, max_size=30)


@settings(max_examples=lasting(50, 200), deadline=None)
@given(bodies)
def test_however_much_was_told_it_stays_a_message(written: list[str]) -> None:
    said = read(told(*written))

    assert len(said) <= LIMIT
    assert "• Bài 1" in said
