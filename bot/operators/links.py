"""What an operator does when the file of the links' keys is gone."""

from bot import keys
from bot.config import Config
from bot.startup import explained
from storage.database.opening import open_database
from storage.names.renewing import LinkRenewal


async def forget(config: Config) -> int:
    """How many links led to residents under keys that are lost."""
    vault = keys.vault(config)
    with explained():
        database = await open_database(config.database_url)
        try:
            return await LinkRenewal(database, vault).forget_lost()
        finally:
            await database.close()
