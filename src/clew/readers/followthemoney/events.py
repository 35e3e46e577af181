"""Calls and messages between numbers and accounts, and payments between accounts, as events."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.engine.groups import group_of
from clew.readers.followthemoney import schemata
from clew.readers.followthemoney.lines import Item, Lines
from clew.readers.followthemoney.rows import Layout, Row

CALLS = Layout("calls", "calls", ("service", "caller", "called", "start", "end", "duration", "text", "conversation"))
MEMBERS = Layout("participants", "links", ("source", "source_type", "target", "target_type", "link_type"))
PAYMENTS = Layout(
    "payments", "payments",
    (
        "account_number", "counterparty_account", "counterparty_name", "sign", "amount", "currency", "start",
        "description",
    ),
)  # fmt: skip

_PARTIES = ("phone", "email", "messaging")


def calls(lines: Lines) -> Iterator[Row]:
    """Yield calls and messages between numbers or accounts; several recipients are a group, never a row each."""
    for item in lines.of(*schemata.EVENTS):
        ends = by_numbers(lines, item)
        if ends is None:
            continue
        caller, others = ends
        is_call = item.schema == "Call"
        text = "\n".join(each for each in (item.first("subject"), item.first("bodyText")) if each)
        yield Row(
            item,
            {
                "service": "voice" if is_call else "chat",
                "caller": caller,
                "called": _called(caller, others),
                "start": item.first("date", "startDate"),
                "end": item.first("endDate"),
                "duration": item.first("duration"),
                "text": "" if is_call else text,
                "conversation": item.first("threadTopic"),
            },
        )


def members(lines: Lines) -> Iterator[Row]:
    """Yield who was in each group."""
    seen = set()
    if not lines.several & {"receiverNumber", "recipientAccount"}:
        return
    for item in lines.of(*schemata.EVENTS):
        caller, others = by_numbers(lines, item) or ("", [])
        group = _called(caller, others)
        if len(others) < 2 or group in seen:
            continue
        seen.add(group)
        for number, party in enumerate(sorted({caller, *others} - {""}), 1):
            values = {
                "source": party,
                "source_type": "phone",
                "target": group,
                "target_type": "group",
                "link_type": "member of",
            }
            yield Row(item, values, f"participant {number}")


def payments(lines: Lines) -> Iterator[Row]:
    """Yield payments between two accounts, as the payer's statement would show them."""
    for item in lines.of(schemata.PAYMENT):
        accounts = by_accounts(lines, item)
        if accounts is None:
            continue
        beneficiary = lines.ends.get(item.first("beneficiary"))
        yield Row(
            item,
            {
                "account_number": accounts[0],
                "counterparty_account": accounts[1],
                "counterparty_name": beneficiary.name if beneficiary else "",
                "sign": "out",
                "amount": item.first("amount"),
                "currency": item.first("currency"),
                "start": item.first("date", "startDate"),
                "description": item.first("purpose"),
            },
        )


def by_numbers(lines: Lines, item: Item) -> tuple[str, list[str]] | None:
    """Return caller and called of a call or message by number or account, null where it names either by person only."""
    if item.schema == "Call":
        begun, reached = item.all("callerNumber"), item.all("receiverNumber")
    else:
        begun, reached = (_accounts(lines, item.all(name)) for name in ("senderAccount", "recipientAccount"))
    if (not begun and item.all("caller", "sender")) or (not reached and item.all("receiver", "recipients")):
        return None
    return (begun[0] if begun else ""), reached


def by_accounts(lines: Lines, item: Item) -> tuple[str, str] | None:
    """Return the accounts of payer and payee, null where one of them is not known."""
    found = [lines.ends.get(item.first(name)) for name in ("payerAccount", "beneficiaryAccount")]
    payer, payee = found
    if payer is None or payee is None or {payer.kind, payee.kind} != {"account"}:
        return None
    return payer.value, payee.value


def _accounts(lines: Lines, ids: list[str]) -> list[str]:
    ends = [lines.ends.get(id_) for id_ in ids]
    return [end.value for end in ends if end is not None and end.kind in _PARTIES]


def _called(caller: str, others: list[str]) -> str:
    if len(others) > 1:
        return group_of({caller, *others} - {""}, "message")
    return others[0] if others else ""
