"""Numbers with what they can stand for, what is lacking, and how values combine: docs/language.md, chapters 8, 10, 11."""

from fractions import Fraction

import number
from number import Linear

ORDER = ["violated", "not_applicable", "undetermined", "undefined", "improbable", "rounding", "holds"]
RANK = {verdict: rank for rank, verdict in enumerate(ORDER)}


class Lack(Exception):
    """Why there is no value. `absent`: the figure is missing, so that `??` puts another in its place."""

    def __init__(self, verdict, paths=(), absent=False):
        super().__init__(verdict)
        self.verdict, self.paths, self.absent = verdict, set(paths), absent


def missing(path):
    return Lack("undetermined", [path], True)


def failed():
    return Lack("undetermined")


def worst(lacks):
    """Of several things that are lacking, the worst verdict counts, with the paths of all that share it."""
    verdict = min((lack.verdict for lack in lacks), key=RANK.get)
    of = [lack for lack in lacks if lack.verdict == verdict]
    return Lack(verdict, set().union(*(lack.paths for lack in of)), all(lack.absent for lack in lacks))


class World:
    """The figures that a rule has met, each one value: what it can stand for, and the digit it is rounded to."""

    def __init__(self):
        self.ranges, self.units, self.modes, self.residues = {}, {}, {}, 0

    def residue(self, slack, sort="plug"):
        self.residues += 1
        name = (sort, self.residues)
        self.ranges[name] = (-slack, True, slack, True)
        return name


class Number:
    """A number in 元, points, or as it is. `over` and `under` are its form (a quotient; `under` None: linear)."""

    def __init__(self, world, value, kind, unit=None, over=None, under=None, figures=(), range=None, exact=True):
        self.world, self.value, self.kind, self.unit = world, value, kind, unit
        self.over, self.under, self.figures, self.exact = over, under, frozenset(figures), exact
        self.own_range, self.smooth, self.near_zero, self.touching = range, True, False, False
        self.single, self.text, self.decimals = None, None, None

    def is_linear(self):
        return self.over is not None and self.under is None

    def range(self):
        if self.own_range is None:
            ranges = self.world.ranges
            self.own_range = number.quotient_range(self.over, self.under, ranges) if self.under else self.over.range(ranges)
        return self.own_range

    def derived(self, value, range, others=(), exact=True, kind=None, unit=None):
        """A value of this and of others, of no form; exact if no figure occurs twice."""
        parts = [self, *others]
        figures = [f for part in parts for f in part.figures]
        result = Number(self.world, value, kind or self.kind, unit or self.unit, figures=figures, range=range,
                        exact=exact and all(p.exact for p in parts) and len(figures) == len(set(figures)))
        result.inherit(parts)
        return result

    def inherit(self, parts):
        self.smooth = all(p.smooth for p in parts)
        self.near_zero = any(p.near_zero for p in parts)
        self.touching = any(p.touching for p in parts)
        return self

    def form(self, value, over, under=None, others=(), kind=None, unit=None):
        """A value with a form."""
        parts = [self, *others]
        figures = set(over.weights) | (set(under.weights) if under else set())
        result = Number(self.world, value, kind or self.kind, unit or self.unit, over, under, figures,
                        exact=all(p.exact for p in parts))
        return result.inherit(parts)

    def plugs(self):
        return any(self.world.modes.get(f) == "plug" for f in self.figures) or any(isinstance(f, tuple) for f in self.figures)

    def unsure(self):
        """The same where the text leaves the range open."""
        self.exact = False
        return self


def sealed(value):
    """The value of a `let`: its residue of 舍位平衡 stays one, whatever sum it is used in."""
    own = [f for f in value.over.weights if f[0] == "plug"] if isinstance(value, Number) and value.is_linear() else []
    if not own:
        return value
    kept = value.world.residue(abs(value.over.weights[own[0]]) * value.world.ranges[own[0]][2], "let")
    weights = {f: w for f, w in value.over.weights.items() if f != own[0]}
    return value.form(value.value, Linear({**weights, kept: Fraction(1)}, value.over.constant))


def literal(world, value, kind="literal", unit=None):
    value = value * (unit or 1)
    return Number(world, value, kind, unit, Linear({}, value))


def scaled(a, factor, kind=None, unit=None):
    if a.over is not None:
        result = a.form(a.value * factor, a.over.times(factor), a.under, (), kind, unit)
    else:
        result = a.derived(a.value * factor, number.scaled(a.range(), factor), (), True, kind, unit)
    if factor == 0:
        result.figures = frozenset()
    return result


def met(a, b):
    """Both in the terms of each other, with the kind and unit of what they give; which kinds may meet is chapter 10."""
    for x, y in ((a, b), (b, a)):
        if x.kind == "literal" and y.kind != "literal":
            x = scaled(x, y.unit or 1, y.kind, y.unit) if y.kind == "money" else scaled(x, 1, y.kind)
            return (x, y) if y is b else (y, x)
    if a.kind == b.kind:
        return a, b
    pair = {a.kind, b.kind}
    if "plain" in pair and pair - {"plain"} <= {"percent", "count", "ratio", "year"} or pair == {"count", "year"}:
        return a, b
    raise failed()


