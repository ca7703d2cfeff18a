"""Stand-in until tips/kinds.py lands."""


def kind_label(kind: str) -> str:
    return {"ma_tuy": "Ma túy", "trom_cap": "Trộm cắp", "lua_dao": "Lừa đảo"}.get(kind, kind)


def question_text(question: str) -> str:
    return {"ma_tuy.1": "Ở đâu, mốc nào gần đó?", "ma_tuy.2": "Thường vào giờ nào?"}.get(
        question, question
    )
