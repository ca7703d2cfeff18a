"""How residents shorten the name of a province."""

from communes.spelling import glue

PROVINCE_ALIASES: dict[str, tuple[str, ...]] = {
    "hochiminh": ("hcm", "tphcm", "sg", "saigon", "hcmc", "hcmcity", "tpchm", "hochiminhcity",
                  "thanhphohcm", "sgn"),
    "hanoi": ("hn", "tphn", "hanoicity"),
    "haiphong": ("tphp",),
    "danang": ("tpdn", "dnang"),
    "cantho": ("tpct",),
    "thuathienhue": ("hue", "tthue", "thuathien"),
    "bariavungtau": ("brvt", "vungtau", "bariavt", "brvungtau", "baria"),
    "daklak": ("daclac", "daclak", "darlac", "daklac"),
    "daknong": ("dacnong",),
    "kontum": ("contum", "komtum"),
    "gialai": ("glai",),
    "hue": ("tthue", "thuathienhue"),
}  # fmt: skip


def initials(name: str) -> tuple[str, ...]:
    """ "Hải Phòng" → "hp"."""
    words = [glue(word) for word in name.split() if glue(word)]
    return ("".join(word[0] for word in words),) if len(words) > 1 else ()


def shortened(name: str) -> tuple[str, ...]:
    """ "Gia Lai" → "glai", as in "G.Lai"; "Tuyên Quang" → "tquang"."""
    words = [glue(word) for word in name.split() if glue(word)]
    if len(words) != 2:
        return ()
    return (words[0][0] + words[1],)
