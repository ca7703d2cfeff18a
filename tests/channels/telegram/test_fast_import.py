"""aiogram imported our way, in a process of its own: here it has been imported the usual way."""

import subprocess
import sys

SCRIPT = """
from channels.telegram.fast_import import import_aiogram
import_aiogram()
from aiogram import methods, types
from aiogram.methods import SendMessage
from pydantic import BaseModel

chat = {"id": 1, "type": "private", "first_name": "Lan"}
old = {"message_id": 1, "date": 1, "chat": chat, "photo": [
    {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
message = {"message_id": 2, "date": 1, "chat": chat, "text": "có tin", "reply_to_message": old}
update = types.Update.model_validate({"update_id": 1, "message": message})
assert update.message.reply_to_message.photo[0].file_id == "f"
assert types.ChatFullInfo.__pydantic_complete__ is False  # not built, because not used
for method in (methods.SendPhoto, methods.EditMessageText, methods.AnswerCallbackQuery):
    method.model_rebuild(raise_errors=True)
button = types.InlineKeyboardButton(text="Nhận", callback_data="claim:K7Q-204")
call = SendMessage(chat_id=1, text="x", reply_markup={"inline_keyboard": [[button]]})
assert call.model_dump(exclude_unset=True)["reply_markup"]["inline_keyboard"][0][0]["text"]

class Later(BaseModel):
    of: "Later | None" = None

Later.model_rebuild()
assert Later(of={"of": None}).of.of is None
print("all is well")
"""


def test_types_are_built_when_they_are_met() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=100
    )

    assert done.stdout.strip() == "all is well", done.stderr[-2000:]
