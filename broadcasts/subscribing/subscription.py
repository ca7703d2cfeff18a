"""A subscription as its owner sees and changes it. No address, no moment: only wishes."""

from dataclasses import dataclass, replace

from broadcasts.audience.subscriber import Quiet, Rhythm, Wishes
from broadcasts.audience.topics import EVERYBODY, GROUPS, TOPICS
from communes.directory import Commune, Province

# What somebody's people or faith is, is never asked (docs/promise.md): such lessons go by place.
NEVER_ASKED = ("dan_toc_thieu_so",)
OFFERED_GROUPS = tuple(group for group in GROUPS if group not in (EVERYBODY, *NEVER_ASKED))


@dataclass(frozen=True, slots=True)
class Subscription:
    wishes: Wishes
    awaiting: str = ""  # the question their next words answer, until the day is over


def begin(language: str) -> Subscription:
    """Everything, for everybody, everywhere: whoever narrows it does so in their own words."""
    return Subscription(Wishes(frozenset(TOPICS), frozenset({EVERYBODY}), language=language))


def hears_everything(wishes: Wishes) -> bool:
    return wishes.topics >= set(TOPICS)


def in_commune(wishes: Wishes, commune: Commune) -> Wishes:
    return replace(wishes, commune=commune.code, province=commune.province.code)


def in_province(wishes: Wishes, province: Province) -> Wishes:
    return replace(wishes, commune="", province=province.code)


def anywhere(wishes: Wishes) -> Wishes:
    return replace(wishes, commune="", province="")


def with_topic(wishes: Wishes, topic: str) -> Wishes:
    """The first choice among all means "only this one"; those after it are added."""
    known = frozenset() if hears_everything(wishes) else wishes.topics
    return replace(wishes, topics=known | {topic})


def without_topic(wishes: Wishes, topic: str) -> Wishes | None:
    """None: it was the last one, and a list of nothing is no subscription."""
    rest = wishes.topics - {topic}
    return replace(wishes, topics=rest) if rest else None


def with_every_topic(wishes: Wishes) -> Wishes:
    return replace(wishes, topics=frozenset(TOPICS))


def with_group(wishes: Wishes, group: str) -> Wishes:
    return replace(wishes, groups=wishes.groups | {group})


def without_group(wishes: Wishes, group: str) -> Wishes:
    return replace(wishes, groups=(wishes.groups - {group}) | {EVERYBODY})


def with_rhythm(wishes: Wishes, rhythm: Rhythm) -> Wishes:
    return replace(wishes, rhythm=rhythm)


def with_quiet(wishes: Wishes, quiet: Quiet | None) -> Wishes:
    return replace(wishes, quiet=quiet)
