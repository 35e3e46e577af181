"""How a canonical field comes out of the columns of an artifact (`data/leapp_artifacts.toml` explains the words)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.string()
_OTHERWISE = "*"
_STRIP = {"tags": (r"<[^>]*>", ""), "labels": (r"(^|[\r\n]+)[^:\r\n]{0,60}:[ \t]*", r"\1")}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to a field's text; null where it gives none.

    Args:
        columns: Titles whose texts are joined by a blank.
        prefix: Put in front of the text.
        like: Only texts that contain this.
        unlike: Only texts that do not contain this.
        when: Title and text: only rows where that column holds the text.
        words: Text -> replacement; `*` for every other text.
        strip: A key of `_STRIP`: what is taken out.
    """

    columns: tuple[str, ...]
    prefix: str = ""
    like: str = ""
    unlike: str = ""
    when: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    strip: str = ""

    def read(self, table: dict[str, pa.Array], size: int) -> pa.Array:
        """Return the texts of some rows.

        Args:
            table: Title -> texts; a title may be missing.
            size: Number of rows.
        """
        given = [pc.fill_null(table[title], "") for title in self.columns if title in table]
        if not given:
            return pa.nulls(size, TEXT)
        text = given[0] if len(given) == 1 else self._joined(given)
        text = pc.utf8_trim_whitespace(text)
        if self.strip:
            pattern, instead = _STRIP[self.strip]
            text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, pattern, instead))
        if self.words:
            text = self._translated(text)
        keep = pc.not_equal(text, "")
        if self.like:
            keep = pc.and_(keep, pc.match_substring(text, self.like))
        if self.unlike:
            keep = pc.and_(keep, pc.invert(pc.match_substring(text, self.unlike)))
        if self.when:
            title, wanted = self.when
            cells = pc.utf8_trim_whitespace(pc.fill_null(table.get(title, pa.nulls(size, TEXT)), ""))
            keep = pc.and_(keep, pc.equal(cells, wanted))
        if self.prefix:
            text = pc.binary_join_element_wise(self.prefix, text, "")
        return pc.if_else(keep, text, pa.scalar(None, TEXT))

    def _joined(self, given: list[pa.Array]) -> pa.Array:
        return pc.replace_substring_regex(pc.binary_join_element_wise(*given, " "), " {2,}", " ")

    def _translated(self, text: pa.Array) -> pa.Array:
        other = self.words.get(_OTHERWISE)
        found = text if other is None else pa.repeat(pa.scalar(other, TEXT), len(text))
        for word, instead in self.words.items():
            if word != _OTHERWISE:
                found = pc.if_else(pc.equal(text, word), instead, found)
        return found


def rules(stated: Any) -> tuple[Rule, ...]:
    """Return the rules a data file states for a field: a title, a rule, or several."""
    if isinstance(stated, str):
        return (Rule((stated,)),)
    if isinstance(stated, dict):
        said: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stated.items()}
        return (Rule(**said),)
    return tuple(rule for one in stated for rule in rules(one))


def first_of(ways: tuple[Rule, ...], table: dict[str, pa.Array], size: int) -> pa.Array:
    """Return what the first rule that gives a text says, row by row."""
    found = [way.read(table, size) for way in ways]
    return pc.coalesce(*found) if len(found) > 1 else found[0]
