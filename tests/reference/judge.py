"""Conditions and assertions to verdicts: docs/language.md, chapters 8 and 12, read word by word and slowly.

Where the text leaves more than one reading open, or promises only a bound, an outcome is a set of verdicts.
"""

import itertools
import random
import re
from fractions import Fraction

import number
import values
from account import Node
from expressions import SEEN, Expressions, Many, Open, Text, Truth, settled
from values import RANK, Lack, Number, failed, worst

SAMPLES = 40


class Outcome:
    """The verdicts that the text allows, and of one comparison its detail."""

    def __init__(self, verdicts, detail=None, missing=()):
        self.verdicts, self.detail, self.missing = frozenset([verdicts] if isinstance(verdicts, str) else verdicts), detail, set(missing)


def lacking(lack):
    return Outcome(lack.verdict, None, lack.paths)


def opposite(verdict):
    return "violated" if RANK[verdict] >= RANK["improbable"] else "holds" if verdict == "violated" else verdict


def combined(outcomes, pick):
    if len(outcomes) == 1:
        return outcomes[0]
    sets = frozenset(outcomes[0].verdicts)
    for outcome in outcomes[1:]:
        sets = frozenset(pick(pair, key=RANK.get) for pair in itertools.product(sets, outcome.verdicts))
    # Which part's evidence a finding brings, when several have that verdict, is not compared.
    return Outcome(sets)


def negated(outcome):
    return Outcome({opposite(v) for v in outcome.verdicts}, None, outcome.missing)


