"""Works on jobs until Ctrl-C, and starts an order every second.

    python samples/worker.py [HOST:PORT]
"""

import asyncio
import itertools
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from ferry_client import ActivatedJob, FerryClient, JobFailure, JobWorker

MODELS = Path(__file__).parent / "models"


async def charge(job: ActivatedJob) -> dict[str, Any]:
    if job.variables["amount"] > 1000:
        raise JobFailure("more than this card may be charged", retries=0)
    print(f"charging {job.variables['amount']} for {job.variables['orderId']}")
    return {"receipt": f"R-{job.key}"}


async def notify(job: ActivatedJob) -> None:
    print(f"{job.variables['orderId']} is done: {job.variables['receipt']}")


async def main(address: str) -> None:
    async with FerryClient.connect(address, client_name="sample-worker", reconnect=True) as client:
        (v1,) = await client.deploy(MODELS / "order-v1.bpmn")
        async with JobWorker(client, "python-charge", charge), JobWorker(client, "python-notify", notify):
            for number in itertools.count(1):
                await client.create_instance(v1, {"orderId": f"A-{number}", "amount": 400 * (number % 4)})
                await asyncio.sleep(1)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(*sys.argv[1:2] or ["127.0.0.1:26600"]))
