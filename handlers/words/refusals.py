"""What officers read about campaigns: the sentences of refusals, and names for codes."""

from broadcasts.errors import CampaignProblem
from wording.catalogue import catalogue, text

# Attributes of a refusal that hold a code, and where the catalogue names it.
NAMED = {"state": "campaigns.state", "reason": "campaigns.held", "fault": "campaigns.fault"}


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
