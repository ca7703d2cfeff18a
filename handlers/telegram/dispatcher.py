"""Which doors stand behind which bot."""

import logging
from typing import Any

from aiogram import Dispatcher, Router

from handlers.reception import Listener
from handlers.telegram.citizens import door as telegram_citizen
from handlers.telegram.citizens.albums import Albums
from handlers.telegram.files import FileRoom
from handlers.telegram.officers import door as telegram_officers
from handlers.telegram.officers.desk import Desk
from handlers.telegram.officers.prompts import Asked
from messages.channel import Speaker


def for_citizens(reception: Listener, postman: Speaker, files: FileRoom) -> Dispatcher:
    doors = [telegram_citizen.router()]
    albums = Albums(postman)
    return _dispatcher(doors, reception=reception, postman=postman, files=files, albums=albums)


def for_desks(desk: Desk) -> Dispatcher:
    return _dispatcher([telegram_officers.router(), telegram_officers.reception()], desk=desk)


def for_all(reception: Listener, postman: Speaker, files: FileRoom, desk: Desk) -> Dispatcher:
    """One bot for both: what officers do in groups and `/lienket` come first."""
    doors = [telegram_officers.router(), telegram_citizen.router()]
    rooms = {"reception": reception, "postman": postman, "files": files, "albums": Albums(postman)}
    return _dispatcher(doors, desk=desk, **rooms)


def _dispatcher(doors: list[Router], **rooms: Any) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True, asked=Asked(), **rooms)
    dispatcher.include_routers(*doors)
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)  # a line an update, with its bot
    return dispatcher
