"""Runs a module in a worker and calls its functions: docs/protocol.md with python's standard library alone."""
import json, os, secrets, socket, subprocess, sys

PROTOCOL = 3
MODULE = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "math.js"))
FIND = "require.resolve('@plugin-isolation/plugin-worker')"


def start():
    """Spawns the worker. Descriptor 3 is the lifeline: when this process ends, the worker ends."""
    package = subprocess.check_output(["node", "-p", FIND], cwd=os.path.dirname(MODULE), text=True).strip()
    entry = os.path.join(os.path.dirname(package), "entry", "main.js")
    ours, theirs = socket.socketpair()
    worker = subprocess.Popen(
        ["node", entry, "python-example"], stdin=subprocess.DEVNULL, stdout=sys.stderr,
        preexec_fn=lambda: os.dup2(theirs.fileno(), 3), pass_fds=[3], start_new_session=True)
    theirs.close()
    return worker, ours.makefile("rw", encoding="utf-8", newline="\n")


def send(stream, **message):
    stream.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    stream.flush()


def request(stream, number, method, params):
    send(stream, id=number, method=method, params=params)
    for line in stream:
        message = json.loads(line)
        if message.get("method") == "event":
            print("event", message["params"]["name"], message["params"]["payload"])
        if message.get("id") == number:
            return message["result"] if "result" in message else sys.exit(message["error"]["message"])
    sys.exit("the worker has ended")


worker, stream = start()
send(stream, method="hello", params={"token": secrets.token_hex(32), "protocol": PROTOCOL, "address": None})
ready = json.loads(stream.readline())["params"]
if ready["protocol"] != PROTOCOL:
    sys.exit(f"the worker speaks version {ready['protocol']} of the protocol")
print("ready", ready["protocol"])
root = os.path.dirname(MODULE)
loaded = request(stream, 1, "initialize", {"kind": "module", "name": "math", "file": MODULE, "root": root})
print("functions", loaded["functions"])
print("add", request(stream, 2, "call", {"function": "add", "args": [2, 3]}))
request(stream, 3, "stop", {})
print("exit code", worker.wait(timeout=10))
