"""Finds the lowest point of a smooth function by limited-memory BFGS (Nocedal and Wright, ch. 7)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.mapping.features import Floats

_MEMORY = 8
# Of the fall that the slope promises, a step must bring at least this share.
_ENOUGH = 1e-4
_SHORTER = 0.5
_MAX_TRIES = 30


def minimise(function: Callable[[Floats], tuple[float, Floats]], start: Floats, rounds: int) -> Floats:
    """Return where a function is lowest, from its value and gradient; no randomness.

    Args:
        function: returns value and gradient at a point.
        start: where to begin.
        rounds: how many steps at most.
    """
    point = start
    value, slope = function(point)
    steps: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(rounds):
        direction = -_turned(slope, steps)
        promised = float(slope @ direction)
        if promised > -1e-10:
            break
        length = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        for _ in range(_MAX_TRIES):
            reached = point + length * direction
            new_value, new_slope = function(reached)
            if new_value <= value + _ENOUGH * length * promised:
                break
            length *= _SHORTER
        else:
            break
        moved, turned = reached - point, new_slope - slope
        bend = float(moved @ turned)
        if bend > 0:
            steps.append((moved, turned, bend))
        point, value, slope = reached, new_value, new_slope
    return point


def _turned(slope: Floats, steps: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return the slope divided by the curvature that the last steps have shown."""
    result = slope.copy()
    shares = []
    for moved, turned, bend in reversed(steps):
        share = float(moved @ result) / bend
        shares.append(share)
        result -= share * turned
    if steps:
        _, turned, bend = steps[-1]
        result *= bend / float(turned @ turned)
    for (moved, turned, bend), share in zip(steps, reversed(shares), strict=True):
        result += (share - float(turned @ result) / bend) * moved
    return result
