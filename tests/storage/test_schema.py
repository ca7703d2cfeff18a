"""The tables a migration makes are the tables storage/tables.py speaks of."""




from storage.migrations import differences
from storage.work import Database


async def test_head_equals_the_tables(database: Database) -> None:
    found = await database.read(lambda connection: connection.run_sync(differences))

    assert found == []
