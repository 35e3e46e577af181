"""What a list of alerts is worth, printed with every list (R-12)."""

from __future__ import annotations

#: Specificities the arithmetic is shown at. About 0.999 is what a run over a whole data set needs.
SPECIFICITIES = (0.99, 0.995, 0.999)


def base_rate(examined: int, alerted: int, what: str = "numbers", meaning: str = "partial or strong pattern") -> str:
    """Return "n examined, k alerted" and the false alarms that many examined would give.

    Expected false alarms are `examined x (1 - specificity)`. The specificity of the detectors has not been
    measured on blind seeds, so the sentence gives three assumed ones instead of one claimed.

    Args:
        examined: Entities that could be judged, findings or not.
        alerted: Findings that count as alerts.
        what: Plural of the entity counted.
        meaning: What counts as an alert.
    """
    expected = ", ".join(f"{examined * (1 - s):.1f} at {s:.1%}" for s in SPECIFICITIES)
    return (
        f"{examined} {what} examined, {alerted} alerted ({meaning}); false alarms expected among "
        f"that many ordinary {what}: {expected} specificity; specificity not yet measured on blind seeds"
    )
