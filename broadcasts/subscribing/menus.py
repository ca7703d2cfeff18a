"""What a subscriber is shown: what they get, and each way to narrow it."""

from collections.abc import Callable, Mapping, Sequence

from broadcasts.audience.quiet_hours import PRESETS, dumps, shown
from broadcasts.audience.subscriber import Rhythm, Wishes
from broadcasts.audience.topics import GROUPS, TOPICS
from broadcasts.lessons.deep_links import Preset
from broadcasts.subscribing.speech import (
    PAGE,
    EnrolmentContext,
    Menu,
    Reply,
    Say,
    button,
    labelled,
    line,
    page_of,
)
from broadcasts.subscribing.subscription import OFFERED_GROUPS, Subscription, hears_everything
from communes.directory import Commune, CommuneCode, ProvinceCode
from messages.channels import CHANNELS, WEB
from messages.message import Button

_PICKED = "="  # a menu of places, named after them: "=267432674026971", or "=04" for a province
_CODE = 5
MOST_NUMBERED = 3  # what the name of a menu has room for
_RHYTHMS = {Rhythm.ALL: "all", Rhythm.WEEKLY: "weekly", Rhythm.URGENT: "urgent"}
_QUIET = ("noon", "day", "evening")


# --- before ---------------------------------------------------------------------------------------


def consent(world: EnrolmentContext, code: str = "", preset: Preset | None = None) -> Say:
    """Read before anything is kept. Decree 356/2025 forbids consent ticked for somebody,
    so a link or a page's button only leads here.
    """
    parts = [line(world, "consent"), *_about_channel(world)]
    if preset:
        parts.append(_preset_words(preset, world))
    agreed = f"dk:yes:{code}" if preset else "dk:yes"
    if not world.has_buttons:
        parts.append(line(world, "consent_words", code=f" {code}" if preset else ""))
        return Say("\n\n".join(parts))
    yes, no = button(world, "agree", agreed), button(world, "decline", "dk:no")
    return Say("\n\n".join(parts), (yes, no))


def welcome(world: EnrolmentContext) -> Say:
    return Say("\n\n".join([line(world, "subscribed"), *_about_channel(world)]))


def _about_channel(world: EnrolmentContext) -> list[str]:
    if world.channel == WEB.name:
        return [line(world, "about_web")]
    row = CHANNELS.find(world.channel)
    if row is None:
        return []
    return [line(world, "about_app", app=world.words(row.label, world.language))]


def _preset_words(preset: Preset, world: EnrolmentContext) -> str:
    commune = world.places.directory.communes.get(CommuneCode(preset.place))
    province = world.places.directory.provinces.get(ProvinceCode(preset.place))
    whole = province.name if province else line(world, "everywhere")
    place = place_name(commune) if commune else whole
    known = preset.audience in OFFERED_GROUPS
    groups = line(world, f"group_{preset.audience}") if known else ""
    return "\n".join(
        [line(world, "row_place", place=place)]
        + ([line(world, "row_groups", groups=groups)] if groups else [])
    )


# --- what they get --------------------------------------------------------------------------------


def home(known: Subscription, world: EnrolmentContext) -> Menu:
    wishes = known.wishes
    rows = (
        line(world, "home"),
        line(world, "row_place", place=_place(wishes, world)),
        line(world, "row_topics", topics=_topics(wishes, world)),
        line(world, "row_groups", groups=_groups(wishes, world)),
        line(world, "row_rhythm", rhythm=line(world, f"rhythm_{_RHYTHMS[wishes.rhythm]}")),
        line(world, "row_quiet", quiet=shown(wishes.quiet) if wishes.quiet else line(world, "no")),
        line(world, "row_ask"),
        *([] if _has_place(wishes) else [line(world, "no_place_yet")]),
    )
    other = "vi" if world.language == "en" else "en"
    buttons = (
        button(world, "place", "dk:commune"),
        button(world, "topics", "dk:topics"),
        button(world, "stop", "dk:stop"),  # never folded away behind "more"
        button(world, "groups", "dk:groups"),
        button(world, "rhythm", "dk:often"),
        button(world, "quiet", "dk:quiet"),
        button(world, "language", f"dk:lang:{other}"),
    )
    return Menu("home", "\n".join(rows), buttons)


def _has_place(wishes: Wishes) -> bool:
    """Or needs none: alerts for everybody reach them as they are."""
    return bool(wishes.province) or wishes.rhythm is Rhythm.URGENT


def at_home(known: Subscription, world: EnrolmentContext, *says: Say) -> Reply:
    return Reply(known, says, home(known, world))


def place_name(commune: Commune) -> str:
    return f"{commune.full_name}, {commune.province.name}"


def _place(wishes: Wishes, world: EnrolmentContext) -> str:
    directory = world.places.directory
    commune = directory.communes.get(CommuneCode(wishes.commune))
    province = directory.provinces.get(ProvinceCode(wishes.province))
    if commune:
        return place_name(commune)
    return province.name if province else line(world, "everywhere")


def _topics(wishes: Wishes, world: EnrolmentContext) -> str:
    if hears_everything(wishes):
        return line(world, "every_topic")
    return ", ".join(line(world, f"topic_{one}") for one in TOPICS if one in wishes.topics)


def _groups(wishes: Wishes, world: EnrolmentContext) -> str:
    told = [one for one in GROUPS if one in wishes.groups and one in OFFERED_GROUPS]
    return ", ".join(line(world, f"group_{one}") for one in told) or line(world, "group_moi_nguoi")


