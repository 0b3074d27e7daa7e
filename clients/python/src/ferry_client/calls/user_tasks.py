"""Calls about user tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from .._proto import frame_pb2, usertask_pb2
from ..cluster import Page, page_message
from ..definitions import DefinitionName, optional_message
from ..user_tasks import UserTask, UserTaskFilter
from ..values import Variables, to_json
from .caller import Caller, nothing, texts


class UserTaskCalls(Caller):
    async def assign_user_task(
        self,
        key: int,
        assignee: str,
        *,
        claim: bool = False,
        action: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """Gives a user task to somebody; an empty ``assignee`` takes it away.

        With ``claim``, FAILED_PRECONDITION when it is somebody else's.
        """
        request = usertask_pb2.AssignUserTaskRequest(
            user_task_key=key, assignee=assignee.encode(), claim=claim, action=action.encode()
        )
        await self._call(frame_pb2.ClientFrame(assign_user_task=request), nothing, timeout, idempotency_key)

    async def update_user_task(
        self,
        key: int,
        *,
        candidate_groups: Sequence[str] | None = None,
        candidate_users: Sequence[str] | None = None,
        due_date: str | None = None,
        follow_up_date: str | None = None,
        priority: int | None = None,
        action: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """Changes those attributes that are not None; what is empty is taken away. Dates are ISO 8601."""
        changes = {
            "candidateGroupsList": candidate_groups,
            "candidateUsersList": candidate_users,
            "dueDate": due_date,
            "followUpDate": follow_up_date,
            "priority": priority,
        }
        request = usertask_pb2.UpdateUserTaskRequest(
            user_task_key=key,
            changed=[name.encode() for name, value in changes.items() if value is not None],
            candidate_groups=texts(candidate_groups or ()),
            candidate_users=texts(candidate_users or ()),
            due_date=(due_date or "").encode(),
            follow_up_date=(follow_up_date or "").encode(),
            priority=priority or 0,
            action=action.encode(),
        )
        await self._call(frame_pb2.ClientFrame(update_user_task=request), nothing, timeout, idempotency_key)

    async def complete_user_task(
        self,
        key: int,
        variables: Variables | None = None,
        *,
        action: str = "",
        timeout: float | None = None,
        idempotency_key: str | bytes = b"",
    ) -> None:
        """The user task is done; its instance goes on."""
        request = usertask_pb2.CompleteUserTaskRequest(
            user_task_key=key, variables=to_json(variables), action=action.encode()
        )
        await self._call(frame_pb2.ClientFrame(complete_user_task=request), nothing, timeout, idempotency_key)

    async def get_user_task(self, key: int, *, timeout: float | None = None) -> UserTask:
        """One open user task; NOT_FOUND when it is done or never was."""
        request = usertask_pb2.GetUserTaskRequest(user_task_key=key)
        return await self._call(
            frame_pb2.ClientFrame(get_user_task=request),
            lambda answer: UserTask._from(answer.get_user_task.user_task),
            timeout,
        )

    async def list_user_tasks(
        self,
        *,
        assignee: str = "",
        candidate_group: str = "",
        candidate_user: str = "",
        state: UserTaskFilter = UserTaskFilter.ALL,
        process_instance_key: int = 0,
        definition: DefinitionName | None = None,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[UserTask]:
        """Open user tasks by partition and key, oldest first."""
        request = usertask_pb2.ListUserTasksRequest(
            assignee=assignee.encode(),
            candidate_group=candidate_group.encode(),
            candidate_user=candidate_user.encode(),
            state=cast("usertask_pb2.UserTaskFilter", int(state)),
            process_instance_key=process_instance_key,
            definition=optional_message(definition),
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_user_tasks=request),
            lambda answer: Page(
                [UserTask._from(item) for item in answer.list_user_tasks.user_tasks],
                answer.list_user_tasks.next_page_token,
            ),
            timeout,
        )
