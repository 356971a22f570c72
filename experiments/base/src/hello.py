"""Asks the experiment's database for the time, as a first sign of life."""

import subprocess

answer = subprocess.run(
    ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", "select now()"],
    check=True,
    capture_output=True,
    text=True,
)
print(f"The database answers: {answer.stdout.strip()}")