class Scope(Expressions):
    """Conditions at one place of an account."""

    def condition(self, node):
        try:
            return self.judged(node)
        except Lack as lack:
            return lacking(lack)

    def judged(self, node):
        sort = node[0]
        if sort in ("and", "or"):
            SEEN[sort] += 1
            return combined([self.condition(part) for part in node[1]], min if sort == "and" else max)
        if sort == "not":
            SEEN["not"] += 1
            return negated(self.condition(node[1]))
        if sort == "implies":
            SEEN["implies"] += 1
            return combined([negated(self.condition(node[1])), self.condition(node[2])], max)
        if sort == "compare":
            return self.compared(node[1], node[2], node[3])
        if sort == "quantified":
            return self.quantified(*node[1:])
        if sort == "is":
            return self.state(node[1], node[2], node[3])
        if sort == "in":
            SEEN["in"] += 1
            return self.among(self.value(node[1]), self.entries(self.value(node[2])))
        if sort == "matches":
            SEEN["matches"] += 1
            return Outcome("holds" if re.search(node[2], self.text(self.value(node[1]))) else "violated")
        if sort == "truth":
            return Outcome("holds" if node[1] else "violated")
        if sort == "call" and node[1] in ("starts_with", "ends_with", "contains"):
            SEEN[f"function {node[1]}"] += 1
            first = self.value(node[2][0])
            if node[1] == "contains" and not (self.is_text(first) or isinstance(first, Node) and first.is_cell()):
                return self.among(self.value(node[2][1]), self.entries(first))
            whole, part = self.text(first), self.text(self.value(node[2][1]))
            found = {"starts_with": whole.startswith, "ends_with": whole.endswith, "contains": whole.__contains__}[node[1]](part)
            return Outcome("holds" if found else "violated")
        value = self.value(node)
        if isinstance(value, Truth):
            return value.outcome
        raise failed()

    def equal(self, a, b):
        try:
            (verdict,) = self.pair(self.entry_value(a), "==", self.entry_value(b)).verdicts
            return verdict
        except Lack as lack:
            return lack.verdict

    def entry_value(self, entry):
        if isinstance(entry, Lack):
            raise entry
        return entry

    def among(self, value, entries):
        outcomes = [Outcome(self.equal(value, entry)) for entry in entries]
        return combined(outcomes, max) if outcomes else Outcome("violated")

    def state(self, node, test, denied):
        SEEN[f"is {test}"] += 1
        try:
            value = self.value(node)
            while isinstance(value, Many):
                if not value.entries:
                    raise Lack("undetermined", (), True)
                if len(value.entries) > 1:
                    break
                value = self.entry_value(value.entries[0])
        except Lack as lack:
            if not lack.absent:
                # What cannot be worked out is not missing, and a cell without value, or withheld, is there.
                if test == "present" or test == "missing":
                    return Outcome("holds" if (test == "present") != denied else "violated")
                return lacking(lack)
            value = None
        cell = isinstance(value, Node) and value.is_cell()
        state = "missing" if value is None else value.state() if cell else "number" if isinstance(value, Number) else "text" if isinstance(value, Text) else "record"
        holds = {"present": state != "missing", "missing": state == "missing", "number": state == "number", "text": state == "text"}[test]
        return Outcome("holds" if holds != denied else "violated")

    def quantified(self, word, wanted, name, source, where, body):
        SEEN[f"quantifier {word}"] += 1
        outcomes = []
        for entry in self.source(source):
            scope = self.with_variable(name, entry)
            if where is not None:
                outcome = scope.condition(where)
                (verdict,) = settled(outcome)
                if verdict == "violated":
                    continue
                if RANK[verdict] < RANK["improbable"]:
                    outcomes.append(outcome)
                    continue
            outcomes.append(scope.condition(body))
        if word == "exactly":
            return exactly(wanted, outcomes)
        if not outcomes:
            return Outcome("violated" if word == "any" else "holds")
        if word == "none":
            outcomes = [negated(outcome) for outcome in outcomes]
        return combined(outcomes, max if word == "any" else min)

    def source(self, node):
        try:
            value = self.value(node)
        except Lack as lack:
            if lack.absent:
                return []
            raise
        if isinstance(value, Node):
            return value.children()
        return list(self.entries(value))

    # Comparisons.

    def compared(self, operands, signs, within):
        outcomes = []
        for left, sign, right in zip(operands, signs, operands[1:]):
            SEEN[sign if within is None else "within"] += 1
            try:
                outcomes.append(self.one_comparison(left, sign, right, within))
            except Lack as lack:
                outcomes.append(lacking(lack))
        return combined(outcomes, min)

    def one_comparison(self, left, sign, right, within):
        lacks, found = [], []
        for node in (left, right):
            try:
                found.append(self.value(node))
            except Lack as lack:
                lacks.append(lack)
        if lacks:
            for value in found:
                try:
                    if not self.is_text(value):
                        self.as_number(value)
                except Lack as lack:
                    lacks.append(lack)
            raise worst(lacks)
        return self.pair(found[0], sign, found[1], within, (left, right))

    def pair(self, left, sign, right, within=None, nodes=None):
        if self.is_text(left) or self.is_text(right):
            SEEN["text compared"] += 1
            left, right = self.text(left), self.text(right)
            return Outcome("holds" if holds(left, EXACT.get(sign, sign), right) else "violated")
        lacks, found = [], []
        for value in (left, right):
            try:
                found.append(self.as_number(value))
            except Lack as lack:
                lacks.append(lack)
        if lacks:
            raise worst(lacks)
        a, b = values.met(*found)
        if within is not None:
            points = within[0] == "number" and "点" in within[4]
            return self.tolerated(a, b, self.number(within), points)
        detail = Detail(a, b, sign)
        if holds(a.value, EXACT.get(sign, sign), b.value) or sign == "~=" and stands_for(a, b):
            return Outcome("holds", detail)
        if sign not in EXACT:
            return Outcome("violated", detail)
        possible = self.possible(a, b, sign, nodes)
        if possible is None:
            verdicts = {"rounding", "violated"} | ({"improbable"} if a.is_linear() and b.is_linear() else set())
            return Outcome(verdicts, detail)
        if not possible:
            return Outcome("violated" if a.exact and b.exact else {"violated", "rounding"}, detail)
        if not detail.z_squared:
            return Outcome("rounding", detail)
        return Outcome("improbable" if detail.z_squared > 9 else "rounding", detail)

    def tolerated(self, a, b, tolerance, points):
        if tolerance.kind == "literal":
            allowed = tolerance.value * ((b.unit or a.unit or 1) if b.kind == "money" else 1)
        elif tolerance.kind == "percent" and not points:
            allowed = abs(b.value) * tolerance.value / 100
        else:
            values.met(b, tolerance)  # of another kind it says nothing
            allowed = tolerance.value
        detail = Detail(a, b, "within")
        detail.slack = allowed
        return Outcome("holds" if abs(a.value - b.value) <= allowed else "violated", detail)

    def possible(self, a, b, sign, nodes):
        """Whether some values of the figures satisfy it; None where the text promises no exact answer."""
        test = {"~=": number.meet, "<~": number.below, ">~": lambda x, y: number.below(y, x)}[sign]
        if a.is_linear() and b.is_linear():
            shared = a.over.plus(b.over, -1).range(self.world.ranges)
            answer = test(shared, number.point(Fraction(0)))
            return answer if a.exact and b.exact else self.sampled(a, b, sign, nodes)
        if a.exact and b.exact and not a.figures & b.figures:
            return test(a.range(), b.range())
        return self.sampled(a, b, sign, nodes)

    def sampled(self, a, b, sign, nodes):
        """True if some tried values satisfy it."""
        if nodes is None or self.chosen is not None:
            return None
        names = [f for f in a.figures | b.figures if not isinstance(f, tuple)]
        if not names:
            return None
        dice = random.Random(len(names))
        signs = set()
        for _ in range(SAMPLES):
            chosen = {}
            for name in names:
                low, low_in, high, high_in = self.world.ranges[name]
                steps = [1, 500, 999] + ([0] if low_in else []) + ([1000] if high_in else [])
                chosen[name] = low + (high - low) * Fraction(dice.choice(steps), 1000)
            try:
                scope = self.but(chosen=chosen)
                x, y = values.met(scope.number(nodes[0]), scope.number(nodes[1]))
            except Lack:
                continue
            signs.add((x.value > y.value) - (x.value < y.value))
        if 0 in signs or {"<~": -1, ">~": 1}.get(sign) in signs:
            return True
        smooth = a.smooth and b.smooth and not a.touching and not b.touching
        return True if sign == "~=" and smooth and {-1, 1} <= signs else None


