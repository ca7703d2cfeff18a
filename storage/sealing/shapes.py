"""Plain values as JSON and back: what goes into a `sealed` column."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from communes.directory import CommuneCode
from messages.message import (
    Address,
    Button,
    ChatLine,
    Choice,
    Media,
    MediaId,
    MediaKind,
    Outgoing,
    Position,
)
from storage.sealing.receipts import Receipts, Reference
from tips.tip import KindId, PlaceTold, Report

Json = Mapping[str, Any]


def report_in(shape: Json) -> Report:
    place: Json = shape["place"]
    position: Json | None = place["position"]
    commune: str | None = place["commune"]
    return Report(
        kind=KindId(shape["kind"]),
        story=shape["story"],
        place=PlaceTold(
            words=place["words"],
            commune=CommuneCode(commune) if commune else None,
            province=place["province"],
            position=Position(**position) if position else None,
            evidence=place["evidence"],
        ),
        when=shape["when"],
        answers=tuple((question, answer) for question, answer in shape["answers"]),
        media=media_in(shape["media"]),
        urgent_words=shape["urgent_words"],
    )


def texts_in(shape: Json) -> tuple[str, ...]:
    """All the words of a report, without making one."""
    answers = (answer for _, answer in shape["answers"])
    return (shape["story"], shape["when"], shape["place"]["words"], *answers)


def report_out(report: Report) -> Json:
    return asdict(report)


def media_in(shapes: list[Json]) -> tuple[Media, ...]:
    return tuple(
        Media(MediaId(one["id"]), MediaKind(one["kind"]), one["mime"], one["size"])
        for one in shapes
    )


def media_out(media: tuple[Media, ...]) -> list[Json]:
    return [{"id": one.id, "kind": one.kind, "mime": one.mime, "size": one.size} for one in media]


def line_out(author: str, message: Outgoing, receipt: Reference | None) -> Json:
    """Without the address: the row does not say whose chat it is."""
    return {
        "author": author,
        "text": message.text,
        "buttons": [[button.label, button.choice] for button in message.buttons],
        "media": media_out(message.media),
        "receipt": receipt,
        "step": message.step,
        "sender": message.sender,
        "silent": message.silent,
    }


def line_in(
    number: int, shape: Json, to: Address, receipts: Receipts, *, aside: bool = False
) -> ChatLine:
    message = Outgoing(
        to=to,
        text=shape["text"],
        buttons=tuple(Button(label, Choice(choice)) for label, choice in shape["buttons"]),
        media=media_in(shape["media"]),
        receipt=receipts.words_behind(shape["receipt"]),
        step=shape["step"],
        sender=shape["sender"],
        silent=shape["silent"],
    )
    return ChatLine(number, shape["author"], message, aside)
