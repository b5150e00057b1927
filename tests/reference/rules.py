"""Rule text to a tree, by recursive descent: the grammar of docs/language.md, chapters 2, 3 and 20."""

import re
from fractions import Fraction

MARKS = dict(zip("（）［］【】｛｝，、：；．＝＋－−＊×／÷％＞＜？！", "()[][]{},,:;.=+--**//%><?!"))
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "≈": "~=", "≲": "<~", "≳": ">~"}
WORDS = {
    "rule": "规则 审核公式", "def": "定义", "severity": "级别", "scope": "类别", "basis": "依据", "from": "自", "until": "至",
    "effective": "适用年度", "formula_source": "公式来源", "tags": "标签", "on": "范围", "for": "逐项 对每个", "in": "属于",
    "where": "满足", "when": "前提 当", "let": "取数 令", "assert": "应满足 断言", "same": "一致", "hierarchy": "科目层级",
    "by": "按", "to": "合计至", "partial": "部分", "levels": "级次", "message": "提示语", "rounding": "舍入",
    "and": "并且 且", "or": "或者 或", "not": "并非 非", "implies": "则须", "all": "全部", "any": "存在", "none": "不存在",
    "exactly": "恰有", "is": "为", "present": "已列示", "missing": "未列示", "number": "数字", "text": "文字",
    "matches": "匹配", "within": "允许差", "true": "是 真", "false": "否 假",
}
KEYWORD = {word: english for english, chinese in WORDS.items() for word in [english, *chinese.split()]}
FUNCTIONS = {
    "sum": "求和", "count": "个数", "min": "最小值", "max": "最大值", "avg": "平均值", "abs": "绝对值", "round": "四舍五入",
    "trunc": "去尾", "pct": "百分比 占比", "growth": "增减率", "prior_of": "推算上年", "len": "位数 长度", "starts_with": "开头为",
    "ends_with": "结尾为", "contains": "包含", "distinct": "去重", "first": "首项", "last": "末项", "year": "取年份",
    "days_between": "间隔天数", "key": "键名", "left": "取左",
}
FUNCTION = {word: english for english, chinese in FUNCTIONS.items() for word in [english, *chinese.split()]}
MODES = {"half_up": "half_up", "四舍五入": "half_up", "nearest": "nearest", "最近值": "nearest", "truncate": "truncate",
         "去尾": "truncate", "plug": "plug", "舍位平衡": "plug"}
SUFFIXES = {"元": ("money", 1), "万元": ("money", 10**4), "亿元": ("money", 10**8), "%": ("percent", None),
            "个百分点": ("percent", None), "百分点": ("percent", None), "年": ("year", None)}
SUFFIXES.update({unit: ("count", None) for unit in "人次 批次 团组 人 批 辆 个 台 套 户 家 项 次 天".split()})
COMPARE = ("==", "!=", "<", "<=", ">", ">=", "~=", "<~", ">~")
AFTER = {"+", "-", "*", "/", ",", ":", ".", "??", *COMPARE, "and", "or", "implies", "within", "not", "in", "is", "matches", "where"}
BEFORE = {*COMPARE, "and", "or", "implies", "within"}
NAME = re.compile(r"[^\W\d]\w*")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%|" + "|".join(sorted(SUFFIXES, key=len, reverse=True)) + r")?")
SIGN = re.compile(r"\?\?|==|!=|<>|<=|>=|~=|<~|>~|\*\*|[()\[\]{},:;.=+\-*/%<>]")


class Wrong(Exception):
    """Text that is no rule."""


