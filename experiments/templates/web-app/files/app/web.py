"""The pages."""

from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from app import notes

PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Notes</title>
<style>body {{ font: 16px/1.5 system-ui; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}</style>
<h1>Notes</h1>
<form method="post" action="./"><input name="text" maxlength="200" required autofocus> <button>Add</button></form>
<ul>{items}</ul>
"""


def show(_request: Request) -> HTMLResponse:
    items = "".join(f"<li>{escape(text)} <small>{at}</small></li>" for text, at in notes.newest())
    return HTMLResponse(PAGE.format(items=items))


async def add(request: Request) -> RedirectResponse:
    form = await request.form()
    text = str(form.get("text", "")).strip()[:200]
    if text:
        notes.add(text)
    return RedirectResponse("./", status_code=303)


app = Starlette(routes=[Route("/", show, methods=["GET"]), Route("/", add, methods=["POST"])])
