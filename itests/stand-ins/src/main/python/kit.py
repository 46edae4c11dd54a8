"""What the Python stand-ins share: journal, faults, control port, READY line. 示例(虚构)."""
import argparse
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Journal:
    """Attempts, reads and effects, counted apart, in DIR/journal.jsonl."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "journal.jsonl")
        self.lock = threading.RLock()
        self.entries = []
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as lines:
                self.entries = [json.loads(line) for line in lines if line.endswith("\n")]
        self.file = open(self.path, "a", encoding="utf-8")

    def add(self, kind, operation, call, key, client, **more):
        with self.lock:
            entry = {"seq": len(self.entries) + 1, "at": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
                     "kind": kind, "operation": operation, "call": call, "key": key, "client": client, **more}
            self.file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self.file.flush()
            if kind == "effect":
                os.fsync(self.file.fileno())
            self.entries.append(entry)

    def effects(self):
        with self.lock:
            return [e for e in self.entries if e["kind"] == "effect"]

    def counts(self):
        with self.lock:
            return {kind + "s": sum(e["kind"] == kind for e in self.entries) for kind in ("attempt", "read", "effect")}

    def page(self, since, limit, records):
        with self.lock:
            found = [dict(e) for e in self.entries if e["seq"] > since][:limit]
            last = found[-1]["seq"] if found else since
            for entry in found:
                if not records:
                    entry.pop("record", None)
            return {**self.counts(), "entries": found, "next": last, "more": len(self.entries) > last}

    def summary(self):
        with self.lock:
            summary = {**self.counts(), "byOperation": {}, "byClient": {}, "moreThanOnce": {}}
            keys = {}
            for e in self.entries:
                for name, value in (("byOperation", e["operation"]), ("byClient", str(e["client"]))):
                    counted = summary[name].setdefault(value, {})
                    counted[e["kind"] + "s"] = counted.get(e["kind"] + "s", 0) + 1
                if e["kind"] == "effect" and e["key"]:
                    name = e["operation"] + " " + e["key"]
                    keys[name] = keys.get(name, 0) + 1
            summary["moreThanOnce"] = {name: n for name, n in keys.items() if n > 1}
            return summary

    def reset(self):
        with self.lock:
            self.entries.clear()
            self.file.truncate(0)


class Faults:
    """The fault in force, and how often it is still to strike."""
    KINDS = ("none", "timeout", "500", "reset", "slow", "truncate", "dup", "schema-drift", "business")

    def __init__(self):
        self.lock = threading.Lock()
        self.now, self.left, self.struck = None, 0, 0

    def set(self, command):
        if command.get("fault") not in self.KINDS:
            raise ValueError("no such fault")
        with self.lock:
            self.now = None if command["fault"] == "none" else command
            self.left = int(command.get("times", 1))

    def take(self, writes):
        with self.lock:
            if self.now is None or self.left == 0:
                return None
            only_writes = self.now.get("on", "write" if self.now.get("when") == "after" else "all") == "write"
            if only_writes and not writes:
                return None
            self.left -= 1 if self.left > 0 else 0
            self.struck += 1
            return self.now

    def state(self):
        with self.lock:
            active = self.now is not None and self.left != 0
            return {"fault": self.now["fault"] if active else "none", "times": self.left if active else 0,
                    "struck": self.struck}


def reset_connection(connection):
    plain = connection.detach() if isinstance(connection, ssl.SSLSocket) else connection.fileno()
    raw = socket.socket(fileno=plain) if isinstance(plain, int) and isinstance(connection, ssl.SSLSocket) else connection
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw.close()


def strike(handler, fault, act):
    """Answers one call under a fault. `act(business)` gives (status, type, bytes) and has the effect."""
    kind, after, ms = fault["fault"], fault.get("when") == "after", float(fault.get("ms", 60000 if fault["fault"] == "timeout" else 3000))
    if kind in ("timeout", "reset", "500") and after:
        act(None)
    if kind == "timeout":
        time.sleep(ms / 1000)
    if kind in ("timeout", "reset"):
        reset_connection(handler.connection)
        handler.close_connection = True
        return
    if kind == "500":
        answer = (500, "text/html; charset=utf-8", b"<h1>500</h1>")
    elif kind == "business":
        answer = act(fault.get("code", ""))
    else:
        if kind == "slow" and not after:
            time.sleep(ms / 1000)
        answer = act(None)
        if kind == "slow" and after:
            time.sleep(ms / 1000)
        if kind == "dup":
            act(None)
        if kind == "schema-drift":
            answer = (answer[0], answer[1], handler.drift(answer[2]))
    if kind == "truncate":
        status, content, body = answer
        handler.send_response(status)
        handler.send_header("Content-Type", content)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.close_connection = True
        return
    handler.answer(*answer)


class Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status, content, body):
        self.send_response(status)
        self.send_header("Content-Type", content)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """TLS, where there is some, is spoken on the connection's own thread."""
    daemon_threads = True
    request_queue_size = 200
    tls = None

    def finish_request(self, request, client_address):
        try:
            connection = self.tls.wrap_socket(request, server_side=True) if self.tls else request
            super().finish_request(connection, client_address)
        except (OSError, ValueError):
            pass  # a client that went away, or brought no certificate

    def shutdown_request(self, request):
        try:
            super().shutdown_request(request)
        except OSError:
            pass


def control(system):
    class Control(Quiet):
        def do_GET(self):
            self.say()

        def do_POST(self):
            self.say()

        def say(self):
            path, _, query = self.path.partition("?")
            asked = dict(urllib.parse.parse_qsl(query))
            status, given = 200, self.body()
            try:
                if self.command + path == "POST/_ctl":
                    system.control(json.loads(given))
                elif self.command + path == "POST/_reset":
                    system.reset()
                elif self.command + path not in ("GET/_ctl", "GET/_journal", "GET/_journal/summary"):
                    status = 404
                if path == "/_journal":
                    said = system.journal.page(int(asked.get("since", 0)), int(asked.get("limit", 1000)),
                                               asked.get("records") == "true")
                else:
                    said = system.journal.summary() if path.endswith("summary") else system.state()
            except (ValueError, KeyError) as wrong:
                status, said = 400, {"error": str(wrong)}
            self.answer(status, "application/json; charset=utf-8", json.dumps(said, ensure_ascii=False).encode())

    return Control


def run(systems):
    """Starts the system that the command line names; says READY; serves until SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("system", choices=sorted(systems))
    parser.add_argument("--dir", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20160930)
    options = parser.parse_args()
    os.makedirs(options.dir, exist_ok=True)
    system = systems[options.system](options)
    server = Server(("127.0.0.1", options.port), system.handler())
    server.tls = system.tls
    controls = ThreadingHTTPServer(("127.0.0.1", options.control), control(system))
    controls.daemon_threads = True
    threading.Thread(target=controls.serve_forever, daemon=True).start()
    port = server.server_address[1]
    scheme = "https" if system.tls else "http"
    ready = {"id": options.system.upper().replace("SI-10D", "SI-10d"), "port": port,
             "url": f"{scheme}://127.0.0.1:{port}{system.root}", **system.ready(),
             "control": controls.server_address[1], "pid": os.getpid()}
    print("READY " + json.dumps(ready, ensure_ascii=False), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
