"""How residents shorten the name of a province."""

from communes.spelling import glue

PROVINCE_ALIASES: dict[str, tuple[str, ...]] = {
    "hochiminh": ("hcm", "tphcm", "sg", "saigon", "hcmc", "hcmcity", "tpchm", "hochiminhcity",
                  "thanhphohcm", "sgn"),
    "hanoi": ("hn", "tphn", "hanoicity"),
    "haiphong": ("tphp",),
    "danang": ("tpdn", "dnang"),
    "cantho": ("tpct",),
    "bariavungtau": ("brvt", "vungtau", "bariavt", "brvungtau", "baria"),
    "daklak": ("daclac", "daclak", "darlac", "daklac"),
    "daknong": ("dacnong",),
    "kontum": ("contum", "komtum"),
    "gialai": ("glai",),
    "hue": ("tthue", "tth", "thuathienhue", "thuathien"),
}  # fmt: skip

# Districts divided before July 2025: people still call both halves by the name of the whole.
DIVIDED_DISTRICTS = {"Nam Từ Liêm": "Từ Liêm", "Bắc Từ Liêm": "Từ Liêm"}


def initials(name: str) -> tuple[str, ...]:
    """The first letters: "Hải Phòng" → "hp"."""
    words = [glue(word) for word in name.split() if glue(word)]
    return ("".join(word[0] for word in words),) if len(words) > 1 else ()


def shortened(name: str) -> tuple[str, ...]:
    """The first word cut to its letter: "G.Lai", "T.Quang"."""
    words = [glue(word) for word in name.split() if glue(word)]
    if len(words) != 2:
        return ()
    return (words[0][0] + words[1],)
