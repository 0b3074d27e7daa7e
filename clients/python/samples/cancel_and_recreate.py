"""Takes orders to version 2: by migration where that is possible, by cancel and create-at-element where it is not.

    python samples/cancel_and_recreate.py [HOST:PORT]

Cancel and create are two commands, and between them the order is gone. A program that must survive its own crash
there writes down what it read of the old instance before it cancels. Both commands carry idempotency keys derived from
the old instance, so sending them again does nothing twice.
"""

import asyncio
import sys
from pathlib import Path

from ferry_client import (
    AutoMap,
    FerryClient,
    FerryError,
    MigrationPlan,
    ProcessDefinition,
    ProcessInstanceTree,
    StatusCode,
)

MODELS = Path(__file__).parent / "models"


async def main(address: str) -> None:
    async with FerryClient.connect(address, client_name="sample-recreate", reconnect=True) as client:
        (v1,) = await client.deploy(MODELS / "order-v1.bpmn")
        (v2,) = await client.deploy(MODELS / "order-v2.bpmn")
        plan = MigrationPlan(v2, {"charge": "collect"}, auto_map=AutoMap.EQUAL, source=v1)
        charging = await client.create_instance(v1, {"orderId": "A-17"})
        notifying = await client.create_instance(v1, {"orderId": "A-18"}, start_elements=["notify"])

        for key in (charging.key, notifying.key):
            taken = await take_over(client, key, plan, v2)
            tree = await client.get_instance(taken)
            place = ", ".join(tree.instance.active_elements)
            print(f"{tree.variables_of()['orderId']} stands at {place} of version {tree.instance.version}")
            await client.cancel_instance(taken)


async def take_over(client: FerryClient, key: int, plan: MigrationPlan, target: ProcessDefinition) -> int:
    """The key of the instance that goes on: the old one when it could move."""
    try:
        await client.migrate_instance(key, plan)
        print(f"{key} migrated")
        return key
    except FerryError as refusal:
        if refusal.code is not StatusCode.FAILED_PRECONDITION:
            raise
        print(f"{key} cannot migrate: {refusal.message}")
        for reason in refusal.reasons:
            print(f"  {reason.code} at {reason.element_id or 'the instance'}: {reason.hint}")
    return await recreate(client, await client.get_instance(key), target)


async def recreate(client: FerryClient, old: ProcessInstanceTree, target: ProcessDefinition) -> int:
    """Starts the instance anew where it stood. Its key, its jobs, its history and tokens at joins are lost.

    The element ids must be those of the target; a renamed one would be looked up here.
    """
    if old.tokens:
        raise SystemExit(f"{old.instance.key} has tokens waiting at a join: they cannot be created anew")
    key = old.instance.key
    await client.cancel_instance(key, idempotency_key=f"recreate/cancel/{key}")
    created = await client.create_instance(
        target,
        old.variables_of(),
        start_elements=old.instance.active_elements,
        idempotency_key=f"recreate/create/{key}",
    )
    print(f"{key} cancelled, created anew as {created.key}")
    return created.key


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2] or ["127.0.0.1:26600"]))