def tokens(text):
    """Triples of sort (word, name, number, string, sign, end), content, and whether a blank comes before."""
    found, at, depth, segment = [], 0, 0, False

    def continues():
        return bool(found) and (depth > 0 or found[-1][0] in ("sign", "word") and found[-1][1] in AFTER)

    while at < len(text):
        char = text[at]
        if char == "\n":
            if not continues():
                found.append(("end", "\n", False))
            at += 1
            continue
        if char in " \t\r":
            at += 1
            continue
        if char == "#":
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
            continue
        blank = at > 0 and text[at - 1] in " \t\r\n"
        adjacent = bool(found) and found[-1][:2] == ("sign", ".") and not blank
        if char in "\"“":
            content, at = string(text, at)
            found.append(("string", content, blank))
            continue
        if found and found[-1][0] == "word" and found[-1][1] == "rule" and not segment:
            match = re.compile(r"[\w\-.]+").match(text, at)
            found.append(("name", match[0], blank))
            at = match.end()
            continue
        if char.isascii() and char.isdigit():
            match = re.compile(r"\d+").match(text, at) if adjacent else NUMBER.match(text, at)
            found.append(("name", match[0], blank) if adjacent else ("number", (match[1], (match[2] or "")), blank))
            at = match.end()
            if not adjacent and at < len(text) and text[at] == "％":
                found[-1] = ("number", (match[1], "%"), blank)
                at += 1
            continue
        match = NAME.match(text, at)
        if match:
            word = match[0]
            called = text[match.end():match.end() + 1] in ("(", "（")
            segment = adjacent
            if adjacent or called and word in FUNCTION:
                found.append(("name", word, blank))
            elif word in ("为数字", "为文字"):
                found += [("word", "is", blank), ("word", KEYWORD[word[1:]], False)]
            elif word in KEYWORD:
                found.append(("word", KEYWORD[word], blank))
            else:
                found.append(("name", word, blank))
            found[-1] = (*found[-1][:2], found[-1][2], word)
            at = match.end()
            continue
        if char in SIGNS:
            found.append(("sign", SIGNS[char], blank))
            at += 1
            continue
        plain = "".join(MARKS.get(c, c) for c in text[at:at + 2])
        match = SIGN.match(plain)
        if not match:
            raise Wrong(f"{char} at {at}")
        sign = "!=" if match[0] == "<>" else match[0]
        depth += (sign in "([{") - (sign in ")]}")
        if sign in "{}":
            # The braces of a rule do not join its lines; those of a path do, and a path's brace follows a dot.
            dotted = sign == "{" and found and found[-1][1] == "."
            depth += -1 if sign == "{" and not dotted else 0
            sign = ".{" if dotted else sign
        found.append(("sign", sign, blank))
        at += len(match[0])
    return joined(balanced(found))


def balanced(found):
    """Tells the brace that closes a path's from the one that closes a rule."""
    opened, result = [], []
    for token in found:
        if token[:1] == ("sign",) and token[1] in ("{", ".{"):
            opened.append(token[1])
        if token[:2] == ("sign", "}") and opened and opened.pop() == ".{":
            token = ("sign", "}.", token[2])
        result.append(token)
    return result


def joined(found):
    """Without the line ends before which a statement goes on."""
    result = []
    for number, token in enumerate(found):
        if token[0] == "end":
            following = next((t for t in found[number + 1:] if t[0] != "end"), None)
            if not result or result[-1][0] == "end" or following and following[0] != "string" and following[1] in BEFORE:
                continue
        result.append(token)
    return result + [("end", "\n", False)]


def string(text, at):
    """A string from its opening quote, and where it ends."""
    if text[at] == '"':
        end = text.index('"', at + 1)
        return text[at + 1:end], end + 1
    depth, end = 1, at
    while depth:
        end += 1
        depth += {"“": 1, "”": -1}.get(text[end], 0)
    return text[at + 1:end], end + 1


