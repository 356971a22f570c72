"""Runs the application: on a socket that only this experiment can open, or with --port on a port of 127.0.0.1."""

import argparse
import socket
from pathlib import Path

import uvicorn

from app import notes

SOCKET = Path.home() / ".cache" / "web-app.sock"

parser = argparse.ArgumentParser(prog="python -m app")
parser.add_argument("--port", type=int, help="a port of 127.0.0.1 in place of the socket; 0 takes a free one")
port = parser.parse_args().port

notes.prepare()
if port is None:
    SOCKET.parent.mkdir(exist_ok=True)
    print(f"Listening on {SOCKET}: curl --unix-socket {SOCKET} http://app/")
    uvicorn.run("app.web:app", uds=str(SOCKET))
else:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", port))
        print(f"Listening on port {listener.getsockname()[1]} of 127.0.0.1")
        uvicorn.Server(uvicorn.Config("app.web:app")).run(sockets=[listener])
