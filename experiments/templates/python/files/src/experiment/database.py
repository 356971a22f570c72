"""The experiment's database. Its address is in the environment, so nothing has to be configured."""

import psycopg


def connect() -> psycopg.Connection:
    """A connection as the experiment's own role; the variable PGDATABASE says which database."""
    return psycopg.connect()


def now() -> str:
    """The time as the database tells it."""
    with connect() as connection:
        row = connection.execute("select now()::text").fetchone()
    assert row is not None
    return row[0]
