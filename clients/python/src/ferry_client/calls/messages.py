"""Calls that tell processes of what happened outside: messages, signals, conditions; and what waits for such."""

from __future__ import annotations

from .._proto import condition_pb2, frame_pb2, message_pb2, signal_pb2, timer_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message
from ..messages import CorrelatedMessage, Message, MessageSubscription, Timer
from ..values import Variables, to_json, to_milliseconds
from .caller import Caller


class MessageCalls(Caller):
    async def publish_message(
        self,
        name: str,
        correlation_key: str = "",
        variables: Variables | None = None,
        *,
        time_to_live: float = 0.0,
        message_id: str = "",
        tenant: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> int:
        """Publishes a message; its key. It goes to who waits for it, and waits itself for ``time_to_live`` seconds.

        ALREADY_EXISTS while another of the same name, correlation key and ``message_id`` waits.
        """
        request = message_pb2.PublishMessageRequest(
            name=name.encode(),
            correlation_key=correlation_key.encode(),
            time_to_live_milliseconds=to_milliseconds(time_to_live),
            message_id=message_id.encode(),
            variables=to_json(variables),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(publish_message=request),
            lambda answer: answer.publish_message.message_key,
            timeout,
            idempotency_key,
        )

    async def correlate_message(
        self,
        name: str,
        correlation_key: str = "",
        variables: Variables | None = None,
        *,
        tenant: str = "",
        timeout: float | None = None,
    ) -> CorrelatedMessage:
        """Hands a message to an instance and says which one took it; NOT_FOUND when none does."""
        request = message_pb2.CorrelateMessageRequest(
            name=name.encode(),
            correlation_key=correlation_key.encode(),
            variables=to_json(variables),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(correlate_message=request),
            lambda answer: CorrelatedMessage(
                answer.correlate_message.message_key, answer.correlate_message.process_instance_key
            ),
            timeout,
        )

    async def broadcast_signal(
        self,
        name: str,
        variables: Variables | None = None,
        *,
        tenant: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> list[int]:
        """Tells everyone who waits for a signal; the keys of the instances it started."""
        request = signal_pb2.BroadcastSignalRequest(
            name=name.encode(), variables=to_json(variables), tenant=tenant.encode()
        )
        return await self._call(
            frame_pb2.ClientFrame(broadcast_signal=request),
            lambda answer: list(answer.broadcast_signal.started),
            timeout,
            idempotency_key,
        )

    async def evaluate_conditions(
        self,
        variables: Variables | None = None,
        *,
        definition_key: int = 0,
        tenant: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> list[int]:
        """Starts the processes whose conditional start events hold for these variables; the keys of the instances.

        ``definition_key`` looks at one definition only, 0 at the latest version of every process.
        """
        request = condition_pb2.EvaluateConditionsRequest(
            variables=to_json(variables), definition_key=definition_key, tenant=tenant.encode()
        )
        return await self._call(
            frame_pb2.ClientFrame(evaluate_conditions=request),
            lambda answer: list(answer.evaluate_conditions.started),
            timeout,
            idempotency_key,
        )

    async def list_messages(
        self,
        *,
        name: str = "",
        correlation_key: str = "",
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[Message]:
        """Published messages that still wait for somebody, by partition and key, oldest first."""
        request = message_pb2.ListMessagesRequest(
            name=name.encode(),
            correlation_key=correlation_key.encode(),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_messages=request),
            lambda answer: Page(
                [Message._from(item) for item in answer.list_messages.messages], answer.list_messages.next_page_token
            ),
            timeout,
        )

    async def list_message_subscriptions(
        self,
        *,
        name: str = "",
        correlation_key: str = "",
        process_instance_key: int = 0,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[MessageSubscription]:
        """Instances that wait for a message, by partition of the correlation key, then name, correlation key, age."""
        request = message_pb2.ListMessageSubscriptionsRequest(
            name=name.encode(),
            correlation_key=correlation_key.encode(),
            process_instance_key=process_instance_key,
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_message_subscriptions=request),
            lambda answer: Page(
                [MessageSubscription._from(item) for item in answer.list_message_subscriptions.subscriptions],
                answer.list_message_subscriptions.next_page_token,
            ),
            timeout,
        )

    async def list_timers(
        self,
        *,
        process_instance_key: int = 0,
        definition: DefinitionName | None = None,
        event_id: str = "",
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[Timer]:
        """Timers by partition, the soonest first: those that instances wait for, and those that begin instances."""
        request = timer_pb2.ListTimersRequest(
            process_instance_key=process_instance_key,
            definition=optional_message(definition),
            event_id=event_id.encode(),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_timers=request),
            lambda answer: Page(
                [Timer._from(item) for item in answer.list_timers.timers], answer.list_timers.next_page_token
            ),
            timeout,
        )
