"""What a value can stand for: intervals with open and closed ends, and forms of the figures behind it.

Chapter 11 of docs/language.md. An interval is (low, included, high, included); an end that is None is unbounded.
"""

from fractions import Fraction

EVERYTHING = (None, False, None, False)


def point(value):
    return (value, True, value, True)


def of_figure(value, unit, mode):
    """What a figure that is printed so stands for."""
    if unit is None:
        return point(value)
    half = unit / 2
    if mode in ("nearest", "plug"):
        return (value - half, True, value + half, True)
    if mode == "half_up":
        return (value - half, value > 0, value + half, value < 0)
    if value == 0:
        return (-unit, False, unit, False)
    return (value, True, value + unit, False) if value > 0 else (value - unit, False, value, True)


def added(a, b):
    low = None if a[0] is None or b[0] is None else a[0] + b[0]
    high = None if a[2] is None or b[2] is None else a[2] + b[2]
    return (low, low is not None and a[1] and b[1], high, high is not None and a[3] and b[3])


def negated(a):
    return (None if a[2] is None else -a[2], a[3], None if a[0] is None else -a[0], a[1])


def scaled(a, factor):
    if factor == 0:
        return point(Fraction(0))
    if factor < 0:
        a, factor = negated(a), -factor
    return (None if a[0] is None else a[0] * factor, a[1], None if a[2] is None else a[2] * factor, a[3])


def multiplied(a, b):
    if None in (a[0], a[2], b[0], b[2]):
        return EVERYTHING
    best = []
    for x, x_in in ((a[0], a[1]), (a[2], a[3])):
        for y, y_in in ((b[0], b[1]), (b[2], b[3])):
            best.append((x * y, x_in and y_in or x == 0 and x_in or y == 0 and y_in))
    low, high = min(p for p, _ in best), max(p for p, _ in best)
    return (low, any(i for p, i in best if p == low), high, any(i for p, i in best if p == high))


def touches_zero(a):
    return (a[0] is None or a[0] <= 0) and (a[2] is None or a[2] >= 0)


def contains(a, value):
    above = a[0] is None or a[0] < value or a[0] == value and a[1]
    return above and (a[2] is None or value < a[2] or a[2] == value and a[3])


def inverse(a):
    """Of an interval that does not touch 0 and is bounded."""
    return (1 / a[2], a[3], 1 / a[0], a[1])


def absolute(a):
    if a[0] is not None and a[0] >= 0:
        return a
    if a[2] is not None and a[2] <= 0:
        return negated(a)
    ends = [(None if a[0] is None else -a[0], a[1]), (a[2], a[3])]
    if None in (ends[0][0], ends[1][0]):
        return (Fraction(0), True, None, False)
    high = max(end for end, _ in ends)
    return (Fraction(0), True, high, any(i for end, i in ends if end == high))


def least(several):
    """Of the smallest of independent values."""
    lows = [a[0] for a in several]
    highs = [a[2] for a in several if a[2] is not None]
    low = None if None in lows else min(lows)
    high = min(highs) if highs else None
    return (low, low is not None and any(a[1] for a in several if a[0] == low), high,
            high is not None and all(a[3] for a in several if a[2] == high))


def meet(a, b):
    """Whether two intervals have a value in common."""
    return below(a, b) and below(b, a)


def below(a, b):
    """Whether some value of `a` is at most some value of `b`."""
    if a[0] is None or b[2] is None:
        return True
    return a[0] < b[2] or a[0] == b[2] and a[1] and b[3]


class Linear:
    """A sum of figures with weights. A figure is its path; ("plug", n) is the residue of a sum under 舍位平衡."""

    def __init__(self, weights, constant=Fraction(0)):
        self.weights = {figure: weight for figure, weight in weights.items() if weight}
        self.constant = constant

    def plus(self, other, factor=1):
        weights = dict(self.weights)
        for figure, weight in other.weights.items():
            weights[figure] = weights.get(figure, 0) + factor * weight
        return Linear(weights, self.constant + factor * other.constant)

    def times(self, factor):
        return Linear({f: w * factor for f, w in self.weights.items()}, self.constant * factor)

    def range(self, ranges):
        result = point(self.constant)
        for figure, weight in self.weights.items():
            result = added(result, scaled(ranges[figure], weight))
        return result

    def highest(self, ranges):
        """A corner at which it is largest."""
        return {f: ranges[f][2] if w > 0 else ranges[f][0] for f, w in self.weights.items()}

    def at(self, values):
        return self.constant + sum(w * values[f] for f, w in self.weights.items())

    def figures(self):
        return {figure for figure in self.weights if not isinstance(figure, tuple)}


def quotient_range(over, under, ranges):
    """The exact range of a quotient of linear forms whose base does not touch 0 (by Dinkelbach's method)."""
    if under.range(ranges)[2] < 0:
        over, under = over.times(-1), under.times(-1)
    low = negated(largest(over.times(-1), under, ranges))
    high = largest(over, under, ranges)
    return (low[0], low[1], high[2], high[3])


def largest(over, under, ranges):
    corner = {f: r[2] for f, r in ranges.items()}
    best = over.at(corner) / under.at(corner)
    while True:
        rest = over.plus(under, -best)
        corner.update(rest.highest(ranges))
        better = over.at(corner) / under.at(corner)
        if better == best:
            return (None, False, best, contains(rest.range(ranges), Fraction(0)))
        best = better
