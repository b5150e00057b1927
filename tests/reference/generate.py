"""Random accounts and, directed by kind, random rules on them: the same ones for the same seed everywhere.

Many assertions are tuned: a figure is put into the account that is what an expression gives, or off by a hair.
"""

import random
from fractions import Fraction

import account
import run
import values
from judge import Scope
from rules import Parser
from values import Lack, World

RULES = 10
WIDE = str.maketrans("()[],:+-/%<>", "（）［］，：＋－÷％＜＞")


def printed(value, decimals):
    """The decimal text of a value that has no more digits."""
    scaled = round(Fraction(value) * 10 ** decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if scaled < 0 else text


class Maker:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        pick = self.dice.choice
        self.unit = pick(["万元", "万元", "元", "亿元", None])
        self.mode = pick(["half_up", "half_up", "nearest", "truncate", "plug"])
        self.declared = self.dice.random() < 0.7
        self.roots, self.money, self.percents, self.counts, self.texts, self.lacks = [], [], [], [], [], []
        self.selections, self.lists = [], []
        self.extra = 0
        self.account()

    def amount(self, decimals=2):
        dice = self.dice
        size = dice.choice([9, 99, 999, 99999, 3])
        value = Fraction(dice.randint(-size if dice.random() < 0.2 else 0, size * 100), 100)
        return printed(values.rounded(value, decimals, False), decimals)

    def digits(self):
        return self.dice.choice([2, 2, 2, 2, 1, 0] if self.declared else [2, 2, 2, 1, 3, 0])

    def account(self):
        dice, lines = self.dice, []
        for name in "abcdef":
            lines.append(f"{name}: {self.amount(self.digits())}")
            self.money.append(name)
        for name in ("p_pct", "q_pct"):
            lines.append(f"{name}: {self.amount(self.digits())}")
            self.percents.append(name)
        lines += [f"n: {dice.randint(0, 40)}人", f"m: {dice.randint(1, 9)}个", f"r_pct: {dice.randint(-5, 90)}%"]
        self.counts += ["n", "m"]
        self.percents.append("r_pct")
        if self.unit:
            lines += [f"y_yuan: {self.amount(dice.choice([0, 2]))}", f"w: {self.amount(2)}{dice.choice(['元', '万元', '亿元'])}"]
            self.money += ["y_yuan", "w"]
        lines += ["gone:", f"dash: {dice.choice(['--', '—', '不可比', '--（基数为0）'])}", "secret: 涉密", "word: 某某中心", 'code: "2080101"',
                  f"open: 2024-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}", f"shut: 2024年{dice.randint(10, 12)}月2{dice.randint(0, 9)}日"]
        self.texts += ["word", "code", "open"]
        self.lacks += ["gone", "dash", "secret", "nowhere", "word"]
        lines.append("g: {" + ", ".join(f"{k}: {self.amount(self.digits())}" for k in ("u", "v")) +
                     f", deep: {{s: {self.amount()}, t: {self.amount()}}}, rec: {{amount: {self.amount()}, share_pct: {self.amount()}}}}}")
        self.money += ["g.u", "g.deep.s", "g.rec", "g.rec.amount"]
        self.selections += ["g.{u, v}", "g.{rec, deep.t}", "g.deep.*", "g.deep.**"]
        lines.append("lst: [" + ", ".join(self.amount() for _ in range(dice.randint(1, 4))) + "]")
        lines.append("two: [" + ", ".join(dice.choice(["1.00", "2.00", "2.50"]) for _ in range(3)) + "]")
        lines.append("none_there: []")
        low = dice.randint(100, 900)
        lines += ["lots: [" + ", ".join(self.amount() for _ in range(8)) + "]", f"low: {printed(Fraction(low, 100), 2)}",
                  f"high: {printed(Fraction(low + dice.choice([1, 1, 2, -1, 0]), 100), 2)}"]
        lines.append(f"gap: [{self.amount()}, null, {dice.choice(['null', self.amount()])}]")
        self.selections += ["lst", "two", "lst.*", "two[*]"]
        self.lists += ["lst", "two", "gap", "none_there"]
        mode = dice.choice(["half_up", "nearest", "truncate", "去尾", "plug"])
        section = dice.choice(["unit: 元, ", "unit: 万元, ", ""]) if self.unit else ""
        lines.append(f"sec: {{{section}rounding: {{mode: {mode}}}, h: {self.amount(2)}, i: {self.amount(2)}, j: {self.amount(1)}}}")
        self.money += ["sec.h", "sec.i"]
        self.selections.append("sec.*")
        lines.append("rows:")
        self.codes = dice.sample(["201", "20101", "20102", "2010101", "208", "20801"], dice.randint(2, 5))
        for code in self.codes:
            y = f", y: {self.amount()}" if dice.random() < 0.7 else ""
            lines.append(f"  - {{code: \"{code}\", name: 第{code}, x: {self.amount()}{y}}}")
        self.selections += ["rows.x", "rows.y", "rows.x", 'rows[len(code) == 3].x', 'rows[starts_with(code, "201")].x', "rows[y is present].x"]
        self.money += ["rows[1].x", "rows[-1].x"]
        self.shares(lines)
        self.tree(lines)
        lines.append("tot: {h: 1.00, i: 2.00}")
        self.lines = lines

    def shares(self, lines):
        """Shares of a whole, cut or made to add up at times."""
        dice = self.dice
        parts = [Fraction(dice.randint(1, 99999), 100) for _ in range(dice.randint(2, 4))]
        total = sum(parts)
        style, shown = dice.choice(["right", "cut", "plugged"]), []
        for part in parts:
            shown.append(values.rounded(100 * part / total, 2, style == "cut"))
        if style == "plugged":
            off = Fraction(dice.randint(1, 2), 100)
            shown[0] += off
            shown[-1] -= off
        lines.append("whole: " + printed(total, 2))
        lines.append("parts:")
        for name, part, pct in zip("abcd", parts, shown):
            lines.append(f"  k{name}: {{amount: {printed(part, 2)}, share_pct: {printed(pct, 2)}}}")
        self.selections += ["parts.*", "parts.*.amount"]
        self.money.append("whole")

    def tree(self, lines):
        """Lines with codes for a hierarchy."""
        dice = self.dice
        leaves = {code: Fraction(dice.randint(0, 9999), 100) for code in ("2010101", "2010102", "2010201", "2080501")}
        rows = dict(leaves)
        for length in (5, 3):
            for code in sorted({c[:length] for c in leaves}):
                below = [v for c, v in leaves.items() if c.startswith(code)]
                rows[code] = sum(below) + Fraction(dice.choice([0, 0, 0, 1, -1, 7]), 100)
        dropped = dice.choice(sorted(rows)) if dice.random() < 0.3 else None
        top = sum(v for c, v in rows.items() if len(c) == 3) + Fraction(dice.choice([0, 0, 1]), 100)
        lines += [f"all: {{amount: {printed(top, 2)}}}", f"sum: {printed(top, 2)}", "levels:"]
        for code in sorted(rows, key=lambda c: (c[:3], c[:5], c)):
            if code != dropped:
                lines.append(f"  - {{code: \"{code}\", total: {printed(rows[code], 2)}, share_pct: 1.00}}")
        lines.append("keyed: {" + ", ".join(f'"{c}": {printed(v, 2)}' for c, v in rows.items()) + "}")

    def text(self):
        head = [f"unit: {self.unit}"] if self.unit else []
        if self.declared:
            head.append("rounding: {" + ("money: 0.01, " if self.unit else "") + f"pct: 0.01, mode: {self.mode}}}")
        else:
            head.append(f"rounding: {{mode: {self.mode}}}")
        return "\n".join([*head, *self.lines]) + "\n"

    # Expressions.

    def literal(self):
        return printed(Fraction(self.dice.randint(0, 9999), 100), self.dice.choice([0, 1, 2]))

    def figure(self, kind, odd=0.04):
        pick, roll = self.dice.choice, self.dice.random()
        if roll < odd:
            return pick(self.lacks)
        if kind == "money" and roll < odd + 0.03:
            return pick(["first(lst)", "last(two)", 'rows[code == "201"].x', "lst[1]", "two[-1]", "lst[9]"])
        return pick({"money": self.money, "percent": self.percents, "count": self.counts}[kind])

    def number(self, kind, depth):
        """An expression of a kind: money, percent or count."""
        pick, roll = self.dice.choice, self.dice.random()
        inner = lambda: self.number(kind, depth - 1)
        if depth <= 0 or roll < 0.15:
            return self.figure(kind)
        if roll < 0.40:
            return f"({inner()} {pick('+-')} {inner()})"
        if roll < 0.46:
            return f"({inner()} * {pick(['2', '0.5', '3', '-1'])})" if roll < 0.43 else f"({inner()} / {pick(['2', '4', '0.5'])})"
        if roll < 0.49:
            return f"(-{self.figure(kind)})"
        if roll < 0.52:
            return f"({self.figure(kind, 0.4)} ?? {pick([self.figure(kind), '0'])})"
        if roll < 0.55:
            return f"(({inner()}) ?? {self.figure(kind)})"
        if roll < 0.65:
            return f"{pick(['abs', 'abs'])}({inner()})" if roll < 0.58 else f"{pick(['round', 'trunc'])}({inner()}, {pick('012')})"
        if roll < 0.72:
            return f"{pick(['min', 'max'])}({inner()}, {inner()})"
        if kind == "money" and roll < 0.74:
            return "sum(rows[y > 1].x)"
        if kind == "percent" and roll < 0.76:
            return pick(["pct(a, high - low)", "growth(high, high - low)", "(a / (low - high) * 100)"])
        if kind == "percent":
            a, b = self.figure("money"), self.number("money", 1)
            return pick([f"pct({a}, {b})", f"growth({a}, {b})", f"growth({a}, prior_of({a}, {self.figure('money')}))", f"pct({a}, {a} + {b})",
                         f"pct({self.number('money', depth - 1)}, {b})", f"({inner()} * {self.figure(kind)})", f"({a} / {b} * 100)"])
        if kind == "count":
            return pick([f"count({pick(self.selections + self.lists)})", f"len({pick(self.texts)})", "days_between(open, shut)", "(n * m)", "(n / m)",
                         f"count(rows[x > {self.literal()}])", "count(distinct(two))", "key(two[2])"])
        several = pick(self.selections) if self.dice.random() < 0.9 else pick(self.lists)
        return pick([f"sum({several})", f"sum({several})", f"{pick(['avg', 'min', 'max'])}({several})", f"sum({self.figure(kind)}, {inner()})",
                     f"({self.figure(kind)} * {self.figure('percent')})", f"({self.figure(kind)} / {self.figure('percent')})",
                     f"({self.figure(kind)} * {self.figure('count')})", f"({self.figure(kind)} / {self.figure('count')})",
                     f"prior_of({inner()}, {inner()})", f"({self.literal()} + {inner()})", f"sum(distinct(two))"])

    def tuned(self, expression, offs=(0, 0, 1, -1, 1, -1, 2, -3, 4, 9)):
        """A new figure that shows what an expression gives, or is off by a hair; None when it gives nothing."""
        dice = self.dice
        try:
            root = account.read(self.text())
            found = Scope(root, root, None, World(), {}).number(Parser(expression).expression())
        except Lack:
            return None
        factor = (values_unit(self.unit) or 1) if found.kind == "money" else 1
        decimals = dice.choice([2, 2, 2, 1, 3])
        value = values.rounded(found.value / factor, decimals, dice.random() < 0.3)
        value += Fraction(dice.choice(offs), 10 ** decimals)
        self.extra += 1
        name = f"t{self.extra}" + ("_pct" if found.kind in ("percent", "ratio") or "pct" in expression or "growth" in expression else "")
        self.lines.append(f"{name}: {printed(value, decimals)}")
        return name

    def comparison(self, depth):
        pick, roll = self.dice.choice, self.dice.random()
        kind = pick(["money", "money", "money", "percent", "percent", "count"])
        left = self.number(kind, depth)
        if kind != "count" and self.dice.random() < 0.75:
            name = self.tuned(left)
            if name:
                other = name if self.dice.random() < 0.8 else f"({name} {pick('+-')} 0)"
                sides = [other, left] if self.dice.random() < 0.6 else [left, other]
                sign = pick(["≈", "≈", "≈", "≈", "≲", "≳", "==", "≤"])
                if roll < 0.1:
                    return f"{sides[0]} ≈ {sides[1]} within {pick(['0.01', '0.02', '1%', '0.1%', '0.05个百分点' if kind == 'percent' else '0'])}"
                return f"{sides[0]} {sign} {sides[1]}"
        united = self.literal() + pick(["万元", "元"]) if kind == "money" and self.unit else self.literal()
        right = pick([self.number(kind, depth), self.figure(kind), self.literal(), united])
        sign = pick(["==", "≠", "<", "≤", ">", "≥", "≈", "≲", "≳", "!=", "<>", "~=", "<~", "＞＝", "="])
        if roll < 0.1:
            return f"{left} {sign} {right} {pick(['<', '≈', '≥'])} {self.figure(kind)}"
        return f"{left} {sign} {right}"

    def condition(self, depth):
        pick, roll = self.dice.choice, self.dice.random()
        inner = lambda: self.condition(depth - 1)
        if depth <= 0 or roll < 0.45:
            return self.comparison(pick([0, 1, 1, 2, 2]))
        if roll < 0.60:
            return f"({inner()}) {pick(['and', 'or', 'and', 'or', 'implies', '并且', '或者', '则须'])} ({inner()})"
        if roll < 0.66:
            return f"not ({inner()})"
        if roll < 0.78:
            source = pick(["lst", "two", "gap", "none_there", "g.deep.*", "[a, b]", "rows.x"])
            where = pick(["", f" where k > {self.literal()}", " where k is present"])
            body = pick([f"k {pick(['>', '≤', '≈'])} {pick([self.literal(), 'a', '2'])}", "k is present", f"k in [1, 2, {self.literal()}]"])
            return f"({pick(['all', 'any', 'none', 'exactly 1', 'exactly 2', '全部', '存在', '不存在'])} k in {source}{where} : {body})"
        if roll < 0.86:
            at = pick([*self.lacks, "a", "p_pct", "word", "code"])
            return f"{at} {pick(['is', 'is not', '为'])} {pick(['present', 'missing', 'number', 'text'])}" if roll < 0.85 else f"{at} 已列示"
        if roll < 0.90:
            return pick(['code in ["2080101", "201"]', f"a in [{self.literal()}, b, a]", "2 in two", "3 in two", 'code in rows.code', f"{self.figure('money')} in two"])
        return pick(['code matches "^208"', 'starts_with(code, "208")', 'ends_with(word, "心")', 'contains(word, “某”)', "contains(two, 2)",
                     'word == "某某中心"', 'left(code, 3) == "208"', "year(open) == 2024", 'open < "2024-05-01"', 'code > "201"', 'key(open) == "open"',
                     "year(shut) ≥ 2024", "len(code) == 7", "len(word) > 3", 'word matches "中$"', "true", "not false", 'first(rows.code) < "203"'])

    # Rules.

    def rule(self, number):
        pick, roll = self.dice.choice, self.dice.random()
        if roll < 0.42:
            text = f"assert {self.condition(2)}"
            extras = [f"when {self.condition(1)}"] if self.dice.random() < 0.15 else []
            return self.block(number, [*extras, text])
        if roll < 0.47:
            # A bare assertion, at every record that has the names.
            return pick(["amount ≈ share_pct * whole", "x + y ≥ 1", f"x > {self.literal()}", "amount ≈ whole", self.comparison(2)])
        if roll < 0.55:
            wanted = "pct(item.amount, whole)"
            body = pick([f"item.share_pct ≈ {wanted}", f"item.share_pct ≈ {wanted}", f"{wanted} ≈ item.share_pct", f"item.share_pct == {wanted}", "item ≲ whole"])
            return self.block(number, ["for item in parts.*", f"assert {body}"])
        if roll < 0.63:
            source = pick(["rows", "rows", "rows[len(code) > 3]", "none_there", "g.{u, v}", "[a, b, c]", "two"])
            field = ".x" if source.startswith("rows") else ""
            where = pick(["", f" where k{field} > {self.literal()}", " where len(k.code) < 7" if field else " where k ≥ 0"])
            more = [f"when k.y {pick(['is present', '> 1'])}"] if field and self.dice.random() < 0.5 else []
            asserts = pick([[f"assert k{field} ≤ {pick(['a', self.literal()])}"],
                            ["let kids = rows[starts_with(code, k.code) and len(code) == len(k.code) + 2]", "when count(kids) > 0", "assert k.x ≈ sum(kids.x)"] if field
                            else [f"assert k {pick(['≈', '≠', '≲'])} b", "assert k > 1"],
                            [f"for l in two where l > 1", f"assert k{field} > l"]])
            return self.block(number, [f"for k in {source}{where}", *more, *asserts])
        if roll < 0.637:
            share = pick(["pct(a, high - low)", "growth(high, high - low)"])
            return self.block(number, [f"assert {self.tuned(share) or 'p_pct'} {pick('≈≲≳')} {share}"])
        if roll < 0.65:
            return self.block(number, [f"assert {self.tuned('sum(lots)', (3, -3, 4, 2, -4, 5))} {pick('≈≈≲≳')} sum(lots)"])
        if roll < 0.71:
            name = self.tuned("a + b")
            tests = pick([[f"let t = {self.number('money', 2)}", f"assert t ≈ {self.figure('money')}", "assert t - a ≈ t - b"],
                          ["let t = a + b", f"assert t ≈ {name or 'a'}", "assert t - a ≈ b", "assert t - a - b ≈ 0.001"],
                          [f"let unused_one = {self.figure('money', 0.5)} + 1", f"let ok = {self.comparison(1)}", "when ok", f"assert {self.comparison(1)}"]])
            return self.block(number, tests)
        if roll < 0.79:
            where = pick(["", " where x > 1", " where y is present"])
            return self.block(number, pick([[f"on rows.*{where}", f"assert x {pick(['≤', '≈', '≠'])} {pick(['y', '2', 'x + y'])}"],
                                            ["on g", "assert u + v ≳ deep.s", f"assert u ≈ {pick(['v', 'rec', 'rec.share_pct', 'deep.none'])}"],
                                            ["on sec", f"assert h + i {pick(['≈', '≲', '=='])} {pick(['j', 'i + h', 'h + j'])}"],
                                            ["on parts.*", f"when share_pct > {self.literal()}", "assert pct(amount, amount + amount) ≈ share_pct"]]))
        if roll < 0.86:
            fresh = self.tuned(pick(["a", "b", "w", "y_yuan"] if self.unit else ["a", "b"])) or "a"
            return self.block(number, [f"same {pick(['a', 'b', 'gone', 'secret'])}, {fresh}{pick(['', ', nowhere', ', c', ', two.*'])}" if self.dice.random() < 0.8
                                       else f"一致 word、{pick(['word', 'code', 'gone'])}"])
        if roll < 0.94:
            rows = pick(["levels by code", "levels by code", "keyed.* by key", "partial levels by code", "rows by code", "parts.*"])
            goal = " to whole" if rows == "parts.*" else pick(["", " to all", " to sum", " to nowhere"] if self.dice.random() < 0.2 else ["", " to all", " to sum"])
            return self.block(number, [f"hierarchy {rows}{goal}{pick(['', '', ' levels printed']) if rows != 'parts.*' else ''}"])
        return f"def f{number}(x) = {pick(['pct(x.amount, whole)', 'x.share_pct', 'x + 1'])}\n" + self.block(
            number, [f"for k in parts.*", f"assert k.share_pct {pick(['≈', '≥', '≲'])} f{number}(k)"])

    def block(self, number, statements):
        mode = f"  rounding {self.dice.choice(['half_up', 'nearest', 'truncate', 'plug', '四舍五入'])}\n" if self.dice.random() < 0.12 else ""
        style = self.dice.random()
        text = f"rule R-{number} {{\n{mode}" + "".join(f"  {s}\n" for s in statements) + "}"
        if style < 0.1 and '"' not in text:
            head, body = text.split("{", 1)
            text = head + "{" + body.replace("<=", "≤").replace(" * ", " × ").replace("<>", "≠").translate(WIDE) if "code" not in text and "{" not in body else text
        return text

    def case(self):
        rules = [self.rule(number) for number in range(RULES)]
        return self.text(), rules


def values_unit(unit):
    return account.MONEY.get(unit)


def cases(seed, count):
    """Accounts with rules and what the reference makes of them, one dict a case."""
    for number in range((count + RULES - 1) // RULES):
        text, rules = Maker(f"{seed}/{number}").case()
        yield {"account": text, "rules": [{"text": rule, "rules": run.judge(account.read(text), rule)} for rule in rules]}
