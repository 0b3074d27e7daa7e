"""Moves a running order to version 2 of its process, after a dry run.

    python samples/migrate.py [HOST:PORT]
"""

import asyncio
import sys
from pathlib import Path

from ferry_client import AutoMap, FerryClient, MigrationPlan, MigrationReport

MODELS = Path(__file__).parent / "models"


async def main(address: str) -> None:
    async with FerryClient.connect(address, client_name="sample-migrate") as client:
        (v1,) = await client.deploy(MODELS / "order-v1.bpmn")
        (v2,) = await client.deploy(MODELS / "order-v2.bpmn")
        order = await client.create_instance(v1, {"orderId": "A-17", "amount": 250})
        print(f"order {order.key} runs on {v1.process_id}:{v1.version}")

        plan = MigrationPlan(target=v2, instructions={"charge": "collect"}, auto_map=AutoMap.EQUAL)
        show("would move", await client.migrate_instance(order.key, plan, dry_run=True))
        show("moved", await client.migrate_instance(order.key, plan))

        tree = await client.get_instance(order.key)
        print(f"it stands at {', '.join(tree.instance.active_elements)} of version {tree.instance.version}")
        await client.cancel_instance(order.key)


def show(what: str, report: MigrationReport) -> None:
    for element in report.elements:
        print(f"  {what} {element.from_id} to {element.to_id}")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2] or ["127.0.0.1:26600"]))
