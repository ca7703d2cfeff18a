"""A campaign in words: to whom, when, how many, until when, at what cost."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from broadcasts.audience.audience import Audience
from broadcasts.campaigns.campaign import Campaign, Kind
from broadcasts.campaigns.overview import Proposal
from broadcasts.lessons.vocabulary import label_of
from broadcasts.plan.plan import Once
from communes.directory import CommuneCode, Directory, ProvinceCode
from messages.channels import CHANNELS
from wording.catalogue import text
from wording.moments import VIETNAM

AT_ONCE = timedelta(minutes=1)
PLACES_NAMED = 5  # of a longer list only the count is told, where there is little room


def clock_time(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def campaign_audience(campaign: Campaign, directory: Directory, language: str = "vi") -> str:
    words = audience_words(campaign.audience, directory, language)
    return f"{words}; {text('campaigns.by_lesson', language)}" if campaign.parts else words


def audience_words(audience: Audience, directory: Directory, language: str = "vi") -> str:
    parts = [_places(audience, directory, language)]
    wishes = (
        ("of_topics", [label_of("topics", one) for one in sorted(audience.topics)]),
        ("of_groups", [label_of("audience", one) for one in sorted(audience.groups)]),
        ("of_channels", [channel_name(one, language) for one in sorted(audience.channels)]),
    )
    parts += [
        text(f"campaigns.{key}", language, words=", ".join(words)) for key, words in wishes if words
    ]
    return "; ".join(parts)


def channel_name(channel: str, language: str = "vi") -> str:
    row = CHANNELS.find(channel)
    return text(row.label, language) if row else channel


def subject(campaign: Campaign, titles: Iterable[str], language: str = "vi") -> str:
    """What it is about, in one line."""
    said = list(titles)
    if campaign.kind is Kind.LESSON and len(said) == 1:
        return said[0]
    kind = text(f"campaigns.kind_{campaign.kind}", language)
    if campaign.kind is Kind.LESSON:
        return text("campaigns.lessons_from", language, count=len(said), first=said[0])
    return f"{kind}: {said[0]}" if said else kind


def unscheduled_words(proposal: Proposal, now: datetime, language: str = "vi") -> str:
    """For what has no moment of its own yet; empty for everything else, and at night: then it
    waits for the morning, which is a moment.
    """
    plan = proposal.campaign.plan
    if not isinstance(plan, Once) or plan.at is not None:
        return ""
    if plan.on_start:
        return text("campaigns.when_started", language)
    waits = proposal.forecast.starts - now > AT_ONCE
    return "" if waits else text("campaigns.when_approved", language)


def long_list(audience: Audience, directory: Directory) -> list[str]:
    """Every place by name where `audience_words` only counts them; else nothing."""
    names = _names(audience, directory)
    return names if len(names) > PLACES_NAMED else []


def _names(audience: Audience, directory: Directory) -> list[str]:
    provinces = [directory.provinces.get(ProvinceCode(one)) for one in sorted(audience.provinces)]
    communes = [directory.communes.get(CommuneCode(one)) for one in sorted(audience.communes)]
    names = [one.name for one in provinces if one]
    return names + [f"{one.full_name} ({one.province.name})" for one in communes if one]


def _places(audience: Audience, directory: Directory, language: str) -> str:
    names = _names(audience, directory)
    if not (audience.provinces or audience.communes):
        return text("campaigns.everywhere", language)
    if len(names) > PLACES_NAMED:
        return text("campaigns.many_places", language, count=len(names))
    return ", ".join(names)
