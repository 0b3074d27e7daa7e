#!/usr/bin/env python3
"""Where the time of a migration goes: CPU microseconds of ferryd for each, by thread and by what they are spent on.

Usage: profile.py [--ferryd PATH] [--ferry PATH] [--instances N] [--operations N] [--rate N]

Starts a ferryd on a fresh directory, makes N process instances, and samples it with `perf record` while they are
migrated at random (`ferry bench migrate`), as fast as it goes or at a rate. What a sample is spent on is told by the
innermost of its functions that the table below knows. Needs perf and the right to use it.
"""
import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import tempfile
import time

SAMPLED_SECONDS = 4

# Read from the innermost function of a sample outwards; the first line with a match is it.
WORK = [
    ("RocksDB: into the write buffer", r"rocksdb::MemTable::Add|InsertInto"),
    ("RocksDB: into the buffer of the log", r"WriteToWAL|WriteImpl|rocksdb_write\b"),
    ("RocksDB: log to the disk", r"FlushWAL|SyncWAL|rocksdb_flush_wal"),
    ("RocksDB: reading", r"rocksdb_get|rocksdb::DBImpl::Get|rocksdb.*Iterator"),
    ("finding and decoding the instance", r"loadInstance|loadRoot|RecordCacheV4find"),
    ("letting go of decoded instances", r"InstanceCacheV4trim"),
    ("rows: encoding and staging", r"5stage|StorageC4save|StorageC6append|stageDefinitionChanges|RecordCacheV6insert"),
    ("deciding: the plan on the instance", r"InstanceCheck|CheckedPlan|Soundness|FerryEngine0B0C7migrate"),
    ("applying the event", r"EventApplier|PartitionStateC5apply"),
    ("command: keys, answers, bookkeeping", r"FerryEngine0B0C7(execute|command)|PartitionLoop"),
    ("answers: to the connections", r"9deliver|LetGo|letGo|FlusherC3run"),
    ("mailbox, waiting, waking", r"MailboxC|FlusherC4next|FlusherC7enqueue|PartitionC3run|futex|pthread_cond"),
    ("frames: decoding, routing", r"IncomingFrames|FrameDecoder|FrameScan|channelRead"),
    ("frames: encoding, writing", r"OutgoingFrames|FrameEncoder|ReplyMailbox|PendingStreamWrites|ChannelC5flush"),
    ("sockets and event loop", r"NIOPosix|epoll|SelectableEventLoop"),
    ("frames: bodies by protobuf-c", r"protobuf_c"),
    # malloc keeps no frame pointer: who called it is not known.
    ("malloc and free, whoever asked", r"malloc|_int_free|cfree|unlink_chunk|realloc"),
]
WORK = [(name, re.compile(pattern)) for name, pattern in WORK]


def kind(thread, stack):
    if thread.startswith("rocksdb"):
        return "RocksDB: files written and merged"
    for symbol in stack:
        for name, pattern in WORK:
            if pattern.search(symbol):
                return name
    return "else"


def samples(data):
    """Thread and stack, innermost first, of each sample."""
    script = subprocess.Popen(
        ["perf", "script", "-i", data, "--no-demangle", "-F", "comm,tid,ip,sym"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    thread, stack = None, []
    for line in script.stdout:
        if line.strip() == "":
            if thread:
                yield thread, stack
            thread, stack = None, []
        elif thread is None:
            thread = line.rsplit(None, 1)[0].strip()
        else:
            stack.append(line.split(None, 1)[1] if " " in line.strip() else line)
    script.wait()


def cpu(pid):
    """CPU nanoseconds by thread."""
    spent = collections.Counter()
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/comm") as name, open(f"/proc/{pid}/task/{task}/schedstat") as stat:
            spent[name.read().strip()] += int(stat.read().split()[0])
    return spent


def written(pid):
    with open(f"/proc/{pid}/io") as io:
        return next(int(line.split()[1]) for line in io if line.startswith("write_bytes"))


def wait_for_load(pid, bench):
    """Instances are listed first, which writes nothing."""
    before = written(pid)
    while bench.poll() is None:
        time.sleep(0.25)
        now = written(pid)
        if now - before > 512 << 10:
            return time.sleep(1)
        before = now


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ferryd", default=".build/release/ferryd")
    options.add_argument("--ferry", default=".build/release/ferry")
    options.add_argument("--instances", type=int, default=1_000_000)
    options.add_argument("--operations", type=int, default=600_000)
    options.add_argument("--rate", type=int, help="migrations a second; as many as it can without")
    options = options.parse_args()
    directory = tempfile.mkdtemp(prefix="ferry-profile-")
    broker = subprocess.Popen(
        [options.ferryd, "--data", directory + "/data", "--port", "0", "--no-admin", "--log-level", "error"],
        stdout=subprocess.PIPE, text=True)
    try:
        address = broker.stdout.readline().split()[-1]
        load = [options.ferry, "bench", "migrate", "--address", address, "--instances", str(options.instances),
                "--connections", "2", "--in-flight", "256", "--output", "json"]
        subprocess.run(load + ["--operations", "100000"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        rate = ["--rate", str(options.rate)] if options.rate else []
        bench = subprocess.Popen(
            load + ["--reuse", "--operations", str(options.operations)] + rate, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        wait_for_load(broker.pid, bench)
        data = directory + "/perf.data"
        before = cpu(broker.pid)
        subprocess.run(
            ["perf", "record", "-o", data, "-F", "2999", "-g", "-p", str(broker.pid), "--", "sleep",
             str(SAMPLED_SECONDS)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        spent = cpu(broker.pid) - before
        if bench.poll() is not None:
            raise SystemExit("the load ended before it was sampled: ask for more --operations")
        per_second = json.loads(bench.communicate()[0])["operationsPerSecond"]
        count = per_second * SAMPLED_SECONDS
        print(f"{per_second:,.0f} migrations a second; {sum(spent.values()) / 1000 / count:.1f} us of CPU each")
        works, total = collections.defaultdict(collections.Counter), collections.Counter()
        for thread, stack in samples(data):
            thread = re.sub(r"[-#\d]+$", "", re.sub(r"\s+\d+$", "", thread))
            works[thread][kind(thread, stack)] += 1
            total[thread] += 1
        threads = collections.Counter()
        for thread, nanoseconds in spent.items():
            threads[re.sub(r"[-#\d]+$", "", thread)] += nanoseconds
        for thread, nanoseconds in threads.most_common():
            each = nanoseconds / 1000 / count
            if each < 0.05:
                continue
            print(f"\n{thread}: {each:.1f} us")
            for name, number in works[thread].most_common():
                part = each * number / total[thread]
                if part >= 0.05:
                    print(f"    {part:5.2f}  {name}")
    finally:
        broker.terminate()
        broker.wait()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
