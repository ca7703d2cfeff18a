"""What each button about lessons does. They all begin with "dk:" and say all they need."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from broadcasts.audience.quiet_hours import leaves_room, loads
from broadcasts.audience.subscriber import Quiet, Rhythm, Wishes
from broadcasts.audience.topics import TOPICS
from broadcasts.lessons.deep_links import Preset, decode
from broadcasts.subscribing import menus
from broadcasts.subscribing import subscription as changes
from broadcasts.subscribing.place import choose, choose_province
from broadcasts.subscribing.speech import EnrolmentContext, Menu, Reply, Say, button, line, say
from broadcasts.subscribing.subscription import OFFERED_GROUPS, Subscription
from communes.directory import CommuneCode, ProvinceCode

PREFIX = "dk:"
LANGUAGES = ("vi", "en")

Chosen = Callable[[Subscription, str, EnrolmentContext], Reply | None]


def pressed(known: Subscription | None, choice: str, world: EnrolmentContext) -> Reply:
    name, _, rest = choice.removeprefix(PREFIX).partition(":")
    if name in _FOR_ALL:
        return _FOR_ALL[name](known, rest, world)
    if known is None:
        return Reply(None, (menus.consent(world),))
    chosen = _CHOSEN.get(name)
    return (chosen(known, rest, world) if chosen else None) or menus.at_home(known, world)


# --- coming and going -----------------------------------------------------------------------------


def ask(known: Subscription | None, code: str, world: EnrolmentContext) -> Reply:
    """A page's button, a poster's code: they are asked, nothing is kept yet."""
    preset = preset_of(code)
    if known is None:
        return Reply(None, (menus.consent(world, code, preset),))
    commune = world.places.directory.communes.get(CommuneCode(preset.place)) if preset else None
    if commune is None or commune.code == known.wishes.commune:
        return menus.at_home(known, world)
    name = menus.place_name(commune)
    asked = line(world, "ask_move", place=name)
    if not world.has_buttons:  # a number must lead there
        return Reply(known, (Say(asked),), menus.pick((commune,), commune.province.code, world))
    move = button(world, "move", f"dk:c:{commune.code}", place=name)
    return menus.at_home(known, world, Say(asked, (move,)))


def begin(known: Subscription | None, world: EnrolmentContext) -> Reply:
    """Whoever types /dangky has asked in words of their own and agrees by that (what
    Decree 356/2025 forbids is consent that somebody else has ticked). They are told at once
    all that the others read before they press, with the way out under it.
    """
    if known is not None:
        return menus.at_home(known, world)
    return menus.at_home(changes.begin(world.language), world, menus.welcome(world))


def agree(known: Subscription | None, code: str, world: EnrolmentContext) -> Reply:
    """They have read what it means."""
    if known is not None:
        return menus.at_home(known, world)
    begun = _preset(changes.begin(world.language), preset_of(code), world)
    return menus.at_home(begun, world, say(world, "agreed"))


def decline(known: Subscription | None, _code: str, world: EnrolmentContext) -> Reply:
    if known is not None:
        return menus.at_home(known, world)
    return Reply(None, (say(world, "declined"),))


def stop(known: Subscription | None, _code: str, world: EnrolmentContext) -> Reply:
    key = "not_subscribed" if known is None else "stopped"
    return Reply(None, (Say(line(world, key), (button(world, "again", "dk:new"),)),))


def preset_of(code: str) -> Preset | None:
    return decode(f"dk_{code}") if code else None


def _preset(known: Subscription, preset: Preset | None, world: EnrolmentContext) -> Subscription:
    if preset is None:
        return known
    wishes = known.wishes
    if commune := world.places.directory.communes.get(CommuneCode(preset.place)):
        wishes = changes.in_commune(wishes, commune)
    elif province := world.places.directory.provinces.get(ProvinceCode(preset.place)):
        wishes = changes.in_province(wishes, province)
    if preset.audience in OFFERED_GROUPS:
        wishes = changes.with_group(wishes, preset.audience)
    return replace(known, wishes=wishes)


# --- narrowing ------------------------------------------------------------------------------------


def _topic(known: Subscription, rest: str, world: EnrolmentContext) -> Reply | None:
    wishes: Wishes | None = changes.with_every_topic(known.wishes)
    if rest != "all":
        sign, topic = rest[:1], rest[1:]
        if sign not in ("+", "-") or topic not in TOPICS:
            return None
        change = changes.with_topic if sign == "+" else changes.without_topic
        wishes = change(known.wishes, topic)
    if wishes is None:
        return Reply(known, (say(world, "last_topic"),), menus.topics(known, world))
    changed = replace(known, wishes=wishes)
    return Reply(changed, menu=menus.topics(changed, world))


def _page(known: Subscription, rest: str, world: EnrolmentContext) -> Reply:
    return Reply(known, menu=menus.page_named(rest, known, world))


def _group(known: Subscription, rest: str, world: EnrolmentContext) -> Reply | None:
    sign, group = rest[:1], rest[1:]
    if sign not in ("+", "-") or group not in OFFERED_GROUPS:
        return None
    change = changes.with_group if sign == "+" else changes.without_group
    changed = replace(known, wishes=change(known.wishes, group))
    return Reply(changed, menu=menus.groups(changed, world))


def _rhythm(known: Subscription, rest: str, world: EnrolmentContext) -> Reply | None:
    if rest not in {str(int(one)) for one in Rhythm}:
        return None
    return _changed(known, changes.with_rhythm(known.wishes, Rhythm(int(rest))), world)


def _quiet(known: Subscription, rest: str, world: EnrolmentContext) -> Reply | None:
    if rest == "off":
        return _changed(known, changes.with_quiet(known.wishes, None), world)
    told = loads(rest)
    return set_quiet(known, told, world) if told else None


def set_quiet(known: Subscription, told: Quiet, world: EnrolmentContext) -> Reply:
    if not leaves_room(told):
        return Reply(known, (say(world, "quiet_too_long"),), menus.quiet(known, world))
    return _changed(known, changes.with_quiet(known.wishes, told), world)


def _language(known: Subscription, rest: str, world: EnrolmentContext) -> Reply | None:
    if rest not in LANGUAGES:
        return None
    spoken = replace(known, wishes=replace(known.wishes, language=rest))
    return menus.at_home(spoken, replace(world, language=rest))


def _changed(known: Subscription, wishes: Wishes, world: EnrolmentContext) -> Reply:
    return menus.at_home(replace(known, wishes=wishes), world, say(world, "noted"))


def _asking(menu: Callable[[Subscription, EnrolmentContext], Menu]) -> Chosen:
    return lambda known, _rest, world: Reply(known, menu=menu(known, world))


_FOR_ALL: Mapping[str, Callable[[Subscription | None, str, EnrolmentContext], Reply]] = {
    "new": ask,
    "link": ask,
    "yes": agree,
    "no": decline,
    "stop": stop,
}
_CHOSEN: Mapping[str, Chosen] = {
    "commune": _asking(menus.commune),
    "topics": _asking(menus.topics),
    "groups": _asking(menus.groups),
    "often": _asking(menus.rhythms),
    "quiet": _asking(menus.quiet),
    "c": choose,
    "p": choose_province,
    "page": _page,
    "t": _topic,
    "g": _group,
    "r": _rhythm,
    "q": _quiet,
    "lang": _language,
}
