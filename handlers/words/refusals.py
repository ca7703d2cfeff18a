"""What an officer reads when something is refused, at whichever door, and names for codes."""

from collections.abc import Mapping

from broadcasts.errors import CampaignProblem
from desks import errors as desk_errors
from desks.errors import TipProblem
from outreach import errors as outreach_errors
from tips import errors
from wording.catalogue import catalogue, text

# By what happened, the sentence `problems.<key>` that says so.
OF_TIPS: Mapping[type[TipProblem], str] = {
    desk_errors.NoRoom: "no_room",
    desk_errors.UnknownTip: "unknown_tip",
    desk_errors.UnknownDesk: "unknown_desk",
    desk_errors.UnknownOfficer: "unknown_officer",
    desk_errors.NotPermitted: "not_permitted",
    desk_errors.NoShift: "no_shift",
    desk_errors.ShiftNotAllowed: "shift_not_allowed",
    desk_errors.InviteExpired: "invite_expired",
    desk_errors.WrongCode: "wrong_code",
    desk_errors.TooManyTries: "too_many_tries",
    desk_errors.PasskeyRefused: "passkey_refused",
    desk_errors.UnknownDevice: "unknown_device",
    desk_errors.EmptyWords: "empty_words",
    desk_errors.WordsTooLong: "words_too_long",
    outreach_errors.NoCommune: "no_commune",
    outreach_errors.UnknownPlaceHere: "unknown_place_here",
    outreach_errors.UnknownReport: "unknown_report",
    outreach_errors.DayNotAllowed: "day_not_allowed",
    outreach_errors.UnknownRegister: "unknown_register",
    outreach_errors.UnknownEntry: "unknown_entry",
    outreach_errors.EntryChanged: "entry_changed",
    outreach_errors.UnknownToken: "unknown_token",
    outreach_errors.AlreadyPaid: "already_paid",
    outreach_errors.PosterNotReady: "poster_not_ready",
    outreach_errors.FieldMissing: "field_missing",
    outreach_errors.FieldWrong: "field_wrong",
    errors.UnknownPlace: "unknown_place",
    errors.UnknownKind: "unknown_kind",
    errors.TipMerged: "tip_merged",
    errors.HandedOver: "handed_over",
    errors.AlreadyClaimed: "already_claimed",
    errors.NotClaimed: "not_claimed",
    errors.MoveNotAllowed: "move_not_allowed",
    errors.SamePerson: "same_person",
    errors.MergeRefused: "merge_refused",
    errors.ExtendedEnough: "extended_enough",
    errors.TipMoved: "tip_moved",
    errors.UnknownTask: "unknown_task",
    errors.WordsCopied: "words_copied",
    errors.WordsHeld: "words_held",
    errors.WordsRefused: "words_refused",
    errors.AlreadyDone: "already_done",
    errors.ExtensionUnfounded: "extension_unfounded",
    errors.DecisionUnnamed: "decision_unnamed",
}

# Attributes of a refusal that hold a code, and where the catalogue names it.
NAMED = {"state": "campaigns.state", "reason": "campaigns.held", "fault": "campaigns.fault"}


def key_of(refusal: TipProblem) -> str:
    return OF_TIPS.get(type(refusal), "tip_moved")


def tip_sentence(refusal: TipProblem, language: str = "vi") -> str:
    """With the holder, the limit or the desk that it names."""
    return text(f"problems.{key_of(refusal)}", language, **vars(refusal))


def spoken_values(refusal: CampaignProblem, language: str, told: str) -> dict[str, object]:
    """What fills the sentence `problems.<key>`. `told`: how it names what somebody wrote."""
    values = {
        name: named(f"{NAMED[name]}_{value}", language) if name in NAMED else value
        for name, value in vars(refusal).items()
    }
    return values | {"told": told}


def sentence(refusal: CampaignProblem, language: str) -> str:
    """For whoever typed it at a command line: repeats what was not understood."""
    told = text("campaigns.as_written", language, told=getattr(refusal, "told", ""))
    values = spoken_values(refusal, language, told)
    return text(f"problems.{refusal.key}", language, **values).strip()


def unrepeated(refusal: CampaignProblem, language: str) -> dict[str, object]:
    """For the web, where a refusal never repeats what was sent."""
    return spoken_values(refusal, language, text("campaigns.what_was_written", language))


def named(key: str, language: str = "vi") -> str:
    """What the catalogue calls a code; the code itself where it has no name for it."""
    return text(key, language) if key in catalogue() else key.rpartition("_")[2]
