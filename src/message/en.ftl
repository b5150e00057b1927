### The wording of messages in English. Ids and arguments are those of zh.ftl; how to add one: ARCHITECTURE.md.

## Fixed terms: each is written here alone, and referred to

-term-holds = holds
-term-rounding = rounding
-term-improbable = improbable
-term-violated = violated
-term-undefined = undefined
-term-undetermined = undetermined
-term-not-applicable = not applicable
-term-waived = waived
-term-truncated = truncated
-term-plugged = plugged
-term-slack = slack
-term-difference = difference
-term-interval = interval
-term-figure = figure
-term-printed = printed value
-term-standard-digit = standard digit
-term-caliber = caliber
-term-account = account
-term-severity = severity
-term-finding = finding
-term-error = error
-term-warning = warning
-term-info = info
-term-withheld = withheld
-term-waiver = waiver
-term-accepted = accepted
-term-baseline = baseline
-term-snapshot = snapshot
-term-pack = pack
-term-basis = basis
-term-formula-source = formula source
-term-coverage = coverage
-term-unguarded = unguarded

## In common, and what other messages refer to

list-comma = {", "}
list-clause-comma = {", "}
common-did-you-mean = did you mean `{ $near }`
common-no-parameter = there is no parameter `{ $name }`
kind-money = money
kind-percent = percent
kind-count = count
kind-ratio = ratio
kind-plain = plain
kind-year = year
kind-free = literal
account-more-problems = there may be more: only { $most } problems are listed
account-rounding-names = write one of { $names }

## Verdicts, severities

verdict-violated = { -term-violated }
verdict-not-applicable = { -term-not-applicable }
verdict-undetermined = { -term-undetermined }
verdict-undefined = { -term-undefined }
verdict-improbable = { -term-improbable }
verdict-rounding = { -term-rounding }
verdict-holds = { -term-holds }
verdict-waived = { -term-waived }
severity-error = { -term-error }
severity-warning = { -term-warning }
severity-info = { -term-info }

## How rules are written

syntax-too-complex = this statement is too complex, split it
syntax-stops-short = the statement stops short
syntax-no-sense = `{ $shown }` makes no sense here
syntax-full-stop = the full stop `。` separates no path
syntax-full-stop-help = write `.`
syntax-quotation = `{ $first }` is no quotation mark here
syntax-string-help = a string is written "…" or “…”
syntax-wide-character = full-width `{ $first }`
syntax-wide-character-help = write `{ $ascii }`
syntax-grouped-number = a number has no thousands separator
syntax-grouped-number-help = write `1234.50`, not `1,234.50`
syntax-no-comparison = this is no comparison
syntax-comparison-help = write `==`, `≤` (`<=`) or `≥` (`>=`)
syntax-order-help = write `≤` (`<=`) or `≥` (`>=`)
syntax-implies-row = too many `implies` in a row
syntax-within = `within` goes with `≈` alone
syntax-brackets-wanted = put this into brackets
syntax-exactly = `exactly` takes a whole number
syntax-number = this is no way to write a number
syntax-number-help = write `{ $mended }`
syntax-unit = the unit after this number is unknown
syntax-unit-help = known units: 元, 万元, 亿元, %, 个百分点, 人次, 批次, 辆, 个, 年 and others
syntax-unclosed-string = this quotation mark has no partner
syntax-string-line-help = a string is written "…" or “…” and ends on its line
syntax-foreign-operator = there is no operator `{ $sign }`
syntax-unclosed = this bracket is never closed
syntax-opened-here = opened here, `{ $closing }` is missing
syntax-unmatched = `{ $closing }` closes nothing
syntax-mismatch = brackets do not match
syntax-closing-wanted = `{ $closing }` is expected here
syntax-to-close = to close this one
syntax-no-brace = the rule has no `{"{"}`
syntax-no-brace-help = write: rule ID "title" {"{"} … {"}"}
syntax-limit-help = split it into several rules, or into steps with `let`
syntax-message-brace = this brace of the message has no partner; write it twice to show one
syntax-too-large = the rule file is too large, the limit is { $limit } bytes
syntax-one-expression = one expression is expected here
syntax-hidden-character = invisible character U+{ $code }
syntax-hidden-character-help = delete it: it can make a rule look other than it is
syntax-step = a name is missing after the dot
syntax-step-help = write `.name`, `.*`, `.**`, `.{"{"}a, b{"}"}` or `."208"`
syntax-index-zero = there is no element 0: the first is [1], the last is [-1]
syntax-index = a whole number or a condition goes into the brackets
syntax-rounding-mode = there is no rounding mode `{ $word }`
syntax-rounding-mode-help = one of: { $names }
syntax-statement = every statement of a rule begins with a keyword
syntax-statement-help = an assertion is written `assert …`
syntax-no-keyword = `{ $word }` is no keyword
syntax-outside-rule = `{ $keyword }` stands outside any rule
syntax-outside-rule-help = a bare assertion has no keyword; put everything else into rule ID "title" {"{"} … {"}"}
syntax-expected = expected here: { $words }
syntax-nesting = brackets are nested too deeply, the limit is { $limit }
syntax-signs = too many signs in a row, the limit is { $limit }
syntax-terms = a statement has too many terms, the limit is { $limit }
syntax-statement-length = a statement is too long, in bytes, the limit is { $limit }
syntax-no-levels = there is no mode of levels `{ $word }`
syntax-no-levels-help = one of: complete, printed
format-limit = in canonical form this exceeds a limit, so it is left as it is
format-internal = formatting would change what this says, so it is left as it is
format-internal-help = this is a mistake of gouji, please report it; a simpler statement may help until then

## How rules are written: names of what was expected

syntax-word-end = the end of the statement
syntax-word-right-bracket = `)`
syntax-word-right-square = `]`
syntax-word-right-curly = `{"}"}`
syntax-word-comma = a comma
syntax-word-colon = a colon
syntax-word-assign = `=`
syntax-word-operand = a { -term-figure }, a number or an expression
syntax-word-left-bracket = `(`
syntax-word-comparison = a comparison (== ≈ ≤ ≲ …)
syntax-word-operator = an operator (+ − × ÷)
syntax-word-logic = `and`, `or`, `implies` and the like
syntax-word-not = `not`
syntax-word-dot = `.` and a name
syntax-word-name = a name
syntax-word-rule-id = a rule id
syntax-word-tag = a tag
syntax-word-year = a year of four digits
syntax-word-years = `from` or `until` and a year
syntax-word-where = `where`
syntax-word-test = present, missing, number or text
syntax-word-left-square = `[`
syntax-word-left-curly = `{"{"}`
syntax-word-step = a name, `*` or `{"{"}…{"}"}`
syntax-word-hierarchy = `by`, `to` or `levels`

## How rules are written: operators of other languages

syntax-operator-and = write `and`
syntax-operator-or = write `or`
syntax-operator-assign = write `=`
syntax-operator-modulo = there is no modulo; a percentage is written `5%`, a share `pct(part, whole)`
syntax-operator-power = there is no power
syntax-operator-approx = write `≈` or `~=`

## Accounts

