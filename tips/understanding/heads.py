"""The questions that are asked of every message, and their possible answers in a fixed order."""

INTENTS = (
    "tip", "crisis", "out_of_scope", "question_about_channel", "paperwork", "opener", "receipt",
    "news", "scam_check", "thanks", "stop", "help", "noise",
)  # fmt: skip
KINDS = (
    "ma_tuy", "lua_dao", "trom_cap", "cuop_cuong_doat", "danh_nhau_gay_roi", "bao_luc_gia_dinh",
    "xam_hai_tre_em", "mua_ban_nguoi", "co_bac", "mai_dam", "tin_dung_den", "giao_thong",
    "vu_khi_phao", "hang_gia_moi_truong", "chay_no", "khac",
)  # fmt: skip
DESPAIRING = ("self", "other")  # whose despair is told, where it is
DANGERS = ("113", "114", "115", "111", "crisis")  # each for itself, all others one of many
SCOPES = ("none", "politics", "religion", "official", "civil", "petition", "paperwork")

# What a question is about: the line itself, paperwork, and what else is asked beside a tip.
TOPICS = (
    "anonymous", "real", "reads", "cost", "reward", "next", "how", "where", "number", "lessons",
    "identity_card", "vneid", "residence", "vehicle", "licence", "passport", "civil_status",
    "record", "lost_found", "fines",
    "mistaken", "witness", "person", "undo", "addiction",
)  # fmt: skip

HEADS = {
    "intent": INTENTS,
    "kind": KINDS,
    "danger": DANGERS,
    "scope": SCOPES,
    "topic": TOPICS,
    "despair": DESPAIRING,
}
