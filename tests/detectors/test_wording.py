"""What generated text may not say."""

from __future__ import annotations

import pytest

from clew.detectors.wording import banned_in, plain
from clew.model.finding import Coverage, Evidence, Finding


def finding(summary: str) -> Finding:
    row = Evidence("r", "x", "p", "row 1", "billing", "call", "v")
    return Finding(
        detector="bulk-texts", detector_version="1", anchors=("ph-1",), title="t", summary=summary, outcome="possible",
        strength="weak", roles=(), clauses=(), evidence=(row,), benign=(), coverage=Coverage(None, None, 0),
        settings={},
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a drug dealer", "Traffickers", "known criminal", "gang member", "is guilty", "associate of {pe-1}",
        "at the address", "burner phone", "illegal", "prostitute", "a runner", "the controller", "almost certainly",
        "probably his", "highly likely", "a realistic possibility",
    ],
)  # fmt: skip
def test_banned_words_are_found_whatever_their_case(text: str) -> None:
    assert banned_in(text)
    assert banned_in(text.upper())
    with pytest.raises(ValueError, match="banned wording"):
        plain(finding(text))


@pytest.mark.parametrize(
    "text",
    ["in contact with {ph-1}, 4 times", "short-life number", "criminology", "forerunner", "ideal", "possible victim"],
)
def test_plain_words_pass(text: str) -> None:
    assert banned_in(text) == ()
    assert plain(finding(text)).summary == text


def test_the_failure_says_what_to_write_instead() -> None:
    assert "short-life number" in banned_in("burner")[0]
