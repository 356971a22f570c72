"""Notes in the experiment's database. Its address is in the environment, so nothing has to be configured."""

import psycopg


def prepare() -> None:
    """Makes the table when it is not there."""
    with psycopg.connect() as connection:
        connection.execute(
            "create table if not exists notes (id bigserial primary key, text text not null, at timestamptz not null default now())"
        )


def add(text: str) -> None:
    with psycopg.connect() as connection:
        connection.execute("insert into notes (text) values (%s)", [text])


def newest() -> list[tuple[str, str]]:
    """The newest notes with their times."""
    with psycopg.connect() as connection:
        rows = connection.execute(
            "select text, to_char(at, 'YYYY-MM-DD HH24:MI') from notes order by id desc limit 50"
        )
        return rows.fetchall()
