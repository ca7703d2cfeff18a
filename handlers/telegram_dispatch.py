"""Which doors stand behind which bot."""

from aiogram import Dispatcher

from handlers import telegram_citizen, telegram_officers
from handlers.telegram_citizen import Speaker
from handlers.telegram_desk import Desk
from handlers.telegram_files import FileRoom
from tips.intake import Intake


def for_citizens(intake: Intake, postman: Speaker, files: FileRoom) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True, intake=intake, postman=postman, files=files)
    dispatcher.include_router(telegram_citizen.router())
    return dispatcher


def for_desks(desk: Desk) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True, desk=desk)
    dispatcher.include_routers(telegram_officers.router(), telegram_officers.reception())
    return dispatcher


def for_all(intake: Intake, postman: Speaker, files: FileRoom, desk: Desk) -> Dispatcher:
    """One bot for both: what officers do in groups and `/lienket` come first."""
    dispatcher = Dispatcher(
        disable_fsm=True, intake=intake, postman=postman, files=files, desk=desk
    )
    dispatcher.include_routers(telegram_officers.router(), telegram_citizen.router())
    return dispatcher
