"""Another key in place of one of the three, while the line runs."""

from bot import keys
from bot.config import Config
from bot.operators.moving import must_be_newest, opened
from bot.problem import Problem
from bot.startup import explained, fit
from storage.rotating.rotation import Pauses, Rotation, RotationRuns, Tell


async def rotate_key(config: Config, ring: str, tell: Tell, pauses: Pauses | None = None) -> int:
    """How many rows and files were sealed anew."""
    if ring in config.keys.commands:
        raise Problem("rotation_not_ours", field=f"keys.{ring}")
    vault = keys.vault(config)
    file = keys.places(config)[f"keys.{ring}"]
    with explained():
        async with opened(config.database_url) as database:
            await must_be_newest(database)
            await fit(config, database, vault)
            try:
                rotation = Rotation(database, vault, config.media, pauses)
                return await rotation.rotate(ring, file, tell)
            except RotationRuns:
                raise Problem("rotation_runs", file=file) from None