class Parser:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def sort(self, ahead=0):
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)][0]

    def content(self, ahead=0):
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)][1]

    def spelling(self):
        token = self.tokens[self.at]
        return token[3] if len(token) > 3 else token[1]

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1][1]

    def has(self, content, ahead=0):
        return self.sort(ahead) in ("word", "sign") and self.content(ahead) == content

    def take(self, content):
        if self.has(content):
            self.at += 1
            return True
        return False

    def want(self, content):
        if not self.take(content):
            raise Wrong(f"{content} wanted, not {self.tokens[self.at]}")

    def skip_ends(self):
        while self.sort() == "end" and self.at < len(self.tokens) - 1 or self.has(";"):
            self.at += 1

    def name(self):
        if self.sort() not in ("name", "word"):
            raise Wrong(f"a name wanted, not {self.tokens[self.at]}")
        word = self.spelling()
        self.at += 1
        return word

    def file(self):
        """Rules, each id and statements; definitions by name; bare assertions."""
        rules, definitions = [], {}
        self.skip_ends()
        while self.at < len(self.tokens) - 1:
            if self.has("rule") and self.sort(1) == "name":
                rules.append(self.rule())
            elif self.has("def"):
                self.next()
                name, parameters = self.name(), []
                self.want("(")
                while not self.take(")"):
                    parameters.append(self.name())
                    self.take(",")
                if not (self.take("=") or self.take("==")):
                    raise Wrong("= wanted")
                definitions[name] = (parameters, self.expression())
            else:
                rules.append({"id": None, "mode": None, "statements": [("assert", self.expression())]})
            if self.sort() != "end" and not self.has(";"):
                raise Wrong(f"the end of a statement wanted, not {self.tokens[self.at]}")
            self.skip_ends()
        return rules, definitions

    def rule(self):
        self.next()
        rule = {"id": self.next(), "mode": None, "statements": []}
        if self.sort() == "string":
            self.next()
        self.want("{")
        self.skip_ends()
        while not self.take("}"):
            self.statement(rule)
            self.skip_ends()
        return rule

    def statement(self, rule):
        word = self.next()
        add = rule["statements"].append
        if word == "rounding":
            rule["mode"] = MODES[self.name()]
        elif word == "on":
            add(("on", self.operand(), self.expression() if self.take("where") else None))
        elif word == "for":
            name = self.name()
            self.want("in")
            add(("for", name, self.operand(), self.expression() if self.take("where") else None))
        elif word == "let":
            name = self.name()
            if not (self.take("=") or self.take("==")):
                raise Wrong("= wanted")
            add(("let", name, self.expression()))
        elif word in ("when", "assert"):
            add((word, self.expression()))
        elif word == "same":
            places = [self.expression()]
            while self.take(","):
                places.append(self.expression())
            add(("same", places))
        elif word == "hierarchy":
            partial = self.take("partial")
            rows = self.operand()
            by = self.name() if self.take("by") else None
            to = self.operand() if self.take("to") else None
            levels = self.name() if self.take("levels") else "complete"
            add(("hierarchy", rows, {"键名": "key"}.get(by, by), to, partial, {"齐全": "complete", "已列": "printed"}.get(levels, levels)))
        else:
            while self.sort() != "end" and not self.has("}") and not self.has(";"):
                self.next()

    def expression(self):
        left = self.any_of("or", lambda: self.any_of("and", self.negation))
        return ("implies", left, self.expression()) if self.take("implies") else left

    def any_of(self, word, inner):
        parts = [inner()]
        while self.take(word):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else (word, parts)

    def negation(self):
        if self.take("not"):
            return ("not", self.negation())
        for word in ("all", "any", "none", "exactly"):
            if self.has(word) and not self.has(".", 1) and not (word != "exactly" and not self.has("in", 2)):
                return self.quantified()
        return self.comparison()

    def quantified(self):
        word, number = self.next(), None
        if word == "exactly":
            number = int(self.next()[0])
        name = self.name()
        self.want("in")
        source = self.operand()
        where = self.expression() if self.take("where") else None
        self.want(":")
        return ("quantified", word, number, name, source, where, self.expression())

    def comparison(self):
        operands, signs = [self.sum()], []
        while self.sort() == "sign" and self.content() in (*COMPARE, "="):
            sign = self.next()
            signs.append("==" if sign == "=" else sign)
            operands.append(self.sum())
        if signs:
            return ("compare", operands, signs, self.sum() if self.take("within") else None)
        if self.take("in"):
            return ("in", operands[0], self.sum())
        if self.take("matches"):
            return ("matches", operands[0], self.next())
        if self.has("present") or self.has("missing"):
            return ("is", operands[0], self.next(), False)
        if self.take("is"):
            negated = self.take("not")
            return ("is", operands[0], self.next(), negated)
        return operands[0]

    def sum(self):
        left = self.product()
        while self.has("+") or self.has("-"):
            left = (self.next(), left, self.product())
        return left

    def product(self):
        left = self.signed()
        while self.has("*") or self.has("/"):
            left = (self.next(), left, self.signed())
        return left

    def signed(self):
        if self.take("-"):
            return ("neg", self.signed())
        left = self.operand()
        while self.take("??"):
            left = ("??", left, self.operand())
        return left

    def operand(self):
        sort, content = self.sort(), self.content()
        if sort == "number":
            self.next()
            kind, unit = SUFFIXES.get(content[1], ("literal", None))
            return ("number", Fraction(content[0]), kind, unit, content[1])
        if sort == "string":
            return ("string", self.next())
        if self.take("("):
            inner = self.expression()
            self.want(")")
            return inner
        if self.take("["):
            return ("list", self.until("]"))
        if sort == "word" and content in ("true", "false") and not self.has(".", 1):
            return ("truth", self.next() == "true")
        name = self.name()
        if self.has("("):
            self.next()
            return ("call", FUNCTION.get(name, name), self.until(")"))
        return ("path", name, self.steps())

    def until(self, end):
        items = []
        while not self.take(end):
            items.append(self.expression())
            self.take(",")
        return items

    def steps(self):
        steps = []
        while True:
            if self.has(".") and self.has(".{", 1):
                self.next()
                self.next()
                chosen = []
                while not self.take("}."):
                    relative = [self.name()]
                    while self.take("."):
                        relative.append(self.name())
                    chosen.append(relative)
                    self.take(",")
                steps.append(("choose", chosen))
            elif self.take("."):
                if self.take("**"):
                    steps.append(("leaves",))
                elif self.take("*"):
                    steps.append(("children",))
                elif self.sort() == "string":
                    steps.append(("name", self.next()))
                else:
                    steps.append(("name", self.name()))
            elif self.has("[") and not self.tokens[self.at][2]:
                self.next()
                if self.has("*") and self.has("]", 1):
                    self.at += 2
                    steps.append(("children",))
                    continue
                inner = self.expression()
                self.want("]")
                sign, number = (-1, inner[1]) if inner[0] == "neg" else (1, inner)
                steps.append(("index", sign * int(number[1])) if number[0] == "number" else ("where", inner))
            else:
                return steps
