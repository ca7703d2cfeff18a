from tests.storms.forked_rooms import tried
from tests.trials import lasting


def test_hostile_files_kill_at_most_the_room_that_opens_them() -> None:
    """Each ends in a picture, a voice, a paper, a refusal, or in the room's own death in time."""
    count = lasting(46, 10_000)  # in short, two of each kind

    outcome = tried(count, seed=15)

    assert outcome.files == count
    assert {"unreadable", "too_big", "photo", "paper"} <= set(outcome.verdicts)
    assert sum(outcome.deaths.values()) <= count / 5, outcome.deaths
