"""What `tinbao campaign …` prints."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.language import LANGUAGE
from wording.catalogue import text

if TYPE_CHECKING:
    from bot.operators.use_cases import OperatorUseCases
    from broadcasts.campaigns.campaign import Campaign
    from broadcasts.campaigns.forecast import Forecast
    from broadcasts.campaigns.overview import Entry, Proposal
    from broadcasts.delivery.marks import Ledger

DUES_SHOWN = 12


def say(key: str, **values: object) -> str:
    return text(f"campaigns.{key}", LANGUAGE, **values)


def show(use_cases: "OperatorUseCases", proposal: "Proposal", *, whole: bool = False) -> None:
    """`whole`: with every word that residents would read, as who approves it must."""
    for line in lines(use_cases, proposal):
        typer.echo(line)
    for line in messages(use_cases, proposal) if whole else ():
        typer.echo(line)


def messages(use_cases: "OperatorUseCases", proposal: "Proposal") -> Iterator[str]:
    """As residents who have told no commune read them."""
    from bot.telling import lesson_message, teller

    unit = teller(proposal.campaign.desk, use_cases.config, use_cases.directory)
    for lesson, content in proposal.contents.items():
        yield ""
        yield say("line_message", lesson=lesson or say(f"kind_{proposal.campaign.kind}"))
        for language in content.tellings:
            yield lesson_message(unit, content, language).text
        for file in filter(None, (content.picture, content.voice)):
            yield say("line_file", file=file.partition("#")[0])


def lines(use_cases: "OperatorUseCases", proposal: "Proposal") -> Iterator[str]:
    """Exactly what an approver must know, one fact a line; the id is the first word."""
    from handlers.words.campaigns import (
        campaign_audience,
        channel_name,
        clock_time,
        long_list,
        subject,
    )

    campaign, seen = proposal.campaign, proposal.forecast
    titles = [one.telling("vi").title for one in proposal.contents.values()]
    yield state_line(campaign)
    yield say("line_what", words=subject(campaign, titles, LANGUAGE))
    yield say("line_who", words=campaign_audience(campaign, use_cases.directory, LANGUAGE))
    for place in long_list(campaign.audience, use_cases.directory):
        yield f"  {place}"
    channels = ", ".join(f"{channel_name(one)} {count}" for one, count in seen.sizes.items())
    yield (
        say("line_size", total=seen.total, channels=channels) if seen.total else say("line_nobody")
    )
    yield from _when(proposal, use_cases.clock.now())
    if seen.total:
        yield say("line_ends", ends=clock_time(seen.ends))
    yield from _costs(seen, channel_name)
    yield say("line_proof", proof=proposal.fingerprint)
    if proposal.to_check:
        yield say("line_check", words=", ".join(proposal.to_check))
    for lesson in sorted(proposal.changed):
        yield say("line_changed", lesson=lesson)
    for key, held in (("line_held", proposal.held), ("line_will_be_held", proposal.will_be_held)):
        for lesson, reason in held.items():
            yield say(key, lesson=lesson, reason=held_reason(reason))


def state_line(campaign: "Campaign", *, as_json: bool = False) -> str:
    if as_json:
        return json.dumps({"id": campaign.id, "state": campaign.state})
    return say("line_state", id=campaign.id, state=say(f"state_{campaign.state}"))


def held_reason(code: str) -> str:
    from handlers.words.refusals import named

    return named(f"campaigns.held_{code.rpartition(' ')[2]}", LANGUAGE)


def entry_line(entry: "Entry") -> str:
    from broadcasts.campaigns.overview import PLANNED_ENTRY
    from handlers.words.campaigns import clock_time

    state = say(f"run_{entry.state}")
    if entry.state == PLANNED_ENTRY and entry.campaign.state in ("draft", "paused"):
        state = say(f"state_{entry.campaign.state}")
    why = f" ({held_reason(entry.reason)})" if entry.reason else ""
    lesson = entry.lesson or say(f"kind_{entry.campaign.kind}")
    return f"{clock_time(entry.at)}  {entry.campaign.id}  {lesson}  {state}{why}"


def ledger_json(frozen: int, ledger: "Ledger") -> str:
    return json.dumps({**asdict(ledger), "frozen": frozen})


def ledger_table(frozen: int, ledger: "Ledger") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    for name, count in {**asdict(ledger), "frozen": frozen}.items():
        table.add_row(say(f"class_{name}"), f"{count:,}".replace(",", "."))
    Console().print(table)


def _costs(seen: "Forecast", channel_name: Callable[[str], str]) -> Iterator[str]:
    if seen.stars:
        yield say("line_stars", stars=seen.stars)
    if seen.dong:
        yield say("line_dong", dong=seen.dong)
    for channel, people in seen.unreached.items():
        yield say("line_not_delivered", label=channel_name(channel), people=people)


def silence(until: Mapping[str, datetime], channel_name: Callable[[str], str]) -> Iterator[str]:
    from handlers.words.campaigns import clock_time

    for channel, at in until.items():
        yield say("line_silence", channel=channel_name(channel), until=clock_time(at))


def _when(proposal: "Proposal", now: datetime) -> Iterator[str]:
    from handlers.words.campaigns import clock_time, unscheduled_words

    waits = unscheduled_words(proposal, now, LANGUAGE)
    if waits:
        yield say("line_when", words=waits)
        return
    shown = proposal.dues[:DUES_SHOWN]
    for due in shown:
        lesson = proposal.campaign.lesson_at(due.place)
        people = proposal.people.get(lesson)
        told = "" if people is None else say("people_of", count=people)
        yield say("line_when", words=f"{clock_time(due.at)}  {lesson}  {told}".rstrip())
    if len(proposal.dues) > len(shown):
        last = clock_time(proposal.dues[-1].at)
        yield say("line_when", words=f"… ({len(proposal.dues)}) {last}")