def plus(a, b, factor=1, chain=True):
    a, b = met(a, b)
    kind = "year" if {a.kind, b.kind} == {"count", "year"} else a.kind if b.kind == "plain" else b.kind
    value, unit = a.value + factor * b.value, a.unit or b.unit
    if a.is_linear() and b.is_linear():
        bare = lambda form: Linear({f: w for f, w in form.weights.items() if f[0] != "plug"}, form.constant)
        over = bare(a.over).plus(bare(b.over), factor)
        lines = [f for f in over.weights if not isinstance(f, tuple)]
        plugged = [f for f in lines if a.world.modes[f] == "plug"]
        if chain and len(plugged) > 1:
            slack = sum(abs(over.weights[f]) * (a.world.units[f] or 0) / 2 for f in plugged)
            over.weights[a.world.residue(slack)] = Fraction(1)
        result = a.form(value, over, None, (b,), kind, unit)
        # Of figures that cancel out, and of functions that are no sums, the text does not say what they add.
        cancelled = (a.figures | b.figures) - set(over.weights)
        if any(a.world.modes.get(f) == "plug" for f in cancelled) or plugged and not chain:
            result.unsure()
        return result
    for x, y, sign in ((a, b, factor), (b, a, 1)):
        if x.over is not None and x.under is not None and y.is_linear() and not y.figures:
            own = factor if x is b else 1
            return x.form(value, x.over.times(own).plus(x.under, sign * y.value), x.under, (y,), kind, unit)
    result = a.derived(value, number.added(a.range(), number.scaled(b.range(), Fraction(factor))), (b,), True, kind, unit)
    return result.unsure() if result.plugs() else result


def times(a, b):
    kinds = {a.kind, b.kind}
    if "year" in kinds or a.kind == b.kind == "money":
        raise failed()
    unit = a.unit or b.unit
    factor = Fraction(1)
    if "percent" in kinds:
        other = b.kind if a.kind == "percent" else a.kind
        kind = "percent" if other == "literal" else other
        factor = Fraction(1) if other == "literal" else Fraction(1, 100)
    elif "literal" in kinds:
        other = b.kind if a.kind == "literal" else a.kind
        kind = "plain" if other == "ratio" else other
    elif "money" in kinds:
        kind = "money"
    elif "ratio" in kinds and len(kinds) > 1:
        kind = b.kind if a.kind == "ratio" else a.kind
    else:
        kind = "count" if kinds == {"count"} else "plain"
    for x, y in ((a, b), (b, a)):
        if y.is_linear() and not y.figures:
            return scaled(x, y.value * factor, kind, unit)
    return a.derived(a.value * b.value * factor, number.scaled(number.multiplied(a.range(), b.range()), factor), (b,), True, kind, unit)


def over(a, b):
    factor, unit = Fraction(1), a.unit
    if a.kind == "year" or b.kind == "year":
        raise failed()
    if b.kind == "literal":
        kind = a.kind
    elif a.kind == b.kind:
        kind, unit = "ratio", None
    elif b.kind == "money":
        raise failed()
    elif b.kind == "percent":
        kind, factor = "money" if a.kind == "money" else "plain", Fraction(100)
    elif a.kind == "percent":
        kind, factor = "plain", Fraction(1, 100)
    elif a.kind == "money":
        kind = "money"
    else:
        kind = "plain"
    return scaled_kind(quotient(a, b, factor), kind, unit)


def scaled_kind(value, kind, unit):
    value.kind, value.unit = kind, unit
    return value


def quotient(a, b, factor=Fraction(1), base_may_be_negative=True):
    if b.value == 0 or b.value < 0 and not base_may_be_negative:
        raise Lack("undefined")
    value = factor * a.value / b.value
    if b.is_linear() and not b.figures:
        return scaled(a, factor / b.value)
    base = b.range()
    if number.touches_zero(base):
        result = a.derived(value, number.EVERYTHING, (b,), False)
        result.near_zero = result.near_zero or base[0] is None or base[2] is None or base[0] < 0 < base[2]
        result.touching = True
        return result
    if a.is_linear() and b.is_linear():
        return a.form(value, a.over.times(factor), b.over, (b,))
    if base[0] is None or base[2] is None:
        return a.derived(value, number.EVERYTHING, (b,), False)
    return a.derived(value, number.scaled(number.multiplied(a.range(), number.inverse(base)), factor), (b,))


def share(part, whole):
    part, whole = met(part, whole)
    return scaled_kind(quotient(part, whole, Fraction(100)), "percent", None)


def growth(now, before):
    now, before = met(now, before)
    result = scaled_kind(quotient(plus(now, before, -1, chain=False), before, Fraction(100), False), "percent", None)
    return result.unsure() if result.plugs() else result


def extreme(values, largest):
    if len(values) == 1:
        return values[0]
    parts = [values[0]]
    for value in values[1:]:
        first, value = met(parts[0], value)
        parts = [first if i == 0 else p for i, p in enumerate(parts)] + [value]
    pick = max if largest else min
    ranges = [number.negated(p.range()) if largest else p.range() for p in parts]
    range = number.least(ranges)
    best = pick(p.value for p in parts)
    return parts[0].derived(best, number.negated(range) if largest else range, parts[1:], True)


def rounded(value, decimals, cut):
    step = Fraction(1, 10 ** decimals)
    whole = abs(value) / step + (0 if cut else Fraction(1, 2))
    return (whole.numerator // whole.denominator) * step * (1 if value >= 0 else -1)


def to_places(a, decimals, cut):
    unit = (a.unit or 1) if a.kind == "money" else 1
    by = lambda x: rounded(x / unit, decimals, cut) * unit
    low, low_in, high, high_in = a.range()
    result = a.derived(by(a.value), (None if low is None else by(low), low is not None, None if high is None else by(high), high is not None), (), False)
    result.smooth = False
    return result