account-tag = tag in an { -term-account }: { $written }
account-tag-help = delete it, and write { -term-figure }s as printed
account-anchor = anchor in an { -term-account }: { $written }
account-anchor-help = delete it, and write every value where it belongs
account-alias = alias in an { -term-account }: { $written }
account-alias-help = write the value itself here
account-second-document = { -term-account } file holds more than one document
account-second-document-help = put every { -term-account } into a file of its own, not after `---`
account-complex-key = name of a { -term-figure } is a list or a record
account-complex-key-help = a name is one word
account-too-many-nodes = { -term-account } has more than { $most } nodes
account-one-file-each = put every { -term-account } into a file of its own
account-full-width-colon = { -term-figure } with a full-width colon: { $line }
account-colon-without-blank = { -term-figure } without a blank after its colon: { $line }
account-colon-help = write an ASCII ':' and a blank; if it is text, put it in quotation marks
account-nul = file has a NUL byte on line { $line }, byte { $column }, and so is no text
account-too-large = file too large: { $length } bytes, at most { $most } are read
account-not-utf8 = file is not valid UTF-8 on line { $line }, byte { $column } (0x{ $byte })
account-encoding = file is encoded in { $encoding }, not in UTF-8
account-encoding-help = open { $file } in an editor and save it as UTF-8, or convert it with `iconv -f { $iconv } -t UTF-8`
account-save-as-utf8 = save the file as UTF-8 in a text editor
account-header-text = header { $name } must be text
account-header-text-help = write one line of text
account-classification = classification is none of 公开 (public), 内部 (internal) and 涉密 (secret)
account-classification-help = write `classification: 内部`, or leave it out
account-year = year of the { -term-account } must be a whole number from { $first } to { $last }
account-year-help = write `year: 2023`, without quotation marks
account-unit = unit of money is none of 元, 万元 and 亿元
account-unit-help = write `unit: 万元`
account-root = { -term-account } does not consist of names and values
account-root-help = begin with a line such as `year: 2023`, with a blank after the colon
account-empty = { -term-account } file is empty
account-empty-key = { -term-figure } without a name
account-empty-key-help = write the { -term-figure }'s name before the colon
account-merge-key = merge key `<<` in an { -term-account }
account-merge-key-help = write out every { -term-figure }
account-hidden-character = name of a { -term-figure } contains the invisible character U+{ $code }: { $name }
account-hidden-character-help = delete the character, or type the name anew
account-duplicate-key = { -term-figure } repeated: { $name } is given more than once in one place
account-duplicate-key-help = keep the right one only, or give the other another name
account-similar-keys = names of { -term-figure }s hard to tell apart: { $name } and { $other } differ only in width or blanks
account-similar-keys-help = if they are one { -term-figure }, write them alike
account-again-here = here again
account-first-here = first here
account-lone-return = { -term-account } file has lines that end in a lone carriage return (CR)
account-lone-return-help = save the file with LF (Unix) or CRLF (Windows) line ends
account-control-character = { -term-account } file contains the control character U+{ $code }
account-control-character-help = delete this invisible character
account-rounding = rounding is not written as a record
account-rounding-help = write `rounding: {"{"}money: 0.01, pct: 0.01, mode: half_up{"}"}`
account-rounding-step = rounding { $name } must be a power of ten
account-rounding-step-help = write `0.01` for two decimals, `1` for whole numbers, without a unit
account-rounding-mode = unknown mode of rounding
account-rounding-key = rounding has no part { $name }
account-bracket-open = this bracket is not closed
account-help-and-more-problems = { $help }; { account-more-problems }
account-rounding-meant = did you mean `{ $meant }`? { account-rounding-names }
account-directive = directive in an { -term-account }
account-directive-help = delete the line; if it is text, put it in quotation marks
account-quote = quotation mark without its closing one
account-quote-help = close it; a quoted text that goes on below must be indented there
account-quote-trailing = text after a closing quotation mark
account-quote-trailing-help = quotation marks go around the whole value
account-escape = unknown `\` sequence in double quotation marks
account-escape-help = use single quotation marks, in which `\` stands for itself
account-two-colons = two names with values in one line
account-two-colons-help = write them on two lines; put text with a colon in quotation marks
account-indentation = lines of an { -term-account } not aligned
account-indentation-help = align the names of one level, and indent what is below a name by two blanks
account-no-colon = { -term-figure } without a colon
account-no-colon-help = write `name: value`, with a blank after the colon
account-list-item = `-` out of place
account-list-item-help = write `--` or nothing for no value; begin an item of a list on a line of its own
account-tab = { -term-account } is indented with a tab
account-tab-help = indent with blanks
account-depth = { -term-account } nested too deeply: at most { $most } levels are read
account-depth-help = use fewer levels
account-bracket = brackets that do not match, or a comma that is missing or doubled
account-bracket-help = check that `{"{"}{"}"}` and `[]` are closed and that their items have one comma between them
account-syntax = { -term-account } breaks the syntax of YAML: { $fault }
account-syntax-help = write `name: value`; put text in quotation marks
account-first-character = value cannot begin with { $written }
account-same-figure = the { -term-figure } `{ $canonical }` stands twice, under two names
account-same-figure-help = keep one of them
account-other-place = the other one
account-duplicate = { $count } { -term-account }s of { $name } for { $year }: { $files }
account-duplicate-help = keep one of them, or say with `stage` which is which; until then none of them is judged
account-duplicate-other = another one

## Accounts: what looks like a number

account-look-alike = number not written as a { -term-figure }: { $fault }
account-look-alike-help = a number is written like `1234.50`; if it is a code or other text, put it in quotation marks
account-look-alike-mended = if it is a number, write `{ $mended }`; if it is a code or other text, put it in quotation marks
account-look-alike-grouped = it has separators between groups of digits
account-look-alike-blank = it has a blank inside
account-look-alike-full-width = it has full-width digits or a full-width point
account-look-alike-foreign-digits = it has digits of another script
account-look-alike-invisible = it has invisible characters
account-look-alike-plus = it has a plus sign
account-look-alike-dash = its minus sign is not the ASCII `-`
account-look-alike-two-signs = it has two signs
account-look-alike-brackets = it is a negative in brackets
account-look-alike-currency = it has a sign of currency
account-look-alike-exponent = it has an exponent
account-look-alike-bare-point = its point lacks digits on one side
account-look-alike-leading-zero = it begins with needless zeros
account-look-alike-radix = it is not decimal
account-look-alike-not-finite = it is not a finite number
account-look-alike-too-long = it has more than 28 digits
account-json = { -term-account } breaks the syntax of JSON: { $fault }
account-json-help = an { -term-account } in JSON is one object, `{"{"}"year": 2023, "unit": "万元"{"}"}`, without comments and without a comma at the end
account-json-value = a number, a text in double quotation marks, `null`, `{"{"}` or `[` should stand here
account-json-name = a name in double quotation marks should stand here
account-json-colon = a ':' should stand after the name
account-json-comma = a comma or the closing bracket should stand here
account-json-end = nothing may follow the closing bracket
account-json-second-help = put every { -term-account } into a file of its own, or on a line of its own in a file of lines
account-json-surrogate = half of a character: `\uD800` to `\uDFFF` mean something in pairs only
account-json-escape-help = write the character itself; `\"` and `\\` for a quotation mark and a backslash
account-json-quote-help = close it on the same line; write `\n` for a line end

## Packs

pack-no-manifest = the pack has no pack.yaml
pack-chosen-by-province = { $title }, chosen for the province { $province }
pack-national = no pack for the province, the national one is used
pack-named = named on the command line
pack-named-in = named in { $config }
pack-cycle = packs extend each other in a circle: { $cycle }
pack-unknown = there is no pack `{ $name }`; known: { $known }
pack-version = pack `{ $name }` wants `{ $parent }` { $wants }, found { $has }
pack-folder-closed = cannot open the pack folder: { $error }
pack-folder-unreadable = cannot read the folder: { $error }
pack-link-out = the link `{ $name }` leads out of the pack
pack-too-large = the pack is too large: at most { $files } files of { $bytes } bytes
pack-file-unreadable = cannot read `{ $name }`: { $error }
pack-parameter-twice = the parameter `{ $name }` is defined in the pack `{ $other }` already
pack-parameter-twice-help = to change its value, write it under `overrides`
pack-override-incomplete = entry { $number } of `overrides` is not complete
pack-override-incomplete-help = write {"{"}rule: N-018, { -term-severity }: warning, reason: …{"}"}, {"{"}rule: N-018, disable: true, reason: …{"}"} or {"{"}parameter: name, value: value, reason: …{"}"}, with a reason
pack-conflict = the packs `{ $other }` and `{ $pack }` both change `{ $subject }`, and neither builds on the other
pack-own-parameter = the parameter `{ $name }` is this pack's own
pack-own-parameter-help = change its `default` instead
pack-parameter-misfit = the parameter `{ $name }` cannot be `{ $value }`
pack-parameter-like = write it as { $example }
pack-parameters = the parameters are: { $all }
pack-no-parameters = the packs in use have no parameters
pack-name = a pack cannot be named `{ $name }`
pack-name-help = a name has letters, digits and `-` `_` `.`, begins with a letter or digit, and has at most 64 characters
pack-names-no-rule = there is no rule `{ $id }`
pack-no-basis = rule `{ $id }` names no { -term-basis }
pack-no-basis-help = name the statute and article that it stands on: basis "…"
pack-key-applies = for
pack-key-issuer = issuer
pack-key-licence = licence
pack-key-bases = builds on
pack-key-parameters = parameter
pack-key-retired = retired
pack-key-waivable = waivable
pack-applies-all = all
pack-applies-years = years { $years }
pack-rules = { $own }
pack-rules-and-bases = { $own } of its own, { $bases } of those it builds on
pack-parameter-default = { $name } ({ $title }) = { $value }
pack-parameter-set = { $name } ({ $title }) = { $value }, by default { $default }
pack-retired-for = { $rule } is retired: since { $pack } { $since } it is replaced by { $by }
pack-retired = { $rule } is retired: since { $pack } { $since }, and nothing takes its place
pack-same = Nothing differs
pack-diff-new = new
pack-diff-gone = gone
pack-diff-none = none
pack-diff-changed = changed: { $fields }
pack-diff-from-to = { $before } → { $now }
pack-diff-parameter = parameter { $name }: { $before } → { $now }
pack-diff-adapted = { $sign } change: { $told }
pack-diff-move = { $account }  { $place }: { $before } → { $now }
pack-diff-fails = { $account } passed before and fails now
pack-diff-passes = { $account } failed before and passes now
pack-field-title = title
pack-field-effective = years
pack-field-source = { -term-formula-source }
pack-field-statements = content
select-unknown = no rule has the id, tag or scope `{ $word }`
select-help = write a rule id (N-018), the beginning of ids with * (N-0*), a tag or a scope (表内)
config-quote = write the value in quotation marks
config-list = write a list, such as ["value"]
config-number = write a whole number, such as 1000
config-limit-range = the limit `{ $name }` is from { $from } to { $to }
config-no-limit = there is no limit `{ $name }`; there are { $known }
config-one = write one value, without brackets
config-default = default
config-unset = (not set)
config-line = { $key } = { $value }  ({ $origin })
config-no-file = there is no file `{ $path }`
config-outside = `{ $path }` is not in the folder of the configuration
config-outside-help = a configuration uses files of its own folder and those below it; name others on the command line
lock-version-unknown = version { $version } of lock files is not known
lock-help = if this is meant, lock anew with gouji pack lock
lock-no-pack = pack `{ $name }` is not locked
lock-version = pack `{ $name }` is locked at { $locked } and is now { $found }
lock-file-gone = pack `{ $name }` lacks the locked file { $file }
lock-file-changed = { $file } of pack `{ $name }` is not as locked: locked { $locked }, found { $found }
lock-file-new = pack `{ $name }` has the file { $file }, which is not locked
typed-no-key = { $place }there is no key `{ $word }`; the keys are { $list }
typed-none-of = { $place }`{ $word }` is none of { $list }
typed-missing = { $place }`{ $word }` is missing
typed-malformed = { $place }malformed: { $fault }
figures-empty-segment = the path `{ $path }` has an empty segment
figures-deep = the path `{ $path }` has more than { $limit } segments
figures-many = too many { -term-figure }s: the limit is { $limit }, with what `*` gives to its siblings
figures-no-field = `{ $path }` has the field `{ $name }`, which `fields` does not declare
figures-only = `{ $path }`: `{ $word }` is only for { $of }
figures-only-money = amounts (`kind: money`)
figures-only-groups = groups of { -term-figure }s
figures-only-numbers = numbers
figures-two-kinds = `{ $path }` has { -term-figure }s below it and cannot be a { -term-figure } itself (kind: { $kind })
figures-clash = two { -term-figure }s of one group, `{ $one }` and `{ $other }`, are both called “{ $name }”
figures-clash-help = give one of them another name, label or alias
codes-every-year = every year
codes-without-parent = the code { $code } stands without { $above }, the one above it
codes-no-name = the code { $code } has no name
codes-years-reversed = the years { $years } of { $code } “{ $name }” are upside down
codes-year-out = the year { $year } of { $code } “{ $name }” is not from { $first } to { $last }
codes-two-names = the code { $code } has two names in one year: “{ $name }” ({ $others }) and “{ $second }” ({ $years })
codes-malformed = a code of { $classification } begins with { $digit } and has { $lengths } digits; `{ $code }` is none
codes-functional = the functional classification
codes-economic = the economic classification

## What rules mean

plan-renamed = it is called `{ $now }` now
plan-no-figure = there is no { -term-figure } `{ $name }`
plan-too-large = the rule is too large with its definitions put in, the limit is { $limit }
plan-no-function = there is no function `{ $name }`
plan-arguments = `{ $name }` does not take { $given } argument(s)
plan-arguments-help = usage: { $usage }
plan-definition-arguments = `{ $name }` takes { $wants } argument(s), { $given } given
plan-too-deep = definition `{ $name }` goes too deep
plan-too-deep-help = a definition cannot use itself
plan-no-pattern = `matches` takes a pattern in quotation marks
plan-bad-pattern = this pattern is wrong: { $reason }
plan-defined-twice = `{ $name }` is defined twice
plan-first-defined = first defined here
plan-defined-function = `{ $name }` is a function of the language
plan-id-twice = the rule id `{ $id }` is used twice
plan-first-used = first used here
plan-not-a-path = the argument must be the path of a { -term-figure } here
plan-repeated = this stands twice in the rule
plan-on = `on` stands once, before what uses it
plan-no-assertion = rule `{ $id }` asserts nothing
plan-no-assertion-help = write an `assert …`
plan-severity = there is no { -term-severity } `{ $word }`
plan-severity-help = one of: error, warning, info
plan-scope = there is no scope `{ $word }`
plan-scope-help = one of: { $names }
plan-no-comparison = this assertion compares nothing
plan-no-comparison-help = compare two values, as in total ≈ personnel + public
plan-retired-id = the rule id `{ $id }` was retired and is not used again
plan-retired-id-help = take a new id
plan-no-rule = there is no rule `{ $id }`
plan-no-rule-help = only rules of the packs built on can be changed
plan-own-rule = the rule `{ $id }` is this pack's own
plan-own-rule-help = change the rule itself
plan-effective = write `effective from 2018 until 2025`, one end at least
plan-hierarchy = a hierarchy says by which code its rows form levels, or to what they add up
plan-hierarchy-help = write `hierarchy rows by code` or `hierarchy parts.* to total`
plan-parameter-help = parameters are defined under `parameters` in the pack's pack.yaml

## What rules show without an account

check-this-assertion = this assertion
check-this-when = this `when`
check-this-selection = this selection
check-this-condition = this condition
check-finds-nothing = finds nothing
check-changes-nothing = changes nothing
check-leaves-nothing-out = leaves nothing out
check-always-true = { $what } is always true and { $idle }
check-always-true-help = see whether both sides are meant to be one { -term-figure }, or leave it out
check-always-false = { $what } is never true
check-always-false-help = see whether the comparison and its sides are meant, or leave it out
check-always-undefined = { $what } is always { -term-undefined }: its base is 0 or negative
check-always-undefined-help = see whether the divisor, the whole or the base is meant
check-calibers = the two sides are of different { -term-caliber }s: { $left } and { $right }
check-calibers-help = a part that is at most its whole is written `≲`; a rule that means to cross { -term-caliber }s has the tag caliber_nested
check-caliber = { -term-caliber }: { $caliber }
check-partial-sum = these parts need not be all, and so their sum need not be the whole
check-partial-sum-help = write that their sum is `≲` the whole
check-exact-sum = what is worked out of rounded { -term-figure }s need not be equal to the last digit
check-exact-sum-help = write `≈`; `==` is for one { -term-figure } that stands in two places
check-worked-out = worked out
check-number-in-quotes = a number in quotation marks is compared as text: `145.20` is not `145.2`
check-number-in-quotes-help = leave out the quotation marks
check-a-number = this is a number
check-and = { $left } and { $right }
check-mixed-elements = this selects { $sorts }, which cannot be put together
check-mixed-elements-help = name the members with `.{"{"}a, b{"}"}`
check-unreachable-default = this default is never used: `{ $written }` is never missing
check-unreachable-default-help = leave out `??` and what follows it
check-unused-let = the `let` `{ $name }` is not used
check-unused-let-help = leave it out, or use it in an assertion or in the message
check-a-variable-before = a variable before it
check-a-parameter = a parameter of the definition
check-a-figure = the { -term-figure } of that name
check-shadowed = the variable `{ $name }` hides { $hidden }
check-shadowed-help = give the variable another name
check-hidden-variable = the variable that is hidden
check-hidden-figure = the { -term-figure } { $path }
check-unused-def = the definition `{ $name }` is not used, and so nothing in it is checked
check-unused-def-help = leave it out, or use it in a rule
check-no-basis = rule `{ $id }` has no { -term-basis }
check-no-basis-help = write `basis "…"`: without a duty there is no { -term-finding }
check-title = title
check-severity = { -term-severity }
check-scope = scope
check-formula-source = formula_source
check-tags = tags
check-message = message
check-incomplete-rule = rule `{ $id }` does not say its { $missing }
check-incomplete-rule-help = auditors sort { -term-finding }s by { -term-severity }, scope and tags, and read title, message and { -term-formula-source }
check-full-width = { $count ->
        [one] one full-width mark: `{ $shown }`
       *[other] { $count } full-width marks, the first is `{ $shown }`
    }
check-full-width-help = the usual form is ASCII, as `{ $ascii }`; `gouji lint --fix` mends them all
check-no-sum = { $left } and { $right } cannot be added
check-no-product = { $left } cannot be multiplied by { $right }
check-no-quotient = { $left } cannot be divided by { $right }
check-no-share = { $left } and { $right } make no percentage
check-no-slack = { $left } cannot be off by { $right }
check-no-mean = { $left } has no mean
check-no-comparison = { $left } cannot be compared with { $right }
check-as-share-of = a share is written `pct({ $part }, { $whole })`
check-as-share = a share is written `pct(part, whole)`
check-several = one number is wanted here, these are { $count }
check-several-help = their sum is `sum({ $written })`; to judge each, write `for x in { $written }`
check-no-number = a number is wanted here, this is { $what }
check-unquoted = a number has no quotation marks: `{ $text }`
check-group = `{ $written }` is a group of { -term-figure }s and no number
check-group-help = its members are `{ $written }.*`
check-group-names-help = its members are `{ $written }.*`; or name one of them: { $names }{ $more }
check-no-words = words are wanted here, this is { $what }
check-code-help = a code is written in quotation marks: `"{ $digits }"`
check-no-condition = a condition is wanted here, this is { $what }
check-no-condition-help = say what it is compared with, as in `{ $written } > 0` or `{ $written } is present`
check-nothing-to-go-through = `{ $written }` is one value, there is nothing to go through
check-single = a list is wanted here, `{ $written }` is one value
check-membership-help = write `[{ $written }]`, or compare with `==`
check-count-help = the members of a group are `.*`, a list is `rows`; whether it is there is `{ $written } is present`
check-list-help = the members of a group are `.*`, a field of a list is `rows.x`, several { -term-figure }s are `[a, b]`
check-money-percent-help = what share an amount is, is `pct(part, whole)`; a percentage of an amount is `amount * 5%`
check-money-count-help = so much a head is `amount / count`; see whether the amount or the count of that name is meant
check-or = { $left } or { $right }
check-money = an amount
check-percent = a percentage
check-count = a count
check-ratio = a quotient
check-plain = a plain number
check-year = a year
check-free = a literal
check-text = text
check-truth = a condition
check-a-group = a group

## What gouji lint ends with

lint-and = { $left }, { $right }
lint-mended = { $count ->
        [one] { $count } file mended
       *[other] { $count } files mended
    }
lint-nothing-found = nothing found
lint-found = { $errors }, { $warnings }
lint-errors = { $count ->
        [one] { $count } error
       *[other] { $count } errors
    }
lint-warnings = { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
lint-fixable = { $count } of them may be mended by --fix

## Judging

engine-put-aside = the temporary file for { -term-account }s cannot be used: { $error }
engine-put-aside-help = Make room in the temporary folder, or name another one in the environment variable TMPDIR.
eval-mixed-share = { $reason }; write pct(part, whole) for a share
eval-nothing-selected = the selection found nothing
eval-missing = { -term-figure }s are missing
eval-kinds = a { $left } and a { $right } cannot be compared or added
eval-number-too-large = the number is too large
eval-nothing-to-add = there is nothing to add up
eval-empty-list = the list is empty
eval-not-a-date = a date is wanted here, as 2024-08-20
eval-zero-base = the base is 0
eval-negative-base = the base of the growth is negative
eval-beyond-limit = a number grew beyond the limit
eval-no-unit = a unit of money is not stated, so amounts cannot be converted
eval-not-a-condition = a condition is wanted here
eval-path-from-root = write the path from the root, as basic_expenditure.total, or say where with --on
eval-condition-false = its condition is false
eval-nothing-to-go-through = there is nothing to go through
eval-steps = not judged: the limit of { $limit } steps for one { -term-account } is reached
eval-verdicts = not judged: the limit of { $limit } verdicts for one { -term-account } is reached
eval-several-numbers = one number is wanted here, there are { $count }
eval-condition-for-number = a number is wanted here, this is a condition
eval-list-for-number = a number is wanted here, this is a list
eval-no-value = the cell says that it has no value
eval-withheld = { -term-withheld }
eval-not-words = words are wanted here
eval-not-a-number = a number is wanted here, this is text
eval-no-prior = the { -term-account } of the year before is not given
eval-no-approved = the approved { -term-account } is not given
eval-nothing-below = there is nothing below the value before `{ $name }`
eval-undecided-selection = the condition of the selection cannot be decided
eval-no-element = there is no element { $index } of { $count }
eval-no-record-with-all = no record has all of the { -term-figure }s { $names }
eval-no-place = a place in an { -term-account } is wanted here, not a computed value
eval-same-alone = the { -term-figure } stands in one place alone, there is nothing to compare
eval-hierarchy-no-rows = there are no rows
eval-hierarchy-nothing-below = no row below it is printed
eval-hierarchy-nothing-above = the row { $code } above it is not printed
eval-hierarchy-top = the topmost level is not printed in full
eval-hierarchy-no-code = the row has no code
eval-hierarchy-bad-code = the code { $code } does not have three, five or seven digits
eval-hierarchy-no-column = the rows have no column that the total sums up
eval-out-of-effect = the rule applies to { -term-account }s of { $from }–{ $until }
eval-left = the number of characters must be a whole one, 0 or more
eval-no-near-name = no standard name of { $year } is near to “{ $name }”
eval-no-year = the year is not stated
eval-code-unknown = the list of standard subjects has no code { $code }
eval-code-not-in-year = the list of standard subjects has no name of { $code } for { $year }

## Functions

function-sum = the sum of all; missing when there is nothing to add
function-count = how many there are; 0 when there are none
function-min = the smallest
function-max = the largest
function-avg = the mean
function-abs = x without its sign
function-round = x rounded half away from zero to n decimals, or to a whole number
function-trunc = x cut toward zero at n decimals, or at the point
function-len = the number of characters of a text or code
function-pct = part as a percentage of whole; undefined when whole is 0
function-growth = (now − before) / before as a percentage; undefined when before is 0 or negative
function-prior-of = now − change
function-starts-with = whether a text begins so
function-ends-with = whether a text ends so
function-contains = whether a text has a part, or a list an element
function-distinct = the list without repetitions
function-first = the first element
function-last = the last element
function-year = the year of a date
function-days-between = the days from one date to the other
function-key = the name under which x stands; of a row its number
function-counterpart = what stands in the same place of another { -term-account }; rows match by code or name
function-left = the first n characters of a text or code
function-standard-name = the standard name of a code in a year, by default the { -term-account }'s; missing when the list has none
function-is-standard-name = whether a name is the standard one of a code, but for blanks and the width of punctuation; { -term-undetermined } when the list has no such code
function-nearest-standard-name = the standard name nearest to a name among the codes below another; for 类 `above` is "2" (functional) or "3" (economic)

## Reports

report-yuan = yuan
report-wan-yuan = wan yuan
report-yi-yuan = yi yuan
report-percentage-points = { $number } percentage points
report-quoted = "{ $words }"
report-within-slack = { $difference }, within the { $slack } that rounding explains
report-rounding = { $difference }, explained by rounding
report-equal-as-printed = { $difference }, the two are equal as printed
report-slack = {" "}({ $slack } allowed for)
report-fails-as-printed = { $difference }, so it fails as printed; rounding could explain it{ $slack }, but this rule is about what is printed
report-more-than-allowed = { $difference }, more than the { $allowed } allowed
report-at-slack = { $difference }, and rounding explains only less than { $slack }{ $fault }
report-over-slack = { $difference }, more than the { $slack } that rounding explains{ $fault }
report-not-rounding = { $difference }, not explained by rounding
report-improbable-within = , within the { $slack } that rounding could explain
report-improbable-far = {" "}({ $z } standard deviations)
report-improbable = { $difference }{ $within }, but only by luck{ $far }
report-at-fault = ; at least one of the { $count ->
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
       *[other] { $count }
    } { -term-figure }s is wrong
report-range-printed = the printed { -term-figure } stands for { $range }
report-range-computed = the computed one can be { $range }
report-range-any = anything
report-range-above = { $low } and above, without bound
report-range-below = { $high } and below, without bound
report-upper-excluded = {" "}(upper end excluded)
report-lower-excluded = {" "}(lower end excluded)
report-both-excluded = {" "}(both ends excluded)
report-range = { $low } to { $high }{ $excluded }
report-truncated = { -term-truncated }: the printed percentage was cut, not rounded
report-plugged = { -term-plugged }: its deviation cancels those of the other parts, as if adjusted to add up
report-base-near-zero = the base could be zero, so the range has no bound
report-bound = the range is a bound and may be too wide
report-blank-cells = blank cells count as 0: { $names }
report-no-entity = entity not named
report-year = { $year }
report-rules = { $packs } ({ $chosen })
report-no-findings = no { -term-finding }s; { $outcome }
report-no-rule = no rule applies
report-findings-are-questions = These are { -term-finding }s to be answered by the unit, not established faults.
report-made-by = Made by { $tool } { $version } on this machine, without a network.
report-made-from = { -term-account }: { $file }, SHA-256 { $digest }…
report-made-with = Rules: { $name }, SHA-256 { $digest }…
report-redacted-amounts = Amounts are hidden, written ***.
report-redacted-names = Names are hidden, written 单位1, 单位2.
report-watermark = { $class } · not to be passed on without approval
report-unreadable = , { $count } unreadable
report-summary = { $accounts } { $accounts ->
        [one] { -term-account }
       *[other] { -term-account }s
    }{ $unreadable }: { $counts }
report-count = { $count } { $verdict }
report-formula-source = from: { $source }
report-severity-error = error (to be corrected)
report-severity-warning = warning (to be explained)
report-severity-info = info (to be noted)
report-years-from = {" "}(from { $from })
report-years-until = {" "}(until { $until })
report-years = {" "}({ $from } to { $until })
report-absent = { $verdict } ({ $reason })
report-absent-paths = { $verdict } ({ $reason }: { $paths })
report-only-by-luck = this holds only by luck
report-not-true = this does not hold
report-in-brackets = {" "}({ $words })
report-more-places = and others, { $count } in all
report-printed-number = , printed { $value }
report-printed-words = , printed { $words }
report-formula-from = formula from: { $source }
report-action-error = check and correct, or explain in a { -term-waiver }
report-action-warning = check; if it is right, explain in a { -term-waiver }
report-action-info = for information
report-more-missing = { $paths } and others, { $count } in all
report-reason-and-missing = { $reason }: { $missing }
report-compared = { $compared }, { -term-difference } { $difference }
report-together = all { $count } { -term-account }s together
report-key-adapted = changed
report-key-narrowed = selected
report-selected = only { $select }
report-ignored = without { $ignore }
report-selected-ignored = only { $select }, without { $ignore } among them
report-narrowed = in part: { $words }; { $rules } of { $of } rules
report-adapted = { $change } ({ $by }: { $reason })
report-adapted-by-user = { $change } ({ $by })
report-adapted-severity = { $subject } from { $before } to { $now }
report-adapted-disabled = { $subject } is not applied
report-adapted-parameter = parameter { $subject } from { $before } to { $now }
report-none = no { -term-finding }s

## Reports: keys of rows

report-key-printed = printed
report-key-against = against
report-key-computed = computed
report-key-file = file
report-key-rules = rules
report-key-result = result
report-key-place = place
report-key-message = message
report-key-range = range
report-key-note = note
report-key-basis = basis
report-key-action = to do
report-key-rule = rule
report-key-difference = { -term-difference }
report-key-severity = { -term-severity }
report-key-scope = scope
report-key-formula = formula
report-key-tags = tags
report-key-pack = pack

## The working paper

xlsx-accounts-left-out = { $count } more { -term-account }s have no sheet of their own; their { -term-finding }s are in the summary alone
xlsx-evidence-left-out = { $count } more { -term-finding }s have no sheet of evidence; they are in the summary alone
xlsx-rows-left-out = { $count } more { -term-finding }s do not fit the summary
xlsx-figures-left-out = { $count } more { -term-figure }s do not fit this sheet
xlsx-blocks-left-out = { $count } more { -term-finding }s are in the summary alone
xlsx-cut = { $count } texts were longer than a cell and have been cut
xlsx-too-long = more digits than a spreadsheet keeps: shown as text, in no formula
xlsx-in-words = told as a result, not as a formula: { $what }
xlsx-guarded = { $guarded } of { $all } numbers were looked at by some rule
xlsx-legend = colours:
xlsx-name = name
xlsx-path = path
xlsx-stated = stated
xlsx-computed = computed
xlsx-side = { $key }: { $text }
xlsx-slack = { -term-slack }
xlsx-allowed = allowed
xlsx-conclusion = verdict
xlsx-computation = { $written }: { $computation }
xlsx-entities = { $names } and others, { $count } in all
xlsx-packs = packs of rules
xlsx-inputs = { -term-account }s
layout-bound = `{ $key }` is { $value }; it has to be from { $least } to { $most }

## How problems are drawn

diagnostic-error = error
diagnostic-warning = warning
diagnostic-file = file: { $file }
diagnostic-help = help:{" "}
diagnostic-more-places = and { $count } more

## The cases of packs

case-unknown-key = a case file has no key `{ $name }`
case-unknown-key-help = keys are: { $known }
case-no-title = the case has no title
case-no-title-help = add `title:` and say in one sentence what the case is
case-no-account = the case has no { -term-account }
case-no-account-help = write the numbers that the case is about below the key of that name; what stands there at the head of the file is shared by its cases
case-no-expect = the case does not say what must come out
case-expect = `expect` lists rules by their verdict
case-no-expect-help = write `expect: {"{"}{ -term-violated }: [N-018], { -term-holds }: [N-048]{"}"}`
case-no-verdict = there is no verdict `{ $name }`
case-no-verdict-help = verdicts are: { $known }
case-no-rule = the id of a rule is wanted here
case-no-rule-help = write `N-018` or `{"{"}rule: N-018, assert: 1, at: PATH{"}"}`
case-words = `{ $key }` takes words
case-words-help = put quotation marks around digits that are meant as words
case-number = `{ $key }` takes a number
case-number-help = write digits without quotation marks or a unit, whole ones for `assert`
case-flag = `{ $key }` takes true or false
case-flag-help = write `true` or `false`
case-set = `set` lists paths and what is to stand there
case-set-help = write `set: {"{"}basic_expenditure.total: 101.00{"}"}`
case-drop = `drop` lists paths
case-drop-help = write `drop: [basic_expenditure.total]`
case-no-place = there is no place for { $path } in the { -term-account } of the case
case-no-place-help = paths start at the top of the { -term-account }; the second row of a list is `rows.2`
case-nothing-there = there is no { $path } in the { -term-account } of the case
case-nothing-there-help = paths start at the top of the { -term-account }; the second row of a list is `rows.2`
case-too-many = the { -term-account }s of the cases of this file have more than { $most } nodes together
case-too-many-help = split the file, or leave cases out
case-not-judged = the rule judged no such place
case-with-difference = { $verdict }, { -term-difference } { $difference }
case-nothing-expected = not listed
case-nothing-came = no verdict
case-summary-good = { $pack }: { $count ->
    [one] { $count } case, passed
   *[other] { $count } cases, all passed
}
case-summary-failed = { $pack }: { $count ->
    [one] { $count } case
   *[other] { $count } cases
}, { $failed } failed
case-coverage = { -term-coverage }: of { $rules } rules cases catch { $caught } out and pass { $passed }
case-never-caught = no case catches out:
case-never-passed = no case passes:
case-mutation = rules notice a change in { $guarded } of { $figures } numbers ({ $percent }%)
case-unguarded = { -term-unguarded }:

## Waivers, baselines, the roster

entries-margin = every entry begins with `- ` at the left margin, and its other lines are indented
entries-margin-help = write `- rule: N-018`, and indent the lines after it by two
waive-kind-caliber = different { -term-caliber }
waive-kind-policy = change of policy
waive-kind-reorganisation = reorganisation
waive-kind-correction = correction of an accounting mistake
waive-kind-earlier-year = matter of an earlier year
waive-kind-transfer = transfer in or out
waive-kind-as-published = as published
waive-kind-other = other
waive-applied = { -term-waived }
waive-undecided = undecided
waive-lapsed = lapsed
waive-expired = expired
waive-unmatched = unmatched
waive-not-allowed = not allowed
waive-rejected = rejected
waive-returned = returned
waive-duplicate = duplicate
waive-no-day = `{ $written }` is no date
waive-no-day-help = write 2024-08-30
waive-no-figures = the { -term-figure }s and their { -term-printed }s are not named
waive-no-figures-help = `gouji waive { $rule } FILE` writes an entry with the paths and values filled in
waive-incomplete = an accepted { -term-waiver } needs { $keys } as well
waive-finding-stands = the { -term-finding } stands
waive-to-complete = the unit has to complete it; the { -term-finding } stands
waive-day-passed = good until { $last }, and it is { $day }
waive-error-rule = { $rule } is of { -term-severity } error, and no pack allows a { -term-waiver } for it (`waivable` of pack.yaml); correct the { -term-figure }s
waive-covered-already = an earlier { -term-waiver } covers this { -term-finding }
waive-other-figures = the { -term-finding } there is about { $paths }, which are other { -term-figure }s than those named
waive-other-figures-many = the { -term-finding } there is about { $paths } and others, { $count } in all, which are other { -term-figure }s than those named
waive-no-account = this { -term-account } was not judged; entity, year and stage must be those of the { -term-account }
waive-no-finding = { $rule } has no such { -term-finding } on this { -term-account }; it may have been corrected
waive-no-rule = nothing was judged by a rule { $rule }
waive-changed = { $path } was { $before } when it was explained, and is { $now }
waive-hint-kind = kind of reason: { $kinds }
waive-hint-reason = the reason
waive-hint-owner = the unit that explains
waive-hint-decision = as {"{"}result: accepted, by: name, date: 2024-08-30{"}"}; the result is accepted, rejected or returned
waive-hint-expires = last day on which it is good, as 2025-12-31; may stay empty
baseline-version = this { -term-baseline } has version { $written } of the format, and only version { $known } can be read
roster-twice = the unit `{ $name }` stands twice
report-waivers = { -term-waiver }s
report-waivers-counted = { -term-waiver }s: { $count } ({ $counts })
report-accepted = { $kind }: { $reason } (explained by { $owner }, decided by { $by } on { $date }; { $place })
report-key-accepted = accepted
report-known = known
report-resolved = resolved
report-baseline = { -term-baseline }: { $known } known, { $new } new, { $resolved } resolved
report-roster = roster
report-roster-missing = missing
report-roster-extra = extra
report-roster-double = double
report-roster-region = region
report-roster-department = department
report-roster-owed = owed
report-roster-submitted = submitted
report-roster-passed = passed
report-roster-rate = rate
report-roster-unnamed = none given
report-roster-total = total
cli-waive-none = { $rule } has no { -term-finding } on this { -term-account }, so there is nothing to explain
cli-waive-none-at = { $rule } has no { -term-finding } at { $at }; there are some at { $places }
cli-waive-present = there is an entry already for { $count } of the { -term-finding }s
cli-waive-written = entries written to { $file }: { $count }; to be filled in and decided
cli-waive-cannot-append = no entry can be added at the end of the file; write the following ones by hand
cli-baseline-written = { -term-finding }s written to { $file }: { $count }
cli-no-day = a date is needed, as 2024-08-30

## The command line

cli-no-code = there is no code `{ $word }`
cli-nothing-to-explain = there is no rule and no function `{ $word }`
cli-page-wrong = wrong:
cli-page-right = right:
cli-page-usage = usage
cli-page-names = names
cli-page-meaning = meaning
cli-page-example = example
cli-no-rule-files = the folder has no rule files (.gj)
cli-folder-depth = folders are nested deeper than { $limit }
cli-not-a-file = this is no regular file
cli-too-large = the file is too large, the limit is { $limit } bytes
cli-no-file = there is no such file
cli-no-permission = permission to read is denied
cli-unreadable = cannot be read: { $error }
cli-on-not-a-path = --on takes a path
cli-missing = missing { $path }
cli-more-values = { $values } … ({ $count })
cli-no-verdict = no such verdict
cli-classified = { $file } is { $class }, and { $format } is made to be passed on; with --with-closed it is written all the same, and marked
cli-no-file-name = a file name is missing after `=`
cli-is-there = { $file } is there already and was left alone; choose another name
cli-no-percent = expected a percentage such as 30 or 12.5%
cli-needs-file = { $format } is no text and needs a file: -o { $format }=PATH
cli-no-format = no such format
cli-no-pair = write NAME=VALUE
init-exists = this file is there already; nothing was written
init-exists-help = take another folder, or move it away first
init-written = Wrote a project of { $count } files into { $folder }. Next:
init-check = judges the { -term-account }s; the example has no { -term-finding }
init-test = runs the cases in rules/cases; all pass
init-fmt = the rules in rules are in canonical form
init-lint = nothing is doubtful about the rules
init-try = In { $file }, write { $after } for { $before } and run gouji check again to see a { -term-finding }.
watch-waiting = Waiting for files to change; Ctrl-C ends
watch-changed = Changed: { $files }
watch-changed-more = Changed: { $files } and { $more } more
watch-stdin = --watch looks at files and cannot read the standard input; name { -term-account } files or folders
watch-format = --watch judges again and again, so that the standard output can only be text or concise; write to a file: -o { $format }=FILE
cli-progress = Judging { $accounts ->
    [one] { $accounts } { -term-account }
   *[other] { $accounts } { -term-account }s
}
cli-progress-lines = { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
} judged, { $rate } a second
cli-man-written = { $count ->
    [one] Wrote { $count } manual page into { $folder }
   *[other] Wrote { $count } manual pages into { $folder }
}
version-schemas = formats
version-schema = { $name } { $version }
version-result = result (-o json)
version-lock = gouji.lock
version-baseline = { -term-baseline }
doctor-output = output
doctor-output-terminal = a terminal
doctor-output-pipe = no terminal (a pipe or a file); the output is plain text
doctor-width = width
doctor-width-of = the terminal has { $columns } columns
doctor-width-fixed = there is no terminal; lines are set for { $needed } columns
doctor-width-narrow = the terminal has { $columns } columns, but reports are set for { $needed }: long lines break
doctor-width-help = widen the window, or use --quiet, -o html=report.html
doctor-colour = colour
doctor-colour-on = yes
doctor-colour-option = none, by --color never
doctor-colour-variable = none, by the variable { $name }
doctor-colour-pipe = none, since the output is no terminal
doctor-encoding = encoding
doctor-encoding-utf8 = { $variable }={ $value } is UTF-8
doctor-encoding-system = the system's terminal converts
doctor-encoding-other = { $variable }={ $value } is not UTF-8, but gouji writes UTF-8: Chinese may be garbled
doctor-encoding-none = none of LC_ALL, LC_CTYPE, LANG is set: Chinese may be garbled
doctor-encoding-help = set LANG=C.UTF-8 (or zh_CN.UTF-8), and UTF-8 in the terminal
doctor-language = language
doctor-language-of = { $lang }, by { $origin }
doctor-language-default = { $lang }, by default
doctor-config = config
doctor-config-none = there is no { $name }; defaults hold
doctor-config-help = gouji config show draws what is wrong
doctor-packs = { -term-pack }s
doctor-packs-whole = { $count ->
    [one] { $count }, which is whole
   *[other] { $count }, all whole
}
doctor-at = { $place }: { $problem }
doctor-packs-help = gouji pack verify { $name } lists everything
doctor-rules = rules
doctor-rules-help = gouji lint says on which line
doctor-accounts = { -term-account }s
doctor-accounts-found = { $count ->
    [one] { $folder } has { $count }, which can be opened
   *[other] { $folder } has { $count }, all of which can be opened
}
doctor-accounts-none = { $folder } has no { -term-account } (.yaml, .json)
doctor-accounts-none-help = name the folder: gouji doctor DIR; a new one: gouji init DIR
doctor-accounts-closed-help = look at the path and the permissions
doctor-good = everything is as it should be
doctor-todo = { $count ->
    [one] { $count } thing to be done
   *[other] { $count } things to be done
}
cli-pack-done = Nothing is wrong with { $pack }
cli-pack-written = Wrote { $file }
cli-pack-not-empty = the folder is not empty
cli-pack-folder-name = the folder's name cannot be the name of a pack: `{ $name }`
cli-pack-taken = there is a pack `{ $name }`
cli-pack-exists = { $name } is there already
cli-pack-exists-help = to overwrite it, add --force
cli-pack-link = `{ $name }` is a link and is not written to
cli-pack-extra = the folder has the file { $name }, which the pack has not
cli-pack-extra-help = move it away first: the copy would be another pack than the original
cli-unwritable = cannot write: { $error }
cli-output-twice = { $file } is the file of two -o, of which the later one would replace the earlier one; name a file for each
cli-output-over-input = { $file } is a file to be read, and no -o may replace it; name another one
cli-output-stdout = the standard output can only take one { $format } and nothing else; write the others to files: -o FORMAT=PATH
cli-output-failed = cannot write the output: { $error }
fmt-dash = `-` goes with no files
fmt-done = formatted
fmt-names-kept = { $name }: in the other language its names would mean something else, so all { -term-figure } names stay
fmt-unwritable = cannot be written: { $error }
fmt-wanted = would format
batch-blank-line = a blank line, no { -term-account }
batch-line-too-long = a line of more than { $limit } bytes
batch-unreadable = the line cannot be read
batch-no-rules = no rules that can be used
cli-batch-count = { $verdict } { $count }
cli-batch-done = { $lines } lines, { $errors } unreadable, { $found } { -term-account }s with { -term-finding }s: { $counts }

## Snapshots: what stands in their files is in Chinese whatever the language of the command line

snapshot-key-entity = entity
snapshot-key-accounts = number
snapshot-key-year = year
snapshot-key-stage = stage
snapshot-key-unit = unit of money
snapshot-key-rules = { -term-pack }
snapshot-key-adapted = override
snapshot-difference = { -term-difference } { $difference }
snapshot-slack = { -term-slack } { $slack }
snapshot-allowed = allowed { $allowed }
snapshot-section = { $name } ({ $count })
snapshot-figures = { -term-printed }s

## Snapshots: the command line

snapshot-no-head = this line should be `name：words`
snapshot-no-section = `{ $name }` is no section of a { -term-snapshot }
snapshot-no-rule = a rule should stand before this line
snapshot-no-figure = this line should be `{ -term-figure } = value`
snapshot-one-line-too-many = there should be two lines here: a title, and both computations
snapshot-broken-help = a { -term-snapshot } is not edited by hand; delete this file and run `{ $command }` again
snapshot-header = the header is wrong: { $error }
snapshot-no-header = not a { -term-snapshot }: the file should begin with a header between two `---`
snapshot-foreign = not a { -term-snapshot } of gouji: `expression` is `{ $expression }`
snapshot-still = still { $verdict }
snapshot-none = none
snapshot-blank = blank
snapshot-was = it was { $told }
snapshot-rule-added = new rule
snapshot-rule-removed = rule gone
snapshot-other-figures = other { -term-figure }s that changed: { $count }
snapshot-more = and { $count } more
snapshot-wording-only = only wording or order is different
snapshot-same-place = two { -term-account }s have the same { -term-snapshot } file; the other one is { $other }
snapshot-same-place-help = rename one, or keep them apart
snapshot-unwritable = cannot be written: { $error }
snapshot-changed = { $name }  is different from its { -term-snapshot }
snapshot-new = { $name }  has no { -term-snapshot } yet: { $counts }
snapshot-accepted = accepted { $path }
snapshot-rejected = rejected { $path }
snapshot-written = written { $path }
snapshot-orphan = no { -term-account } belongs to { $path }
snapshot-orphan-deleted = no { -term-account } belongs to it, deleted: { $path }
snapshot-summary = { -term-snapshot }s { $count }: same { $same }, different { $changed }, new { $new }
snapshot-to-review = { $count } pending: go through them with `{ $review }`, or use accept or reject
snapshot-not-written = nothing was written ({ $why })
snapshot-nothing-pending = no pending { -term-snapshot }s
snapshot-pending = { $path }  ({ $account })
snapshot-pending-new = { $path }  ({ $account }, new)
snapshot-none-here = no pending { -term-snapshot } here
snapshot-no-terminal = going through { -term-snapshot }s takes a terminal
snapshot-no-terminal-help = without one, list them with `{ $pending }` and use `{ $accept }` or `{ $reject }`
snapshot-reviewing = Reviewing [{ $number }/{ $total }] { $name }
snapshot-review-keys = a accept  r reject  s skip  i info  d diff
snapshot-review-all = uppercase A, R, S apply to all that remain
snapshot-review-done = accepted { $accepted }, rejected { $rejected }, skipped { $skipped }

## Result documents
result-too-large = the file is too large, at most { $limit } bytes
result-version = this result has form { $found }, and this program knows form { $known } alone
result-broken = not a whole result: { $cause }
result-number = entry { $number } of the list of instances, from 0, refers to an entry of another list that the file does not have
result-excerpt = line { $line } of { $file } in excerpts is out of order or out of bounds
result-help = write it anew with `gouji check -o json=RESULT.json`

## SARIF, JUnit
sarif-severity = { -term-severity }: { $severity }
sarif-basis = basis: { $basis }
sarif-explain = more: { $command }
sarif-verdict = { $verdict }: { $why }

## The HTML report

html-title = Report on the { -term-account }
html-skip = Skip to the contents
html-offline = This file is complete: it reads nothing else when opened.
html-findings = What was found
html-others = Other results
html-tables = The { -term-account }, table by table
html-header = Header
html-legend = Signs:
html-unguarded = { -term-unguarded }
html-guarded = { $guarded } of { $all } numbers are looked at by some rule.
html-figures = What took part
html-figure = Name
html-item = Item
html-printed = As printed
html-line = File and line
html-more-figures = { $count } more, see the JSON result
html-overview = Overview: units and rules
html-overview-help = Only rules with a { -term-finding }; a cell has the verdict and how many, and leads there. A head sorts.
html-entity = Unit
html-year = Year
html-filter = Filter
html-filter-text = Text
html-all = all
html-verdict = Verdict
html-reset = Clear
html-shown = Shown
html-problems = Problems of inputs
html-answers = { -term-waiver }s, { -term-baseline }, roster
html-head = Rules and file
html-top = Back to the top
html-classification = Classification
html-waterfall = Addends against the printed total
html-side-by-side = Printed and computed
html-ranges = Where the true values can lie (magnified)
html-stated = Printed: { $name }

## Templates of letters

letter-no-archive = this is no whole Word document (.docx): { $error }
letter-too-many-parts = the document has more than { $most } parts
letter-too-large = the document is larger than { $most } MB when unpacked
letter-part-twice = the document has two parts called { $name }
letter-no-document = this is no Word document: it has no word/document.xml
letter-not-utf8 = the text of the document is not UTF-8
letter-xml = the text of the document is no whole XML: { $error }
letter-no-body = the document has no body
letter-too-deep = elements of the document are nested more than { $most } deep
letter-not-alone = { $mark } stands for its whole paragraph, which has other words too; give it a paragraph of its own, or leave out the p
letter-no-row = { $mark } stands for a row of a table, and this is in none; for a paragraph write p in place of tr
letter-two-marks = a row of a table can have but one tr mark
letter-not-closed = { $mark } does not end; { $close } is missing
letter-in-paragraph = { $message }; in the paragraph: { $paragraph }
letter-no-name = the template uses { $name }, which no letter knows
letter-mean-help = did you mean { $known }?
letter-names-help = a letter knows: { $names }
letter-undefined = the template uses something that is not there
letter-too-many-steps = the template takes more than { $most } steps for one unit
letter-too-much = the template makes more than { $most } MB for one unit
letter-template = the template is written wrongly: { $error }

## Two years

years-title = Against the year before
years-number = No.
years-unit = Unit
years-now = This year
years-then = Year before
years-gap = Change
years-rate = Change (%)
years-source = Source of the year before
years-printed = printed in this { -term-account }
years-change = this year less the printed change
years-account = { -term-account } of that year, { $file }
years-counts = { $compared } { -term-figure }s have one of the year before; { $moved } of them moved by { $over }% or more.
years-more = { $count } more are not listed