# --- to narrow it ---------------------------------------------------------------------------------


def topics(known: Subscription, world: EnrolmentContext) -> Menu:
    every = hears_everything(known.wishes)
    buttons = [labelled(line(world, "every_topic"), "dk:t:all", chosen=every)]
    for topic in TOPICS:
        chosen = not every and topic in known.wishes.topics
        sign = "-" if chosen else "+"  # says what it does: an old button never does the opposite
        label = line(world, f"topic_{topic}")
        buttons.append(labelled(label, f"dk:t:{sign}{topic}", chosen=chosen))
    asked = line(world, "topics_now", topics=_topics(known.wishes, world))
    words = line(world, "ask_topics") if every else asked
    return Menu("topics", words, (*buttons, _done(world)))


def groups(known: Subscription, world: EnrolmentContext) -> Menu:
    buttons = []
    for group in OFFERED_GROUPS:
        chosen = group in known.wishes.groups
        label = line(world, f"group_{group}")
        buttons.append(labelled(label, f"dk:g:{'-' if chosen else '+'}{group}", chosen=chosen))
    told = known.wishes.groups & set(OFFERED_GROUPS)
    now = line(world, "groups_now", groups=_groups(known.wishes, world))
    words = now if told else line(world, "ask_groups")
    return Menu("groups", words, (*buttons, _done(world)))


def rhythms(known: Subscription, world: EnrolmentContext) -> Menu:
    buttons = [
        labelled(line(world, f"rhythm_{name}"), f"dk:r:{one}", chosen=one is known.wishes.rhythm)
        for one, name in _RHYTHMS.items()
    ]
    return Menu("often", line(world, "ask_rhythm"), (*buttons, _done(world)))


def quiet(known: Subscription, world: EnrolmentContext) -> Menu:
    buttons = [labelled(line(world, "no_quiet"), "dk:q:off", chosen=known.wishes.quiet is None)]
    for name, one in zip(_QUIET, PRESETS, strict=True):
        label = line(world, f"quiet_{name}", hours=shown(one))
        buttons.append(labelled(label, f"dk:q:{dumps(one)}", chosen=one == known.wishes.quiet))
    return Menu("quiet", line(world, "ask_quiet"), (*buttons, _done(world)))


def commune(_known: Subscription, world: EnrolmentContext) -> Menu:
    whole = button(world, "everywhere", "dk:c:none")
    return Menu("commune", line(world, "ask_commune"), (whole, button(world, "leave", "dk:home")))


def _done(world: EnrolmentContext) -> Button:
    return button(world, "done", "dk:home")


# --- which of these places ------------------------------------------------------------------------


def pick(
    places: Sequence[Commune], province: str, world: EnrolmentContext, why: Sequence[str] = ()
) -> Menu:
    """A few communes, and the whole province where all of them lie in it."""
    shown_ = list(places) if world.has_buttons else list(places)[:MOST_NUMBERED]
    buttons = [labelled(place_name(one), f"dk:c:{one.code}") for one in shown_]
    known = world.places.directory.provinces.get(ProvinceCode(province))
    if known:
        label = line(world, "whole_province", province=known.name)
        buttons.append(labelled(label, f"dk:p:{known.code}"))
    rows = "\n".join(f"• {one}" for one in why[: len(shown_)])
    words = line(world, "ask_pick") + (f"\n{rows}" if rows else "")
    name = "commune" if world.has_buttons else _named(shown_, province)
    return Menu(name, words, (*buttons, button(world, "leave", "dk:home")))


def province_of(places: Sequence[Commune]) -> str:
    """The one they all lie in; "" for none."""
    found = {one.province.code for one in places}
    return found.pop() if len(found) == 1 else ""


def _named(places: Sequence[Commune], province: str) -> str:
    return _PICKED + ("".join(one.code for one in places) or province)


def _picked(name: str, world: EnrolmentContext) -> Menu:
    codes = name.removeprefix(_PICKED)
    if len(codes) < _CODE:
        return pick((), codes, world)
    known = world.places.directory.communes
    listed = [CommuneCode(codes[at : at + _CODE]) for at in range(0, len(codes), _CODE)]
    places = [known[code] for code in listed if code in known]
    return pick(places, province_of(places), world)


_MENUS: Mapping[str, Callable[[Subscription, EnrolmentContext], Menu]] = {
    "home": home,
    "topics": topics,
    "groups": groups,
    "often": rhythms,
    "quiet": quiet,
    "commune": commune,
}


def awaits_place(awaiting: str) -> bool:
    return awaiting == "commune" or awaiting.startswith(_PICKED)


def menu_awaiting(known: Subscription, world: EnrolmentContext) -> Menu | None:
    """The menu whose number their next words may be."""
    if known.awaiting.startswith(_PICKED):
        return _picked(known.awaiting, world)
    return page_named(known.awaiting, known, world)


def page_named(name: str, known: Subscription, world: EnrolmentContext) -> Menu | None:
    """The menu of that name; "topics@7" is its page that begins with the eighth row."""
    whole, _, begin = name.partition(PAGE)
    asked = _MENUS.get(whole)
    begins = int(begin) if begin.isascii() and begin.isdecimal() and len(begin) < 4 else 0
    return page_of(asked(known, world), begins, world) if asked else None
