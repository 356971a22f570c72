"""Proves that the application answers, without a port."""

from starlette.testclient import TestClient

from app import notes
from app.web import app

notes.prepare()
answer = TestClient(app).get("/")
assert answer.status_code == 200, answer.text
print("The application answers.")
