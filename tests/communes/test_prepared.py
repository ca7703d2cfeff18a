from communes.artifact import Artifact
from communes.atlas import Atlas
from communes.names.prepared import PREPARED, open_prepared, prepare


def test_the_shipped_map_is_prepared_as_it_stands(artifact: Artifact) -> None:
    # A place, a landmark or a rule of sound was changed? `make map` writes it anew.
    assert PREPARED.read_bytes() == prepare(artifact)


def test_the_prepared_map_has_the_same_places_in_the_same_order(artifact: Artifact) -> None:
    opened = open_prepared(PREPARED.read_bytes())

    assert opened.directory == artifact.directory
    assert list(opened.directory.communes) == list(artifact.directory.communes)
    assert opened.points == artifact.points


def test_a_name_is_made_ready_when_it_is_first_written(atlas: Atlas) -> None:
    opened = open_prepared(PREPARED.read_bytes()).gazetteer

    assert opened.meanings("khongcodau") == ()
    first = opened.meanings("bennghe")

    assert opened.meanings("bennghe") is first
    assert [level for level, _ in first] == ["ward"]
    assert atlas.resolve("phường Bến Nghé, quận 1").found[0].commune.name == "Sài Gòn"
