from experiment.database import now


def test_the_database_answers() -> None:
    assert now().startswith("2")
