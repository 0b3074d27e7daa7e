"""Calls about decisions. They are deployed with ``deploy``."""

from __future__ import annotations

from .._proto import decision_pb2, frame_pb2
from ..cluster import Page, page_message
from ..decisions import DecisionDefinition, DecisionEvaluation
from ..values import Variables, to_json
from .caller import Caller


class DecisionCalls(Caller):
    async def evaluate_decision(
        self,
        decision: int | str | DecisionDefinition,
        variables: Variables | None = None,
        *,
        tenant: str = "",
        timeout: float | None = None,
    ) -> DecisionEvaluation:
        """Evaluates a decision by its key, or the latest version of its id. A failing evaluation is an answer, too."""
        key = decision.key if isinstance(decision, DecisionDefinition) else decision
        request = decision_pb2.EvaluateDecisionRequest(
            decision_key=key if isinstance(key, int) else 0,
            decision_id=key.encode() if isinstance(key, str) else b"",
            variables=to_json(variables),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(evaluate_decision=request),
            lambda answer: DecisionEvaluation._from(answer.evaluate_decision),
            timeout,
        )

    async def list_decisions(
        self,
        decision_id: str = "",
        *,
        latest_only: bool = False,
        page_size: int = 0,
        page_token: bytes = b"",
        tenant: str = "",
        timeout: float | None = None,
    ) -> Page[DecisionDefinition]:
        """Decisions by decision id, then version, newest last."""
        request = decision_pb2.ListDecisionsRequest(
            decision_id=decision_id.encode(),
            latest_only=latest_only,
            page=page_message(page_size, page_token),
            tenant=tenant.encode(),
        )
        return await self._call(
            frame_pb2.ClientFrame(list_decisions=request),
            lambda answer: Page(
                [DecisionDefinition._from(item) for item in answer.list_decisions.decisions],
                answer.list_decisions.next_page_token,
            ),
            timeout,
        )
