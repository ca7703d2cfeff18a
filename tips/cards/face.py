"""What a tip's card says to the officers of a desk group. Pure; in Vietnamese."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from communes.directory import Directory, ProvinceCode
from messages.channels import CHANNELS
from messages.message import Media, MediaKind, Position
from tips.clock.deadlines import deadline_of, due, remaining
from tips.reading.kinds import kind_label
from tips.statuses import SHAPES, closing_label, status_label, urgency_label
from tips.tip import PlaceTold, Report, Tip
from wording.catalogue import text
from wording.clean import cut_at_word
from wording.moments import VIETNAM, moment

FACE_LIMIT = 1800  # the whole card; the story gives way, "Chi tiết" has all of it
SHORT, LONG = 160, 500  # other words of a citizen, and why a desk has the tip
SURELY_SHOWN = 400  # of a story, however long the rest of its card
COUNTED = {
    MediaKind.PHOTO: "desk.card_photos",
    MediaKind.VOICE: "desk.card_voices",
    MediaKind.VIDEO: "desk.card_videos",
    MediaKind.PAPER: "desk.card_papers",
}


def face(tip: Tip, directory: Directory, now: datetime) -> str:
    """The whole card, with as much of the story as fits."""
    above, below = facts(tip, directory), standing(tip, now)
    room = FACE_LIMIT - len(above) - len(below) - len("\n\n\n\n")
    return "\n\n".join((above, cut_at_word(tip.report.story, room), below))


def brief(tip: Tip) -> str:
    """What has become of it, where a card cannot be written over."""
    more = (
        text("desk.card_merged", "vi", code=tip.lead) if tip.lead else "",
        text("desk.card_spam") if tip.spam_by else "",
    )
    return "\n".join(filter(None, (_head(tip), f"{_status(tip)} · {_holder(tip)}", *more)))


def title(tip: Tip) -> str:
    """What the officers call it: the name of its topic."""
    return text("desk.card_topic", "vi", code=tip.code, kind=kind_label(tip.report.kind))


def place_line(place: PlaceTold, directory: Directory) -> str:
    """Say "Nơi: phường Bến Thành (thành phố Hồ Chí Minh)", as far as it is known."""
    commune = directory.communes.get(place.commune) if place.commune else None
    if commune is not None:
        names = {"commune": commune.full_name, "province": commune.province.name}
        return text("desk.card_where", "vi", place=text("desk.route_place", "vi", **names))
    province = directory.provinces.get(ProvinceCode(place.province)) if place.province else None
    if province is not None:
        return text("desk.card_where", "vi", place=province.name)
    return text("desk.card_where_unknown")


def media_line(media: Iterable[Media]) -> str:
    """Say "Kèm: 2 ảnh, 1 ghi âm", or nothing."""
    counts = Counter(item.kind for item in media)
    told = [text(COUNTED[kind], "vi", n=counts[kind]) for kind in MediaKind if counts[kind]]
    return text("desk.card_media", "vi", media=", ".join(told)) if told else ""


def facts(tip: Tip, directory: Directory) -> str:
    """What, where and when, in a few lines."""
    report, place = tip.report, tip.report.place
    words = own_words(report)
    lines = [
        _head(tip),
        text("desk.card_danger") if report.urgent_words else "",
        place_line(place, directory),
        text("desk.card_words", "vi", words=cut_at_word(words, SHORT)) if words else "",
        _position(place.position),
        text("desk.card_when", "vi", when=cut_at_word(report.when, SHORT)) if report.when else "",
    ]
    return "\n".join(filter(None, lines))


def own_words(report: Report) -> str:
    """What was said of the place, unless the story below begins with the same words."""
    words, story = (" ".join(told.split()) for told in (report.place.words, report.story))
    return "" if words.casefold() in story[:SURELY_SHOWN].casefold() else report.place.words


def standing(tip: Tip, now: datetime) -> str:
    """What came with it, why it is here, its clock and who has it."""
    channel = text(CHANNELS.row(tip.channel).within)
    lines = [
        media_line(tip.report.media),
        text("desk.card_why", "vi", reason=cut_at_word(tip.route.reason, LONG)),
        text("desk.card_filed", "vi", time=moment(tip.filed_at), channel=channel),
        _clock(tip, now),
        _status(tip),
        _holder(tip),
        text("desk.card_reporters", "vi", n=tip.reporters) if tip.reporters > 1 else "",
        text("desk.card_merged", "vi", code=tip.lead) if tip.lead else "",
        text("desk.card_spam") if tip.spam_by else "",
        text("desk.card_unread") if tip.unread and tip.lines else "",
    ]
    return "\n".join(filter(None, lines))


def _position(position: Position | None) -> str:
    if position is None:
        return ""
    at = {"latitude": f"{position.latitude:.5f}", "longitude": f"{position.longitude:.5f}"}
    return text("desk.card_position", "vi", **at)


def _head(tip: Tip) -> str:
    return text(
        "desk.card_head",
        "vi",
        shape=SHAPES[tip.urgency],
        code=tip.code,
        kind=kind_label(tip.report.kind),
        urgency=urgency_label(tip.urgency),
    )


def _clock(tip: Tip, now: datetime) -> str:
    deadline = deadline_of(tip, now)
    if deadline is None:
        return ""
    # The card is not rewritten as time passes: it says when "28 minutes left" was true.
    return text(
        "desk.card_clock",
        "vi",
        label=deadline.label,
        at=due(deadline.at),
        left=remaining(deadline, now),
        now=f"{now.astimezone(VIETNAM):%H:%M}",
    )


def _status(tip: Tip) -> str:
    status = status_label(tip.status)
    if tip.closing_reason is None:
        return text("desk.card_status", "vi", status=status)
    reason = closing_label(tip.closing_reason)
    return text("desk.card_closed", "vi", status=status, reason=reason)


def _holder(tip: Tip) -> str:
    if tip.officer is None:
        return text("desk.card_free")
    return text("desk.card_holder", "vi", holder=cut_at_word(tip.officer_label, SHORT))
