"""talk-to-kernel.py EXPERIMENT PID CODE: starts a kernel of a JupyterLab whose server is PID and has it run CODE.

Prints JSON: the scores by which the kernel of Linux chooses what to end when memory is used up, whether the kernel of
Jupyter died, and the status with which the server answers after that.
"""

import asyncio
import json
import socket
import sys
import uuid

from tornado.httpclient import HTTPRequest
from tornado.netutil import Resolver
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import websocket_connect

experiment, pid, code = sys.argv[1:]
base = f"localhost/user/{experiment}/lab"
ENDED = ("restarting", "dead")


class Door(Resolver):
    """Leads every connection to the socket that the front door uses."""

    async def resolve(self, host, port, family=0):
        return [(socket.AF_UNIX, f"/run/homelab-paas/door/{experiment}/lab.sock")]


async def ask(client, path, method="GET", body=None):
    headers = {"Content-Type": "application/json", "Cookie": "_xsrf=x", "X-XSRFToken": "x"}
    request = HTTPRequest(f"http://{base}{path}", method=method, body=body, headers=headers)
    return await client.fetch(request, raise_error=False)


async def run(channel, text):
    """Runs code and gives the first text that it prints, or the state in which its kernel ended."""
    content = {"code": text, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
    rest = {"parent_header": {}, "metadata": {}, "channel": "shell"}
    await channel.write_message(json.dumps({"header": header, "content": content, **rest}))
    while True:
        told = json.loads(await asyncio.wait_for(channel.read_message(), 60))
        kind, content = told["msg_type"], told["content"]
        if kind == "stream":
            return content["text"]
        if kind == "status" and content["execution_state"] in ENDED:
            return content["execution_state"]


async def main():
    client = SimpleAsyncHTTPClient(resolver=Door())
    kernel = json.loads((await ask(client, "/api/kernels", "POST", json.dumps({"name": "python3"}))).body)
    request = HTTPRequest(f"ws://{base}/api/kernels/{kernel['id']}/channels")
    channel = await websocket_connect(request, resolver=Door())
    score = int(await run(channel, "print(open('/proc/self/oom_score_adj').read())"))
    state = await run(channel, code)
    with open(f"/proc/{pid}/oom_score_adj") as file:
        server_score = int(file.read())
    status = (await ask(client, "/api/status")).code
    print(json.dumps({"kernelScore": score, "serverScore": server_score, "restarted": state in ENDED, "status": status}))


asyncio.run(main())
