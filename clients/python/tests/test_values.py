from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone

import pytest

from ferry_client import DefinitionReference, FerryError, IncidentType, Reason, StatusCode, partition_of
from ferry_client._proto import frame_pb2
from ferry_client.client import parse_address
from ferry_client.values import from_json, moment, to_json, to_milliseconds


def test_the_frame_of_the_protocol_document_is_what_protobuf_writes() -> None:
    frame = frame_pb2.ClientFrame(request_id=1, timeout_milliseconds=1000)
    frame.ping.payload = b"ahoy"

    assert frame.SerializeToString().hex() == "080110e8078201060a0461686f79"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("order", DefinitionReference(process_id="order")),
        ("order:2", DefinitionReference(process_id="order", version=2)),
        ("order@9F86D081", DefinitionReference(process_id="order", content_hash="9f86d081")),
        ("2251799813685249", DefinitionReference(key=2251799813685249)),
    ],
)
def test_reads_the_names_of_definitions(name: str, expected: DefinitionReference) -> None:
    assert DefinitionReference.parse(name) == expected
    assert str(expected) == name.lower()


@pytest.mark.parametrize("name", ["", "order:0", "order:two", "order@12", "order@xyzxyzxy", "0"])
def test_refuses_what_names_no_definition(name: str) -> None:
    with pytest.raises(ValueError):
        DefinitionReference.parse(name)


@pytest.mark.parametrize(
    "fields", [{}, {"key": 1, "process_id": "a"}, {"key": 1, "version": 1}, {"process_id": "a", "version": -1}]
)
def test_refuses_ambiguous_references(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        DefinitionReference(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1:26700", ("127.0.0.1", 26700)),
        ("broker", ("broker", 26600)),
        ("[::1]:9", ("::1", 9)),
        ("[::1]", ("::1", 26600)),
    ],
)
def test_reads_addresses(address: str, expected: tuple[str, int]) -> None:
    assert parse_address(address) == expected


@pytest.mark.parametrize("address", ["", ":26600", "broker:", "broker:port", "broker:0", "broker:65536"])
def test_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError):
        parse_address(address)


@pytest.mark.parametrize(("seconds", "milliseconds"), [(0, 0), (0.0001, 1), (1.5, 1500), (60, 60_000)])
def test_rounds_waits_up(seconds: float, milliseconds: int) -> None:
    assert to_milliseconds(seconds) == milliseconds


def test_times_are_utc_and_never_overflow() -> None:
    assert moment(1_700_000_000_123) == datetime(2023, 11, 14, 22, 13, 20, 123_000, timezone.utc)
    assert moment(2**63 - 1).year == 9999


def test_variables_are_compact_json() -> None:
    assert to_json({"größe": [1, 2.5, None]}) == '{"größe":[1,2.5,null]}'.encode()
    assert to_json({}) == to_json(None) == b""
    assert from_json(b"") == {}
    assert from_json(json.dumps({"whole": 2**70}).encode()) == {"whole": 2**70}


@pytest.mark.parametrize("value", [float("nan"), object()])
def test_refuses_variables_that_json_cannot_say(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        to_json({"value": value})


def test_values_added_by_newer_brokers_are_read() -> None:
    assert IncidentType(99) is IncidentType.UNRECOGNIZED
    assert StatusCode(99) is StatusCode.UNKNOWN


def test_an_error_shows_every_reason() -> None:
    error = FerryError(
        StatusCode.FAILED_PRECONDITION,
        "it cannot move",
        (Reason("ACTIVE_ELEMENT_UNMAPPED", "charge", "a mapping", "none", "map it"), Reason("WRONG_SOURCE_DEFINITION")),
    )

    assert str(error) == (
        "FAILED_PRECONDITION: it cannot move\n"
        "  ACTIVE_ELEMENT_UNMAPPED charge: expected a mapping; found none; map it\n"
        "  WRONG_SOURCE_DEFINITION"
    )
    assert pickle.loads(pickle.dumps(error)).reasons == error.reasons


@pytest.mark.parametrize(
    ("code", "reason", "expected"),
    [
        (StatusCode.UNAVAILABLE, "PARTITION_STOPPED", True),
        (StatusCode.RESOURCE_EXHAUSTED, "MAILBOX_FULL", True),
        (StatusCode.RESOURCE_EXHAUSTED, "FRAME_TOO_LONG", False),
        (StatusCode.FAILED_PRECONDITION, "MAILBOX_FULL", False),
    ],
)
def test_says_whether_repeating_helps(code: StatusCode, reason: str, expected: bool) -> None:
    assert FerryError(code, "", (Reason(reason),)).is_retryable is expected


def test_a_key_names_its_partition() -> None:
    assert partition_of((3 << 51) + 17) == 3