EXACT = {"~=": "==", "<~": "<=", ">~": ">="}


def holds(a, sign, b):
    return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]


def width(value):
    low, _, high, _ = value.range()
    return high - low


def stands_for(a, b):
    """Whether a side that is a single figure stands for the value of the other; of two, the coarser counts."""
    if a.single and b.single:
        return number.contains(a.range(), b.value) if width(a) >= width(b) else number.contains(b.range(), a.value)
    return bool(a.single and number.contains(a.range(), b.value) or b.single and number.contains(b.range(), a.value))


def exactly(wanted, outcomes):
    for choice in [[next(iter(o.verdicts)) for o in outcomes]] if all(len(o.verdicts) == 1 for o in outcomes) else []:
        true = sum(RANK[v] >= RANK["improbable"] for v in choice)
        unknown = [v for v in choice if v in ("not_applicable", "undetermined", "undefined")]
        if true > wanted or true + len(unknown) < wanted:
            return Outcome("violated")
        return Outcome(set(unknown)) if unknown else Outcome("holds")
    raise Open()


class Detail:
    """What a finding must say of a comparison."""

    def __init__(self, a, b, sign):
        self.left, self.right, self.sign = a, b, sign
        self.difference = abs(a.value - b.value)
        self.slack = self.z_squared = None
        if a.is_linear() and b.is_linear():
            rest = a.over.plus(b.over, -1)
            ranges = a.world.ranges
            spread = sum(w ** 2 * (ranges[f][2] - ranges[f][0]) ** 2 for f, w in rest.weights.items()) / Fraction(12)
            low, _, high, _ = rest.range(ranges)
            if spread:
                self.z_squared = ((low + high) / 2) ** 2 / spread
            if a.exact and b.exact and sign in EXACT:
                self.slack = a.value - b.value - low if a.value > b.value else high - (a.value - b.value)

    def truncated(self):
        """Whether the note 去尾 is due."""
        for figure, other in ((self.left, self.right), (self.right, self.left)):
            if figure.single and not other.single and figure.kind == "percent" and other.kind in ("percent", "plain"):
                off = values.rounded(other.value, figure.decimals, False) != figure.value
                if off and values.rounded(other.value, figure.decimals, True) == figure.value:
                    return True
        return False
