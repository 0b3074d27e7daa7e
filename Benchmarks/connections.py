#!/usr/bin/env python3
"""Many open connections, good and bad, and what they cost a broker and its other clients.

Usage: connections.py [--ferryd PATH] [--ferry PATH] [--connections N] [--port PORT]

Starts a ferryd on a fresh directory and opens N connections, which in turn are idle, half of them pinging, slow
readers (they send calls with an answer of 4 KiB and never read), and slow writers (they begin a frame of 2 MiB, send
part of it and then a byte every so often). Meanwhile one healthy client pings: its p99 is printed beside the memory of
ferryd. Needs nothing but Python.
"""
import argparse
import contextlib
import json
import resource
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import time

HELLO = bytes.fromhex("0000000d220b080112026d652080808002")


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def ping(request_id, payload=b""):
    body = b"\x0a" + varint(len(payload)) + payload if payload else b""
    frame = b"\x08" + varint(request_id) + b"\x82\x01" + varint(len(body)) + body
    return len(frame).to_bytes(4, "big") + frame


class Broker:
    def __init__(self, ferryd, port):
        self.directory = tempfile.mkdtemp(prefix="ferry-connections-")
        self.process = subprocess.Popen(
            [ferryd, "--data", self.directory + "/data", "--port", str(port), "--no-admin", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def memory(self, field="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field)) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Crowd:
    """Sockets that have said Hello and read Welcome."""

    def __init__(self, port, count):
        self.sockets = []
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(HELLO)
            self.sockets.append(connection)
        for connection in self.sockets:
            length = int.from_bytes(connection.recv(4, socket.MSG_WAITALL), "big")
            connection.recv(length, socket.MSG_WAITALL)
            connection.setblocking(False)

    def send(self, data):
        """To each as much as it takes; how many bytes that was, and how many connections were closed."""
        sent = closed = 0
        for connection in self.sockets:
            rest = memoryview(data)
            try:
                while rest:
                    count = connection.send(rest)
                    sent += count
                    rest = rest[count:]
            except BlockingIOError:
                pass
            except OSError:
                closed += 1
        return sent, closed

    def close(self):
        for connection in self.sockets:
            connection.close()


def pinging(crowd, stop, counts):
    """Half of the connections ping one after the other, all the time, and read their answers."""
    half = crowd.sockets[::2]
    selector = selectors.DefaultSelector()
    for connection in half:
        selector.register(connection, selectors.EVENT_READ)
    request = 0
    while not stop.is_set():
        request += 1
        for start in range(0, len(half), 50):
            for connection in half[start:start + 50]:
                connection.send(ping(request))
            counts[0] += len(half[start:start + 50])
            for key, _ in selector.select(timeout=0):
                key.fileobj.recv(1 << 16)
            time.sleep(0.005)


def healthy(arguments, broker):
    """p50 and p99 of a client with one call at a time, in milliseconds."""
    output = subprocess.run(
        [arguments.ferry, "bench", "ping", "--address", f"127.0.0.1:{broker.port}", "--connections", "1",
         "--in-flight", "1", "--operations", "30000", "--output", "json"],
        capture_output=True, text=True, check=True).stdout
    report = json.loads(output)
    latency = report["latencyMicroseconds"]
    return f"p50 {latency['p50'] / 1000:6.2f} ms   p99 {latency['p99'] / 1000:6.2f} ms   errors {report['errors']}"


def show(title, arguments, broker, note=""):
    ping_line = healthy(arguments, broker)
    most = broker.memory("VmHWM")
    print(f"{title:26} {broker.memory():5.0f} MiB, most {most:5.0f}   {ping_line}   {note}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferryd", default=".build/release/ferryd")
    parser.add_argument("--ferry", default=".build/release/ferry")
    parser.add_argument("--connections", type=int, default=5_000)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with contextlib.ExitStack() as stack:
        broker = Broker(arguments.ferryd, arguments.port)
        stack.callback(broker.stop)
        show("alone", arguments, broker)

        crowd = Crowd(broker.port, arguments.connections)
        show(f"{arguments.connections} idle", arguments, broker)

        stop, counts = threading.Event(), [0]
        thread = threading.Thread(target=pinging, args=(crowd, stop, counts))
        begin = time.monotonic()
        thread.start()
        try:
            show("half of them pinging", arguments, broker)
        finally:
            stop.set()
            thread.join()
        print(f"{'':26} (they made {counts[0] / (time.monotonic() - begin):.0f} pings a second)")
        crowd.close()

        crowd = Crowd(broker.port, arguments.connections)
        calls = b"".join(ping(number, bytes(4096)) for number in range(1, 1025))
        sent, closed = 0, 0
        for _ in range(4):
            more, closed = crowd.send(calls)
            sent += more
        show("slow readers", arguments, broker, f"{sent >> 20} MiB of calls, {closed} closed")
        crowd.close()

        crowd = Crowd(broker.port, arguments.connections)
        begun = (2 << 20).to_bytes(4, "big") + b"\x08\x01\x82\x01" + varint((2 << 20) - 8) + bytes(512 << 10)
        sent, closed = crowd.send(begun)
        for _ in range(20):
            more, closed = crowd.send(b"\0")
            sent += more
            time.sleep(0.1)
        show("slow writers", arguments, broker, f"{sent >> 20} MiB of frames, {closed} closed")
        crowd.close()

        show("all gone", arguments, broker)


if __name__ == "__main__":
    main()
