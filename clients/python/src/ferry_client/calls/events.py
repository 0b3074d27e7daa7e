"""Reading the event log."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import aclosing

from .._proto import event_pb2, frame_pb2
from ..events import Event, EventBatch
from ..session import backoff
from ..status import FerryError
from .caller import Caller, read_answer


class EventCalls(Caller):
    async def stream_events(
        self,
        partition: int,
        from_position: int = 0,
        *,
        follow: bool = False,
        process_instance_key: int = 0,
        timeout: float = math.inf,
    ) -> AsyncGenerator[Event, None]:
        """A partition's events from a position on, oldest first; ``event.position + 1`` is where to go on.

        Ends at the newest event, or with ``follow`` goes on with what happens later. To leave it early and at once,
        use ``contextlib.aclosing``.
        """
        batches = self.stream_event_batches(
            partition, from_position, follow=follow, process_instance_key=process_instance_key, timeout=timeout
        )
        async with aclosing(batches):
            async for batch in batches:
                for event in batch.events:
                    yield event

    async def stream_event_batches(
        self,
        partition: int,
        from_position: int = 0,
        *,
        follow: bool = False,
        process_instance_key: int = 0,
        timeout: float = math.inf,
    ) -> AsyncGenerator[EventBatch, None]:
        """As ``stream_events``, in the broker's batches: ``batch.next`` also passes what the filter dropped.

        Every stream has a connection of its own, so that a slow reader slows down nothing else. With ``reconnect`` a
        lost stream goes on where it was.
        """
        deadline = self._deadline(timeout)
        position = from_position
        waits = backoff()
        while True:
            frame = frame_pb2.ClientFrame(
                stream_events=event_pb2.StreamEventsRequest(
                    partition=partition,
                    from_position=position,
                    follow=follow,
                    process_instance_key=process_instance_key,
                )
            )
            try:
                async with aclosing(self._batches(frame, deadline)) as batches:
                    async for batch in batches:
                        position = batch.next
                        waits = backoff()
                        yield batch
                return
            except FerryError as failure:
                wait = next(waits)
                late = asyncio.get_running_loop().time() + wait >= deadline
                if late or not (failure.is_retryable and self._session.reconnects):
                    raise
                await asyncio.sleep(wait)

    async def _batches(self, frame: frame_pb2.ClientFrame, deadline: float) -> AsyncGenerator[EventBatch, None]:
        async with self._session.own_connection() as connection:
            async with aclosing(connection.stream(frame, deadline)) as answers:
                async for answer in answers:
                    yield read_answer(frame, answer, lambda answer: EventBatch._from(answer.stream_events))
