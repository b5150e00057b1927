### 提示信息的中文措辞。编号、参数与 en.ftl 一致；如何新增见 ARCHITECTURE.md。

## 固定用语：各只写一次，措辞中一律引用

-term-holds = 相符
-term-rounding = 尾差
-term-improbable = 尾差偏大
-term-violated = 不符
-term-undefined = 不可比
-term-undetermined = 缺数
-term-not-applicable = 不适用
-term-waived = 已说明
-term-truncated = 去尾
-term-plugged = 倒挤
-term-slack = 允许尾差
-term-difference = 差额
-term-interval = 可能区间
-term-figure = 数据项
-term-printed = 公开数
-term-standard-digit = 列报精度
-term-caliber = 口径
-term-account = 决算
-term-severity = 审核级别
-term-finding = 疑点
-term-error = 逻辑性
-term-warning = 核实性
-term-info = 提示性
-term-withheld = 涉密
-term-waiver = 审核说明
-term-accepted = 采信
-term-baseline = 存量问题清单
-term-snapshot = 审核结果快照
-term-pack = 审核规则包
-term-basis = 依据
-term-formula-source = 公式来源
-term-coverage = 覆盖率
-term-unguarded = 无公式审核

## 各处通用；其他措辞所引用的

list-comma = 、
list-clause-comma = ，
common-did-you-mean = 是否想写 `{ $near }`
common-no-parameter = 没有参数 `{ $name }`
kind-money = 金额
kind-percent = 百分数
kind-count = 个数
kind-ratio = 比值
kind-plain = 数
kind-year = 年度
kind-free = 常数
account-more-problems = 问题过多，只列出 { $most } 处
account-rounding-names = 可写 { $names }

## 结论、审核级别

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

## 规则文件的写法

syntax-too-complex = 这一句太复杂，请拆成几句
syntax-stops-short = 句子没有写完
syntax-no-sense = 不能理解 `{ $shown }`
syntax-full-stop = 句号 `。` 不是路径的分隔符
syntax-full-stop-help = 写作 `.`
syntax-quotation = 不用引号 `{ $first }`
syntax-string-help = 文字写作 "…" 或 “…”
syntax-wide-character = 全角字符 `{ $first }`
syntax-wide-character-help = 写作半角 `{ $ascii }`
syntax-grouped-number = 数字里不能有分节号
syntax-grouped-number-help = 写作 `1234.50`，不写 `1,234.50`
syntax-no-comparison = 比较符的写法不对
syntax-comparison-help = 写作 `==`、`≤`（`<=`）或 `≥`（`>=`）
syntax-order-help = 写作 `≤`（`<=`）或 `≥`（`>=`）
syntax-implies-row = 连续的“则须”过多
syntax-within = `within`（允许差）只与 `≈` 连用
syntax-brackets-wanted = 此处须加括号
syntax-exactly = “恰有”后应为一个整数
syntax-number = 数字的写法不对
syntax-number-help = 写作 `{ $mended }`
syntax-unit = 数字后面的单位不认识
syntax-unit-help = 可用：元、万元、亿元、%、个百分点、人次、批次、辆、个、年 等
syntax-unclosed-string = 引号没有配对
syntax-string-line-help = 文字写作 "…" 或 “…”，不能跨行
syntax-foreign-operator = 不认识运算符 `{ $sign }`
syntax-unclosed = 括号没有配对
syntax-opened-here = 此处打开，缺少 `{ $closing }`
syntax-unmatched = 多余的 `{ $closing }`
syntax-mismatch = 括号不配对
syntax-closing-wanted = 此处应为 `{ $closing }`
syntax-to-close = 与此处的括号配对
syntax-no-brace = 规则缺少 `{"{"}`
syntax-no-brace-help = 写作：rule 编号 "标题" {"{"} … {"}"}
syntax-limit-help = 请拆成几条规则，或用 let 分步取数
syntax-message-brace = 提示语中的花括号没有配对；要显示花括号请写两个
syntax-too-large = 规则文件过大，上限为 { $limit } 字节
syntax-one-expression = 此处应为一个表达式
syntax-hidden-character = 不可见字符 U+{ $code }
syntax-hidden-character-help = 请删去；它可以使规则看上去与实际不同
syntax-step = 点后缺少名称
syntax-step-help = 写作 `.名称`、`.*`、`.**`、`.{"{"}甲, 乙{"}"}` 或 `."208"`
syntax-index-zero = 没有第 0 个：第一个是 [1]，最后一个是 [-1]
syntax-index = 方括号里应为整数或条件
syntax-rounding-mode = 没有舍入方式 `{ $word }`
syntax-rounding-mode-help = 可用：{ $names }
syntax-statement = 规则里的每一句都以关键字开头
syntax-statement-help = 断言写作 `assert …`（应满足 …）
syntax-no-keyword = 不认识 `{ $word }`
syntax-outside-rule = `{ $keyword }` 只能写在规则里
syntax-outside-rule-help = 单独一行的断言不写 assert，直接写式子；其余写进 rule 编号 "标题" {"{"} … {"}"}
syntax-expected = 此处应为：{ $words }
syntax-nesting = 括号嵌套过深，上限为 { $limit }
syntax-signs = 连续的负号或“非”过多，上限为 { $limit }
syntax-terms = 一句的项数过多，上限为 { $limit }
syntax-statement-length = 一句过长（字节），上限为 { $limit }
syntax-no-levels = 没有级次 `{ $word }`
syntax-no-levels-help = 可用：complete（齐全）、printed（已列）
format-limit = 整理之后超过上限，没有改动
format-internal = 整理会改变这里的含义，没有改动
format-internal-help = 这是 gouji 的错误，请报告；可先把这一句写得简单些

## 规则文件：此处应有之物的名称

syntax-word-end = 句子的结尾
syntax-word-right-bracket = 右括号 `)`
syntax-word-right-square = 右方括号 `]`
syntax-word-right-curly = 右花括号 `{"}"}`
syntax-word-comma = 逗号
syntax-word-colon = 冒号
syntax-word-assign = 等号 `=`
syntax-word-operand = { -term-figure }、数或算式
syntax-word-left-bracket = 左括号 `(`
syntax-word-comparison = 比较符（== ≈ ≤ ≲ 等）
syntax-word-operator = 运算符（+ − × ÷）
syntax-word-logic = 并且、或者、则须 等
syntax-word-not = 非
syntax-word-dot = `.` 与下一级名称
syntax-word-name = 名称
syntax-word-rule-id = 规则编号
syntax-word-tag = 标签
syntax-word-year = 年度（四位数字）
syntax-word-years = 自、至（年度）
syntax-word-where = 满足（where）
syntax-word-test = present、missing、number 或 text
syntax-word-left-square = 左方括号 `[`
syntax-word-left-curly = 左花括号 `{"{"}`
syntax-word-step = 名称、`*` 或 `{"{"}…{"}"}`
syntax-word-hierarchy = 按（by）、合计至（to）或级次（levels）

## 规则文件：别处的运算符

syntax-operator-and = 写作 `and` 或“并且”
syntax-operator-or = 写作 `or` 或“或者”
syntax-operator-assign = 写作 `=`
syntax-operator-modulo = 没有取余运算；百分数写作 `5%`，占比写作 `pct(部分, 整体)`
syntax-operator-power = 没有乘方运算
syntax-operator-approx = 约等于写作 `≈` 或 `~=`

## 决算文件

account-tag = { -term-account }文件中不用标签：{ $written }
account-tag-help = 请删去标签，数字照原样写
account-anchor = { -term-account }文件中不用锚点：{ $written }
account-anchor-help = 请删去锚点，各处都写出数值
account-alias = { -term-account }文件中不用别名：{ $written }
account-alias-help = 请在此处写出数值本身
account-second-document = { -term-account }文件含有不止一个文档
account-second-document-help = 请每户{ -term-account }一个文件，不用 `---` 隔开
account-complex-key = { -term-figure }的名称是列表或记录
account-complex-key-help = 名称应是一个词
account-too-many-nodes = { -term-account }的{ -term-figure }超过 { $most } 个
account-one-file-each = 请每户{ -term-account }一个文件，分开存放
account-full-width-colon = { -term-figure }的冒号是全角的：{ $line }
account-colon-without-blank = { -term-figure }的冒号后没有空格：{ $line }
account-colon-help = 冒号应为半角 ':' 后加空格；若本来是文字，请加引号
account-nul = 文件第 { $line } 行第 { $column } 字节是空字符（NUL），不是文本文件
account-too-large = 文件过大：{ $length } 字节，上限 { $most } 字节
account-not-utf8 = 文件第 { $line } 行第 { $column } 字节（0x{ $byte }）不是有效的 UTF-8
account-encoding = 文件的编码是 { $encoding }，应为 UTF-8
account-encoding-help = 请用文本编辑器打开 { $file } 并另存为 UTF-8，或用 `iconv -f { $iconv } -t UTF-8` 转换
account-save-as-utf8 = 请用文本编辑器把文件另存为 UTF-8
account-header-text = 表头 { $name } 应为文字
account-header-text-help = 请写成一行文字
account-classification = 密级不是 公开、内部 或 { -term-withheld }
account-classification-help = 写成 `classification: 内部`；不写即不标密级
account-year = { -term-account }年度应为 { $first } 至 { $last } 的整数
account-year-help = 应写成 `year: 2023`，不加引号
account-unit = 金额单位不是 元、万元 或 亿元
account-unit-help = 应写成 `unit: 万元`
account-root = { -term-account }文件的最外层不是“名称: 值”
account-root-help = 请从 `year: 2023` 这样的一行写起，冒号后加空格
account-empty = { -term-account }文件是空的
account-empty-key = { -term-figure }没有名称
account-empty-key-help = 冒号前应写{ -term-figure }的名称
account-merge-key = { -term-account }文件中不用合并键 `<<`
account-merge-key-help = 请把各{ -term-figure }逐一写出
account-hidden-character = { -term-figure }名称含看不见的字符 U+{ $code }：{ $name }
account-hidden-character-help = 请删去这个字符，或重新输入名称
account-duplicate-key = { -term-figure }重复：{ $name } 在同一处写了不止一次
account-duplicate-key-help = 请只保留正确的一处，或改用不同的名称
account-similar-keys = { -term-figure }名称易混：{ $name } 与 { $other } 只差全角、半角或空格
account-similar-keys-help = 若是同一{ -term-figure }，请统一写法
account-again-here = 后一处
account-first-here = 前一处
account-lone-return = { -term-account }文件的换行是单独的回车（CR）
account-lone-return-help = 请用文本编辑器把换行符改为 LF（Unix）或 CRLF（Windows）后再保存
account-control-character = { -term-account }文件中有控制字符 U+{ $code }
account-control-character-help = 请删去这个看不见的字符
account-rounding = { -term-standard-digit } `rounding` 写法不对
account-rounding-help = 应写成 `rounding: {"{"}money: 0.01, pct: 0.01, mode: half_up{"}"}`
account-rounding-step = { -term-standard-digit } { $name } 应为 10 的整数次幂
account-rounding-step-help = 保留两位小数写 `0.01`，取整写 `1`，不带单位
account-rounding-mode = 未知的舍入方式
account-rounding-key = { -term-standard-digit } `rounding` 中没有 { $name }
account-bracket-open = 这个括号没有闭合
account-help-and-more-problems = { $help }；{ account-more-problems }
account-rounding-meant = 是不是 `{ $meant }`？{ account-rounding-names }
account-directive = { -term-account }文件中不用 `%` 开头的指令行
account-directive-help = 请删去这一行；若是文字，请加引号
account-quote = 文字的引号没有闭合
account-quote-help = 请补上右引号；引号内换行时，下一行要缩进
account-quote-trailing = 右引号之后还有文字
account-quote-trailing-help = 引号应括住整个值；值内的引号请用 “ ”
account-escape = 双引号内的 `\` 写法不对
account-escape-help = 请改用单引号，其中 `\` 就是 `\`
account-two-colons = 一行中有两个“名称: 值”
account-two-colons-help = 请分行写；含冒号的文字请加引号
account-indentation = { -term-account }文件缩进不齐
account-indentation-help = 同一层的名称要对齐，下一层多缩进两格
account-no-colon = { -term-figure }缺少冒号
account-no-colon-help = 应写成 `名称: 值`，冒号为半角，后加空格
account-list-item = 此处不能写 `-`
account-list-item-help = 没有数值时写 `--` 或留空；列表的 `-` 要另起一行
account-tab = { -term-account }文件用制表符（Tab）缩进
account-tab-help = 请改用空格缩进
account-depth = { -term-account }文件层次过深，上限 { $most } 层
account-depth-help = 请减少层次
account-bracket = 括号不配对，或其中缺少逗号
account-bracket-help = 请检查 `{"{"}{"}"}`、`[]` 是否成对，各项之间用半角逗号隔开
account-syntax = { -term-account }文件写法不合 YAML 语法：{ $fault }
account-syntax-help = 应写成 `名称: 值`；若是文字，请加引号
account-first-character = 值不能以 { $written } 开头
account-same-figure = 同一{ -term-figure } `{ $canonical }` 写了两次
account-same-figure-help = 只保留一处
account-other-place = 另一处
account-duplicate = { $name } { $year } 年度的{ -term-account }给了 { $count } 份：{ $files }
account-duplicate-help = 只保留一份，或用 stage 写明各是哪一阶段（预算、批复、{ -term-account }）；在此之前都不审核
account-duplicate-other = 另一份

## 决算文件：写得像数字的文字

account-look-alike = 数字写法不规范：{ $fault }
account-look-alike-help = 数字应写成 `1234.50` 的样子；若本来是编码等文字，请加引号
account-look-alike-mended = 若是数字，应写成 `{ $mended }`；若本来是编码等文字，请加引号
account-look-alike-grouped = 含千分位分隔符
account-look-alike-blank = 中间有空格
account-look-alike-full-width = 含全角数字或小数点
account-look-alike-foreign-digits = 含其他文字的数字
account-look-alike-invisible = 含看不见的字符
account-look-alike-plus = 带正号
account-look-alike-dash = 负号不是半角 `-`
account-look-alike-two-signs = 有两个正负号
account-look-alike-brackets = 用括号表示负数
account-look-alike-currency = 带货币符号
account-look-alike-exponent = 用了科学记数法
account-look-alike-bare-point = 小数点前后缺数字
account-look-alike-leading-zero = 以多余的 0 开头
account-look-alike-radix = 不是十进制
account-look-alike-not-finite = 不是有限的数
account-look-alike-too-long = 超过 28 位
account-json = { -term-account }文件写法不合 JSON 语法：{ $fault }
account-json-help = JSON 的{ -term-account }是一个对象，如 `{"{"}"year": 2023, "unit": "万元"{"}"}`，不带注释，最后一项之后没有逗号
account-json-value = 此处应为数、双引号内的文字、`null`、`{"{"}` 或 `[`
account-json-name = 此处应为双引号内的名称
account-json-colon = 名称之后应为 ':'
account-json-comma = 此处应为逗号或右括号
account-json-end = 右括号之后不能再有内容
account-json-second-help = 一份{ -term-account }一个文件；按行存放的文件里一份一行
account-json-surrogate = 半个字符：`\uD800` 到 `\uDFFF` 成对才有意义
account-json-escape-help = 请直接写该字符；引号写 `\"`，反斜线写 `\\`
account-json-quote-help = 请在同一行闭合；换行写 `\n`

## 规则包

pack-no-manifest = 规则包缺少 pack.yaml
pack-chosen-by-province = 按省份“{ $province }”选用{ $title }
pack-national = 没有专用规则包，用全国通用包
pack-named = 命令行指定
pack-named-in = { $config } 指定
pack-cycle = 规则包循环引用：{ $cycle }
pack-unknown = 没有规则包 `{ $name }`，现有：{ $known }
pack-version = 规则包 `{ $name }` 要求 `{ $parent }` { $wants }，现有 { $has }
pack-folder-closed = 打不开规则包文件夹：{ $error }
pack-folder-unreadable = 读不了文件夹：{ $error }
pack-link-out = 链接 `{ $name }` 指向规则包之外
pack-too-large = 规则包过大，上限为 { $files } 个文件、每个 { $bytes } 字节
pack-file-unreadable = 读不了 `{ $name }`：{ $error }
pack-parameter-twice = 参数 `{ $name }` 在规则包 `{ $other }` 里已经定义
pack-parameter-twice-help = 要改它的值，请写在 overrides 里
pack-override-incomplete = overrides 的第 { $number } 项写得不全
pack-override-incomplete-help = 写作 {"{"}rule: N-018, severity: warning, reason: …{"}"}、{"{"}rule: N-018, disable: true, reason: …{"}"} 或 {"{"}parameter: 名称, value: 值, reason: …{"}"}；reason 不能空
pack-conflict = 规则包 `{ $other }` 与 `{ $pack }` 都改了 `{ $subject }`，而谁也不建立在谁之上
pack-own-parameter = 参数 `{ $name }` 是本包自己的
pack-own-parameter-help = 请直接改它的 default
pack-parameter-misfit = 参数 `{ $name }` 不能是 `{ $value }`
pack-parameter-like = 写法如 { $example }
pack-parameters = 现有参数：{ $all }
pack-no-parameters = 所用的规则包没有参数
pack-name = 规则包的名称不能是 `{ $name }`
pack-name-help = 名称只用文字、数字和 `-` `_` `.`，以文字或数字开头，不超过 64 个字
pack-names-no-rule = 没有规则 `{ $id }`
pack-no-basis = 规则 `{ $id }` 没有写{ -term-basis }
pack-no-basis-help = 请写明法规和条款：basis "…"
pack-key-applies = 适用
pack-key-issuer = 发布
pack-key-licence = 许可
pack-key-bases = 基础
pack-key-parameters = 参数
pack-key-retired = 停用
pack-key-waivable = 可说明
pack-applies-all = 不限
pack-applies-years = { $years } 年度
pack-rules = { $own } 条
pack-rules-and-bases = 本包 { $own } 条，另有基础包 { $bases } 条
pack-parameter-default = { $name }（{ $title }）= { $value }
pack-parameter-set = { $name }（{ $title }）= { $value }，默认 { $default }
pack-retired-for = { $rule } 已停用：自 { $pack } { $since } 起由 { $by } 代替
pack-retired = { $rule } 已停用：自 { $pack } { $since } 起，没有代替的规则
pack-same = 没有不同
pack-diff-new = 新增
pack-diff-gone = 删去
pack-diff-none = 无
pack-diff-changed = 改动：{ $fields }
pack-diff-from-to = { $before } → { $now }
pack-diff-parameter = 参数 { $name }：{ $before } → { $now }
pack-diff-adapted = { $sign } 调整：{ $told }
pack-diff-move = { $account }  { $place }：{ $before } → { $now }
pack-diff-fails = { $account } 原来通过，现在不通过
pack-diff-passes = { $account } 原来不通过，现在通过
pack-field-title = 标题
pack-field-effective = 适用年度
pack-field-source = { -term-formula-source }
pack-field-statements = 内容
select-unknown = 没有规则的编号、标签或类别是 `{ $word }`
select-help = 可以写规则编号（N-018）、编号的开头加 *（N-0*）、标签或类别（表内）
config-quote = 值要写在引号里
config-list = 写成列表，如 ["值"]
config-number = 写成正整数，如 1000
config-limit-range = 上限 { $name } 须在 { $from } 与 { $to } 之间
config-no-limit = 没有名为 { $name } 的上限；有 { $known }
config-one = 只写一个值，不加方括号
config-default = 默认
config-unset = （未设）
config-line = { $key } = { $value }  （{ $origin }）
config-no-file = 没有文件 `{ $path }`
config-outside = `{ $path }` 不在配置文件的文件夹里
config-outside-help = 配置文件只能用所在文件夹和下级文件夹里的文件；其他的在命令行上指明
lock-version-unknown = 不认识第 { $version } 版的锁定文件
lock-help = 确认无误后，运行 gouji pack lock 重新锁定
lock-no-pack = 规则包 `{ $name }` 没有锁定
lock-version = 规则包 `{ $name }` 锁定的是 { $locked }，现为 { $found }
lock-file-gone = 规则包 `{ $name }` 缺少锁定的文件 { $file }
lock-file-changed = 规则包 `{ $name }` 的 { $file } 与锁定的不同：锁定 { $locked }，现为 { $found }
lock-file-new = 规则包 `{ $name }` 多出没有锁定的文件 { $file }
typed-no-key = { $place }没有 `{ $word }` 这一项，可以写 { $list }
typed-none-of = { $place }不能写 `{ $word }`，应为 { $list } 之一
typed-missing = { $place }缺少 `{ $word }`
typed-malformed = { $place }内容不合要求：{ $fault }
figures-empty-segment = 路径 `{ $path }` 有空的一级
figures-deep = 路径 `{ $path }` 超过 { $limit } 级
figures-many = { -term-figure }过多，连同 `*` 给各下级的在内上限为 { $limit } 个
figures-no-field = `{ $path }` 的 has 用了 fields 里没有的 `{ $name }`
figures-only = `{ $path }`：`{ $word }` 只用于{ $of }
figures-only-money = 金额（kind: money）
figures-only-groups = 有下级的一组数据
figures-only-numbers = 数
figures-two-kinds = `{ $path }` 有下级，不能又是一个数（kind: { $kind }）
figures-clash = 同一级的两个{ -term-figure } `{ $one }` 与 `{ $other }` 都叫“{ $name }”
figures-clash-help = 请改其中一个的名称、label 或别名
codes-every-year = 各年度
codes-without-parent = 科目 { $code } 的上级科目 { $above } 不在表里
codes-no-name = 科目 { $code } 没有名称
codes-years-reversed = 科目 { $code }“{ $name }”的年度 { $years } 首尾颠倒
codes-year-out = 科目 { $code }“{ $name }”的年度 { $year } 不在 { $first } 至 { $last } 之间
codes-two-names = 科目 { $code } 在同一年度有两个名称：“{ $name }”（{ $others }）与“{ $second }”（{ $years }）
codes-malformed = { $classification }的编码应以 { $digit } 开头，{ $lengths } 位数字，`{ $code }` 不是
codes-functional = 支出功能分类
codes-economic = 部门预算支出经济分类

## 规则的含义

plan-renamed = 已改名为 `{ $now }`
plan-no-figure = 没有{ -term-figure } `{ $name }`
plan-too-large = 规则展开后过大，上限为 { $limit } 项
plan-no-function = 没有函数 `{ $name }`
plan-arguments = `{ $name }` 的参数个数不对：写了 { $given } 个
plan-arguments-help = 写法：{ $usage }
plan-definition-arguments = `{ $name }` 要 { $wants } 个参数，写了 { $given } 个
plan-too-deep = 定义 `{ $name }` 展开过深
plan-too-deep-help = 定义不能直接或间接用到自己
plan-no-pattern = “匹配”后应为引号里的正则式
plan-bad-pattern = 正则式不对：{ $reason }
plan-defined-twice = `{ $name }` 定义了两次
plan-first-defined = 先在此处定义
plan-defined-function = `{ $name }` 是内置函数
plan-id-twice = 规则编号 `{ $id }` 用了两次
plan-first-used = 先在此处使用
plan-not-a-path = 此处的参数应为{ -term-figure }的路径
plan-repeated = 同一条规则里这一句写了两次
plan-on = `on` 只能写一次，且在取数和断言之前
plan-no-assertion = 规则 `{ $id }` 没有断言
plan-no-assertion-help = 写一句 assert …（应满足 …）
plan-severity = 没有级别 `{ $word }`
plan-severity-help = 可用：error（{ -term-error }）、warning（{ -term-warning }）、info（{ -term-info }）
plan-scope = 没有类别 `{ $word }`
plan-scope-help = 可用：{ $names }
plan-no-comparison = 断言里没有比较
plan-no-comparison-help = 断言要有比较符，如 total ≈ personnel + public
plan-retired-id = 规则编号 `{ $id }` 已经停用，不再使用
plan-retired-id-help = 请用新的编号
plan-no-rule = 没有规则 `{ $id }`
plan-no-rule-help = 只能改所继承的规则
plan-own-rule = 规则 `{ $id }` 是本包自己的
plan-own-rule-help = 请直接改这条规则
plan-effective = 适用年度写作“自 2018 至 2025”，至少写一端
plan-hierarchy = 科目层级要写明按什么分级，或合计至哪一数
plan-hierarchy-help = 写作 hierarchy rows by code（科目层级 … 按 …），或 hierarchy parts.* to total（… 合计至 …）
plan-parameter-help = 参数在规则包的 pack.yaml 里用 parameters 定义

## 不读决算就能看出的

check-this-assertion = 这条断言
check-this-when = 这个前提
check-this-selection = 这个选取条件
check-this-condition = 这个判断
check-finds-nothing = 什么也查不出
check-changes-nothing = 不起作用
check-leaves-nothing-out = 选到每一项
check-always-true = { $what }永远成立，{ $idle }
check-always-true-help = 请核对两边是否写成了同一个{ -term-figure }，或删去这一句
check-always-false = { $what }永远不成立
check-always-false-help = 请核对比较符和两边，或删去这一句
check-always-undefined = { $what }永远{ -term-undefined }：基数总是 0 或负
check-always-undefined-help = 请核对除数、整体或上期数
check-calibers = 两边{ -term-caliber }不同：{ $left }与{ $right }
check-calibers-help = 部分不超过整体写作 `≲`；有意跨{ -term-caliber }比较的规则，标签里写 caliber_nested
check-caliber = { -term-caliber }：{ $caliber }
check-partial-sum = “其中”各项可能不全，它们之和不必等于整体
check-partial-sum-help = 写作“各项之和 ≲ 整体”
check-exact-sum = 由四舍五入的数算出的数，用 `==` 会把{ -term-rounding }当作{ -term-violated }
check-exact-sum-help = 写作 `≈`；`==` 只用于同一个数在两处的重述
check-worked-out = 算出的数
check-number-in-quotes = 加了引号的数按文字逐字比较：`145.20` 与 `145.2` 不同
check-number-in-quotes-help = 数不加引号
check-a-number = 这是一个数
check-and = { $left }、{ $right }
check-mixed-elements = 这里选到的有{ $sorts }，不能汇总
check-mixed-elements-help = 用 `.{"{"}甲, 乙{"}"}` 写明要汇总的各项
check-unreachable-default = `??` 之后的用不到：`{ $written }` 从不{ -term-undetermined }
check-unreachable-default-help = 删去 `??` 和它之后的部分
check-unused-let = 取数 `{ $name }` 没有用到
check-unused-let-help = 删去这一句，或在断言、提示语里用上它
check-a-variable-before = 前面的变量
check-a-parameter = 定义的参数
check-a-figure = 同名的{ -term-figure }
check-shadowed = 变量 `{ $name }` 遮住了{ $hidden }
check-shadowed-help = 给变量另取一个名称
check-hidden-variable = 被遮住的变量
check-hidden-figure = { -term-figure } { $path }
check-unused-def = 定义 `{ $name }` 没有用到，其中的错误也就查不出
check-unused-def-help = 删去它，或在规则里用上它
check-no-basis = 规则 `{ $id }` 没有{ -term-basis }
check-no-basis-help = 写一句 `basis "法规名称 第几条"`：没有义务，就没有{ -term-finding }
check-title = 标题
check-severity = 级别
check-scope = 类别
check-formula-source = { -term-formula-source }
check-tags = 标签
check-message = 提示语
check-incomplete-rule = 规则 `{ $id }` 没有写：{ $missing }
check-incomplete-rule-help = 审核人员按级别、类别、标签筛选，凭标题、提示语和{ -term-formula-source }看懂{ -term-finding }
check-full-width = 全角标点 { $count } 处，第一处是 `{ $shown }`
check-full-width-help = 规范写法是半角，如 `{ $ascii }`；`gouji lint --fix` 一次改好
check-no-sum = { $left }与{ $right }不能相加减
check-no-product = { $left }不能乘以{ $right }
check-no-quotient = { $left }不能除以{ $right }
check-no-share = { $left }与{ $right }不能求百分比
check-no-slack = 所比的是{ $left }，允许差却是{ $right }
check-no-mean = { $left }没有平均值
check-no-comparison = { $left }与{ $right }不能比较
check-as-share-of = 占比写作 `pct({ $part }, { $whole })`
check-as-share = 占比写作 `pct(部分, 整体)`
check-several = 此处要一个数，却写了 { $count } 个
check-several-help = 各项之和写作 `sum({ $written })`；逐项审核写作 `for x in { $written }`
check-no-number = 此处要数，却是{ $what }
check-unquoted = 数不加引号：写作 `{ $text }`
check-group = `{ $written }` 是一组数据，不是一个数
check-group-help = 各项写作 `{ $written }.*`
check-group-names-help = 各项写作 `{ $written }.*`；或写明其中一项：{ $names }{ $more }
check-no-words = 此处要文字，却是{ $what }
check-code-help = 编码要加引号：写作 `"{ $digits }"`
check-no-condition = 此处要判断，却是{ $what }
check-no-condition-help = 写明与什么比较，如 `{ $written } > 0`、`{ $written } is present`
check-nothing-to-go-through = `{ $written }` 只有一个值，没有可逐项的
check-single = 此处要一个列表，`{ $written }` 只有一个值
check-membership-help = 写作 `[{ $written }]`，或用 `==` 比较
check-count-help = 一组数据的各项写作 `.*`，列表写作 `rows`；有没有这一项写作 `{ $written } is present`
check-list-help = 一组数据的各项写作 `.*`，列表各项的字段写作 `rows.x`，几个数写作 `[a, b]`
check-money-percent-help = 金额占多少写作 `pct(部分, 整体)`，百分之几的金额写作 `金额 * 5%`
check-money-count-help = 每人、每辆多少写作 `金额 / 个数`；请核对是不是想写同名的金额或个数
check-or = { $left }或{ $right }
check-money = { kind-money }
check-percent = { kind-percent }
check-count = { kind-count }
check-ratio = { kind-ratio }
check-plain = { kind-plain }
check-year = { kind-year }
check-free = { kind-free }
check-text = 文字
check-truth = 判断
check-a-group = 一组数据

## gouji lint 的结语

lint-and = { $left }，{ $right }
lint-mended = 改好了 { $count } 个文件
lint-nothing-found = 没有发现问题
lint-found = { $errors }，{ $warnings }
lint-errors = 错误 { $count } 处
lint-warnings = 警告 { $count } 处
lint-fixable = 其中 { $count } 处可试用 --fix 改好

## 审核

engine-put-aside = 暂存{ -term-account }的临时文件不能用：{ $error }
engine-put-aside-help = 请在临时文件夹里留出空间，或用环境变量 TMPDIR 指定另一个文件夹。
eval-mixed-share = { $reason }；占比请写 pct(部分, 整体)
eval-nothing-selected = 没有选到任何{ -term-figure }
eval-missing = 缺少{ -term-figure }
eval-kinds = { $left }与{ $right }不能直接比较或相加
eval-number-too-large = 数字过大
eval-nothing-to-add = 没有可汇总的{ -term-figure }
eval-empty-list = 列表是空的
eval-not-a-date = 此处应为日期，如 2024-08-20
eval-zero-base = 基数为 0
eval-negative-base = 上年数为负
eval-beyond-limit = 数字超过运算上限
eval-no-unit = 金额单位未注明，不能换算
eval-not-a-condition = 此处应为判断（比较、并且、或者 等）
eval-path-from-root = 请从根写起，如 basic_expenditure.total，或用 --on 指明位置
eval-condition-false = 前提不成立
eval-nothing-to-go-through = 没有可逐项审核的数据
eval-steps = 运算步数超过上限 { $limit }，未能审核
eval-verdicts = 结论数超过上限 { $limit }，未能审核
eval-several-numbers = 此处应为一个数，却有 { $count } 个
eval-condition-for-number = 此处应为数，却是判断
eval-list-for-number = 此处应为一个数，却是列表
eval-no-value = { -term-printed }为“{ -term-undefined }”或空缺符号
eval-withheld = { -term-withheld }，不公开
eval-not-words = 此处应为文字
eval-not-a-number = 此处应为数，却是文字
eval-no-prior = 没有上年{ -term-account }
eval-no-approved = 没有批复数
eval-nothing-below = `{ $name }` 之前是一个值，没有下一级
eval-undecided-selection = 选取条件无法判定
eval-no-element = 没有第 { $index } 个，共 { $count } 个
eval-no-record-with-all = 没有哪一处同时有{ -term-figure } { $names }
eval-no-place = 此处应为{ -term-account }里的一处，不是算出的值
eval-same-alone = 只有一处列示，无从比对
eval-hierarchy-no-rows = 没有可分级审核的行
eval-hierarchy-nothing-below = 没有列示下级科目
eval-hierarchy-nothing-above = 没有列示上级科目 { $code }
eval-hierarchy-top = 最上一级没有列全，不能合计
eval-hierarchy-no-code = 这一行没有科目编码
eval-hierarchy-bad-code = 科目编码 { $code } 不是三、五或七位数字
eval-hierarchy-no-column = 各行没有与合计对应的栏
eval-out-of-effect = 此规则适用于 { $from }—{ $until } 年度的{ -term-account }
eval-left = 字数应为不小于 0 的整数
eval-no-near-name = { $year }年度的标准科目里没有与“{ $name }”相近的名称
eval-no-year = 没有写明年度
eval-code-unknown = 标准科目表里没有科目 { $code }
eval-code-not-in-year = 标准科目表里没有科目 { $code } 在{ $year }年度的名称

## 函数

function-sum = 各项之和；没有任何一项时为{ -term-undetermined }
function-count = 有几项；没有时为 0
function-min = 最小的一项
function-max = 最大的一项
function-avg = 平均值
function-abs = 去掉正负号
function-round = 四舍五入到 n 位小数（不写 n 则到整数）
function-trunc = { -term-truncated }到 n 位小数（不写 n 则到整数）
function-len = 文字的字数、编码的位数
function-pct = 部分占整体的百分比；整体为 0 则{ -term-undefined }
function-growth = (now − before) ÷ before，百分数；before 为 0 或负则{ -term-undefined }
function-prior-of = now − change
function-starts-with = 文字是否以此开头
function-ends-with = 文字是否以此结尾
function-contains = 文字是否含有此段；列表是否含有此项
function-distinct = 去掉重复的项
function-first = 第一项
function-last = 最后一项
function-year = 日期的年份
function-days-between = 从前一日期到后一日期的天数
function-key = x 在上一级里的键；列表里的行是第几行
function-counterpart = x 在另一户同一处的数；列表里的行按编码或名称对应
function-left = 文字的前 n 个字、编码的前 n 位
function-standard-name = 科目编码在该年度的标准名称（不写年度则为{ -term-account }年度）；表里没有的为{ -term-undetermined }
function-is-standard-name = 名称是不是该科目编码的标准名称，空格和标点的全角半角不论；表里没有该编码的为{ -term-undetermined }
function-nearest-standard-name = 某科目之下与此最接近的标准名称；above 写上级科目的编码，类级写 "2"（功能分类）或 "3"（经济分类）

## 审核结果

report-yuan = 元
report-wan-yuan = 万元
report-yi-yuan = 亿元
report-percentage-points = { $number } 个百分点
report-quoted = “{ $words }”
report-within-slack = { $difference }，不超过{ -term-slack } { $slack }，四舍五入可以解释
report-rounding = { $difference }，四舍五入可以解释
report-equal-as-printed = { $difference }，按{ -term-printed }两者相等
report-slack = （{ -term-slack } { $slack }）
report-fails-as-printed = { $difference }，按{ -term-printed }不成立；四舍五入可以解释{ $slack }，但本公式按{ -term-printed }审核
report-more-than-allowed = { $difference }，超过允许差 { $allowed }
report-at-slack = { $difference }，四舍五入造成的{ -term-difference }须小于 { $slack }，不能解释{ $fault }
report-over-slack = { $difference }，超过{ -term-slack } { $slack }，四舍五入不能解释{ $fault }
report-not-rounding = { $difference }，四舍五入不能解释
report-improbable-within = ，虽不超过{ -term-slack } { $slack }
report-improbable-far = （偏离 { $z } 个标准差）
report-improbable = { $difference }{ $within }，但仅凭四舍五入极难凑成{ $far }
report-at-fault = ，{ $count ->
        [2] 两
        [3] 三
        [4] 四
        [5] 五
        [6] 六
        [7] 七
        [8] 八
        [9] 九
        [10] 十
       *[other] 所列 { $count }{" "}
    }数中至少一数有误
report-range-printed = { -term-printed }可代表 { $range }
report-range-computed = 计算结果可为 { $range }
report-range-any = 任何数
report-range-above = { $low } 以上，没有上限
report-range-below = { $high } 以下，没有下限
report-upper-excluded = （不含上端）
report-lower-excluded = （不含下端）
report-both-excluded = （不含两端）
report-range = { $low } 至 { $high }{ $excluded }
report-truncated = { -term-truncated }：公开的百分比是截去尾数所得，不是四舍五入所得
report-plugged = { -term-plugged }：与同组其他百分比的偏差正好相抵，是为凑足合计所作的调整
report-base-near-zero = 基数可能为 0，{ -term-interval }没有界限
report-bound = { -term-interval }是外围估计，可能偏宽
report-blank-cells = 空白单元格按 0 计：{ $names }
report-no-entity = 未写明单位名称
report-year = { $year } 年度
report-rules = { $packs }（{ $chosen }）
report-no-findings = 未发现{ -term-finding }；{ $outcome }
report-no-rule = 没有可用的公式
report-findings-are-questions = 以上{ -term-violated }和{ -term-improbable }均为{ -term-finding }，待单位核实、说明后认定。
report-made-by = 本报告由 { $tool } { $version } 在本机生成，未连接网络。
report-made-from = { -term-account }：{ $file }，SHA-256 { $digest }…
report-made-with = 规则：{ $name }，SHA-256 { $digest }…
report-redacted-amounts = 金额已隐去，写作 ***。
report-redacted-names = 名称已隐去，写作“单位1”“单位2”。
report-watermark = { $class } · 未经批准不得对外提供
report-unreadable = ，另有 { $count } 户无法读取
report-summary = 审核 { $accounts } 户{ $unreadable }：{ $counts }
report-count = { $verdict } { $count }
report-formula-source = 来源：{ $source }
report-severity-error = { -term-error }（须改正）
report-severity-warning = { -term-warning }（须说明）
report-severity-info = { -term-info }（供参考）
report-years-from = （{ $from } 年度起）
report-years-until = （至 { $until } 年度）
report-years = （{ $from } 至 { $until } 年度）
report-absent = { $verdict }（{ $reason }）
report-absent-paths = { $verdict }（{ $reason }：{ $paths }）
report-only-by-luck = 此断言凑巧才成立
report-not-true = 此断言不成立
report-in-brackets = （{ $words }）
report-more-places = 等 { $count } 处
report-printed-number = ，{ -term-printed } { $value }
report-printed-words = ，公开为{ $words }
report-formula-from = { -term-formula-source }：{ $source }
report-action-error = 请核对并更正，或填写{ -term-waiver }
report-action-warning = 请核实；无误的，请填写{ -term-waiver }
report-action-info = 供参考，可不处理
report-more-missing = { $paths } 等 { $count } 项
report-reason-and-missing = { $reason }：{ $missing }
report-compared = { $compared }，{ -term-difference } { $difference }
report-together = 各户合审（{ $count } 户）
report-key-adapted = 调整
report-key-narrowed = 范围
report-selected = 只审核 { $select }
report-ignored = 不审核 { $ignore }
report-selected-ignored = 只审核 { $select }，其中不审核 { $ignore }
report-narrowed = 部分审核：{ $words }；{ $of } 条规则中的 { $rules } 条
report-adapted = { $change }（{ $by }：{ $reason }）
report-adapted-by-user = { $change }（{ $by }）
report-adapted-severity = { $subject } 由{ $before }改为{ $now }
report-adapted-disabled = { $subject } 不审
report-adapted-parameter = 参数 { $subject } 由 { $before } 改为 { $now }
report-none = 未发现{ -term-finding }

## 审核结果：各行的名目

report-key-printed = 公开
report-key-against = 对照
report-key-computed = 计算
report-key-file = 文件
report-key-rules = 规则
report-key-result = 结果
report-key-place = 位置
report-key-message = 说明
report-key-range = 区间
report-key-note = 备注
report-key-basis = { -term-basis }
report-key-action = 处理
report-key-rule = 规则
report-key-difference = { -term-difference }
report-key-severity = 级别
report-key-scope = 类别
report-key-formula = 公式
report-key-tags = 标签
report-key-pack = 所属

## 审计工作底稿

xlsx-accounts-left-out = 另有 { $count } 户没有单独的底稿，其{ -term-finding }只列入汇总表
xlsx-evidence-left-out = 另有 { $count } 条{ -term-finding }没有单独的取证单，只列入汇总表
xlsx-rows-left-out = 汇总表容纳不下，另有 { $count } 条未列
xlsx-figures-left-out = 另有 { $count } 个{ -term-figure }本表容纳不下，未列
xlsx-blocks-left-out = 另有 { $count } 条{ -term-finding }只列入汇总表，本表未展开
xlsx-cut = { $count } 处文字超过单元格的长度，已截短
xlsx-too-long = 数字位数超过电子表格所能保留的位数，按原文列示，不参与公式
xlsx-in-words = 未写成公式、只列计算结果的：{ $what }
xlsx-guarded = 数字 { $all } 个，其中规则审核过的 { $guarded } 个
xlsx-legend = 底色：
xlsx-name = 名称
xlsx-path = 路径
xlsx-stated = 账面数
xlsx-computed = 计算数
xlsx-side = { $key }：{ $text }
xlsx-slack = { -term-slack }
xlsx-allowed = 允许差
xlsx-conclusion = 结论
xlsx-computation = { $written }：{ $computation }
xlsx-entities = { $names } 等 { $count } 户
xlsx-packs = 审核所用的规则包
xlsx-inputs = 审核的{ -term-account }文件
layout-bound = `{ $key }` 为 { $value }，应在 { $least } 至 { $most } 之间

## 问题的画法

diagnostic-error = 错误
diagnostic-warning = 警告
diagnostic-file = 文件：{ $file }
diagnostic-help = 帮助：
diagnostic-more-places = 另有 { $count } 处

## 规则包的案例

case-unknown-key = 案例文件没有 `{ $name }` 这一项
case-unknown-key-help = 可写：{ $known }
case-no-title = 案例没有标题
case-no-title-help = 加上 `title:`，用一句话说明案例是什么
case-no-account = 案例没有{ -term-account }
case-no-account-help = 在 `account:` 之下写案例涉及的数；文件开头的 `account:` 供各案例共用
case-no-expect = 案例没有写应有的结论
case-expect = `expect` 应按结论列出规则
case-no-expect-help = 写作 `expect: {"{"}{ -term-violated }: [N-018], { -term-holds }: [N-048]{"}"}`
case-no-verdict = 没有结论 `{ $name }`
case-no-verdict-help = 可写：{ $known }
case-no-rule = 此处应为规则编号
case-no-rule-help = 写作 `N-018` 或 `{"{"}rule: N-018, assert: 1, at: 路径{"}"}`
case-words = `{ $key }` 应为文字
case-words-help = 数字要作文字时，加引号
case-number = `{ $key }` 应为数
case-number-help = 写作不带引号、不带单位的数字；`assert` 为整数
case-flag = `{ $key }` 应为 true 或 false
case-flag-help = 写 `true`（是）或 `false`（否）
case-set = `set` 应列出路径和要改成的数
case-set-help = 写作 `set: {"{"}basic_expenditure.total: 101.00{"}"}`
case-drop = `drop` 应列出路径
case-drop-help = 写作 `drop: [basic_expenditure.total]`
case-no-place = 案例的{ -term-account }里没有 { $path } 可放的位置
case-no-place-help = 路径从{ -term-account }的最外层写起，列表的第二行写作 `rows.2`
case-nothing-there = 案例的{ -term-account }里没有 { $path }
case-nothing-there-help = 路径从{ -term-account }的最外层写起，列表的第二行写作 `rows.2`
case-too-many = 此文件各案例的{ -term-account }合计超过 { $most } 个节点
case-too-many-help = 分成几个文件，或减少案例
case-not-judged = 规则没有对此处作出结论
case-with-difference = { $verdict }，{ -term-difference } { $difference }
case-nothing-expected = 未列
case-nothing-came = 没有结论
case-summary-good = { $pack }：案例 { $count } 个，全部通过
case-summary-failed = { $pack }：案例 { $count } 个，未通过 { $failed } 个
case-coverage = { -term-coverage }：规则 { $rules } 条，有案例查出的 { $caught } 条，有案例通过的 { $passed } 条
case-never-caught = 没有案例查出：
case-never-passed = 没有案例通过：
case-mutation = 逐个改动 { $figures } 个数，规则察觉 { $guarded } 个（{ $percent }%）
case-unguarded = { -term-unguarded }：

## 审核说明、存量问题清单、户数核对

entries-margin = 每一条应以顶格的“- ”起头，其余各行缩进
entries-margin-help = 写法：`- rule: N-018`，下一行起缩进两格
waive-kind-caliber = { -term-caliber }不同
waive-kind-policy = 政策调整
waive-kind-reorganisation = 机构变动
waive-kind-correction = 会计差错更正
waive-kind-earlier-year = 以前年度事项
waive-kind-transfer = 归集调入调出
waive-kind-as-published = 公开原文如此
waive-kind-other = 其他
waive-applied = { -term-waived }
waive-undecided = 未裁定
waive-lapsed = 失效
waive-expired = 到期
waive-unmatched = 未对上
waive-not-allowed = 不允许
waive-rejected = 不{ -term-accepted }
waive-returned = 退回
waive-duplicate = 重复
waive-no-day = `{ $written }` 不是日期
waive-no-day-help = 写法：2024-08-30
waive-no-figures = 没有写明{ -term-figure }及其{ -term-printed }
waive-no-figures-help = 用 `gouji waive { $rule } 文件` 写出条目，数据路径和数都已填好
waive-incomplete = { -term-accepted }的{ -term-waiver }还须写明 { $keys }
waive-finding-stands = { -term-finding }仍在
waive-to-complete = 待单位补充，{ -term-finding }仍在
waive-day-passed = 有效期至 { $last }，现为 { $day }
waive-error-rule = { $rule } 属{ -term-error }公式，{ -term-pack }没有允许以{ -term-waiver }了结（pack.yaml 的 waivable），应更正
waive-covered-already = 前面已有{ -term-waiver }说明了这条{ -term-finding }
waive-other-figures = 此处的{ -term-finding }涉及 { $paths }，与所列的{ -term-figure }不同
waive-other-figures-many = 此处的{ -term-finding }涉及 { $paths } 等 { $count } 个{ -term-figure }，与所列的不同
waive-no-account = 本次没有审核这一户（单位、年度、阶段须与{ -term-account }相同）
waive-no-finding = { $rule } 在这一户没有这样的{ -term-finding }，可能已经更正
waive-no-rule = 本次没有用规则 { $rule } 审核
waive-changed = { $path } 说明时为 { $before }，现为 { $now }
waive-hint-kind = 原因类别：{ $kinds }
waive-hint-reason = 理由
waive-hint-owner = 说明单位
waive-hint-decision = 裁定，如 {"{"}result: { -term-accepted }, by: 张三, date: 2024-08-30{"}"}；结果可为{ -term-accepted }、不{ -term-accepted }、退回
waive-hint-expires = 有效期至，可不填，如 2025-12-31
baseline-version = 这份{ -term-baseline }是第 { $written } 版格式，只能读第 { $known } 版
roster-twice = 单位 `{ $name }` 写了两次
report-waivers = { -term-waiver }
report-waivers-counted = { -term-waiver } { $count } 条：{ $counts }
report-accepted = { $kind }：{ $reason }（{ $owner }说明，{ $by } { $date } 裁定；{ $place }）
report-key-accepted = { -term-accepted }
report-known = 存量
report-resolved = 已不再出现
report-baseline = { -term-baseline }：存量 { $known }，新增 { $new }，已不再出现 { $resolved }
report-roster = 户数核对
report-roster-missing = 缺报
report-roster-extra = 多报
report-roster-double = 重报
report-roster-region = 地区
report-roster-department = 主管部门
report-roster-owed = 应报
report-roster-submitted = 已报
report-roster-passed = 通过
report-roster-rate = 通过率
report-roster-unnamed = 未填
report-roster-total = 合计
cli-waive-none = { $rule } 在这份{ -term-account }里没有{ -term-finding }，无须说明
cli-waive-none-at = { $rule } 在 { $at } 处没有{ -term-finding }；有{ -term-finding }的是 { $places }
cli-waive-present = { $count } 条{ -term-finding }已有{ -term-waiver }，没有再写
cli-waive-written = 已在 { $file } 写入 { $count } 条{ -term-waiver }，待填写、裁定
cli-waive-cannot-append = 不能在文件末尾添加条目，请把下面的条目手工写入
cli-baseline-written = 已将 { $count } 条{ -term-finding }写入 { $file }
cli-no-day = 应为日期，如 2024-08-30

## 命令行

cli-no-code = 没有代码 `{ $word }`
cli-nothing-to-explain = 没有规则、函数 `{ $word }`
cli-page-wrong = 错误：
cli-page-right = 改正：
cli-page-usage = 写法
cli-page-names = 名称
cli-page-meaning = 含义
cli-page-example = 例子
cli-no-rule-files = 文件夹里没有规则文件（.gj）
cli-folder-depth = 文件夹嵌套超过 { $limit } 层
cli-not-a-file = 不是普通文件
cli-too-large = 文件过大，上限为 { $limit } 字节
cli-no-file = 没有这个文件
cli-no-permission = 没有权限读取
cli-unreadable = 读取失败：{ $error }
cli-on-not-a-path = --on 应为一条路径
cli-missing = 缺 { $path }
cli-more-values = { $values } …（{ $count }）
cli-no-verdict = 没有这种结论
cli-classified = { $file } 的密级是“{ $class }”，{ $format } 是可以外传的格式；确需写出请加 --with-closed，文件上会标明密级
cli-no-file-name = 等号后缺少文件名
cli-is-there = { $file } 已经存在，未覆盖；请换一个名称
cli-no-percent = 应为百分数，如 30 或 12.5%
cli-needs-file = { $format } 不是文本，须写明文件：-o { $format }=文件
cli-no-format = 没有这种格式
cli-no-pair = 写作 名称=值
init-exists = 已经有这个文件，什么也没有写
init-exists-help = 请换一个文件夹，或先把它移开
init-written = 已在 { $folder } 新建项目，共 { $count } 个文件。接着：
init-check = 审核 accounts 里的{ -term-account }，示例没有{ -term-finding }
init-test = 运行 rules/cases 里的案例，全部通过
init-fmt = rules 里的规则已是标准写法
init-lint = 规则没有可疑之处
init-try = 把 { $file } 里的 { $before } 改成 { $after }，再运行 gouji check，就会看到一条{ -term-finding }。
watch-waiting = 等待文件改动，Ctrl-C 结束
watch-changed = 改动：{ $files }
watch-changed-more = 改动：{ $files } 等，另有 { $more } 个
watch-stdin = --watch 看的是文件，不能读标准输入；请写明{ -term-account }文件或文件夹
watch-format = --watch 一次次地审核，标准输出只能是 text 或 concise；请写成文件：-o { $format }=文件名
cli-progress = 审核 { $accounts } 户
cli-progress-lines = 已审核 { $lines } 行，每秒 { $rate } 行
cli-man-written = 已在 { $folder } 写入 { $count } 页手册
version-schemas = 格式
version-schema = { $name } { $version }
version-result = 审核结果（-o json）
version-lock = gouji.lock
version-baseline = { -term-baseline }
doctor-output = 输出
doctor-output-terminal = 终端
doctor-output-pipe = 不是终端（管道或文件），输出为纯文本
doctor-width = 宽度
doctor-width-of = 终端宽 { $columns } 列
doctor-width-fixed = 没有终端，一律按 { $needed } 列排版
doctor-width-narrow = 终端宽 { $columns } 列，而报告按 { $needed } 列排版，长行会折断
doctor-width-help = 请加宽窗口，或用 --quiet、-o html=报告.html
doctor-colour = 颜色
doctor-colour-on = 有
doctor-colour-option = 无，因为 --color never
doctor-colour-variable = 无，因为环境变量 { $name }
doctor-colour-pipe = 无，因为输出不是终端
doctor-encoding = 编码
doctor-encoding-utf8 = { $variable }={ $value }，是 UTF-8
doctor-encoding-system = 由系统终端转换
doctor-encoding-other = { $variable }={ $value }，不是 UTF-8，而 gouji 一律输出 UTF-8，汉字可能成为乱码
doctor-encoding-none = LC_ALL、LC_CTYPE、LANG 都没有设置，汉字可能成为乱码
doctor-encoding-help = 请设置 LANG=C.UTF-8（或 zh_CN.UTF-8），终端也选 UTF-8
doctor-language = 语言
doctor-language-of = { $lang }，出自 { $origin }
doctor-language-default = { $lang }，没有指定，取默认
doctor-config = 配置
doctor-config-none = 没有 { $name }，取默认
doctor-config-help = gouji config show 画出错在哪里
doctor-packs = 规则包
doctor-packs-whole = { $count } 个，都完整
doctor-at = { $place }：{ $problem }
doctor-packs-help = gouji pack verify { $name } 列出所有问题
doctor-rules = 规则
doctor-rules-help = gouji lint 指出在哪一行
doctor-accounts = { -term-account }
doctor-accounts-found = { $folder } 里有 { $count } 份，都能打开
doctor-accounts-none = { $folder } 里没有{ -term-account }文件（.yaml、.json）
doctor-accounts-none-help = 请写明文件夹：gouji doctor 文件夹；新建一个：gouji init 文件夹
doctor-accounts-closed-help = 请检查路径和权限
doctor-good = 一切正常
doctor-todo = { $count } 处需要处理
cli-pack-done = 没有问题：{ $pack }
cli-pack-written = 已写成 { $file }
cli-pack-not-empty = 文件夹不是空的
cli-pack-folder-name = 文件夹的名称不能作规则包的名称：`{ $name }`
cli-pack-taken = 已有规则包 `{ $name }`
cli-pack-exists = 已经有 { $name }
cli-pack-exists-help = 要覆盖，请加 --force
cli-pack-link = `{ $name }` 是链接，不写入
cli-pack-extra = 文件夹里有规则包没有的文件 { $name }
cli-pack-extra-help = 请先移走，否则复制的规则包与原来的不同
cli-unwritable = 写入失败：{ $error }
cli-output-twice = { $file } 是两项 -o 的输出，后一项会盖掉前一项；请各写一个文件
cli-output-over-input = { $file } 是要读的文件，不会用 -o 的输出把它盖掉；请换一个文件名
cli-output-stdout = 标准输出上只能有一份 { $format }；其余的请写成文件：-o 格式=文件
cli-output-failed = 输出失败：{ $error }
fmt-dash = `-` 不能与文件并用
fmt-done = 已整理
fmt-names-kept = { $name }：换成另一种语言会改变名称的含义，{ -term-figure }名称保持原样
fmt-unwritable = 写入失败：{ $error }
fmt-wanted = 需整理
batch-blank-line = 空行，没有{ -term-account }
batch-line-too-long = 一行超过 { $limit } 字节
batch-unreadable = 这一行读不了
batch-no-rules = 没有可用的规则
cli-batch-count = { $verdict } { $count }
cli-batch-done = { $lines } 行，读不了 { $errors } 行，有{ -term-finding }的 { $found } 户：{ $counts }

## 审核结果快照：文件里的措辞不随命令行的语言，改动后已有的文件都要重审

snapshot-key-entity = 单位
snapshot-key-accounts = 户数
snapshot-key-year = 年度
snapshot-key-stage = 阶段
snapshot-key-unit = 金额单位
snapshot-key-rules = { -term-pack }
snapshot-key-adapted = 调整
snapshot-difference = { -term-difference } { $difference }
snapshot-slack = { -term-slack } { $slack }
snapshot-allowed = 允许差 { $allowed }
snapshot-section = { $name }（{ $count }）
snapshot-figures = { -term-printed }

## 审核结果快照：命令行

snapshot-no-head = 此行应为“名目：内容”
snapshot-no-section = `{ $name }` 不是{ -term-snapshot }的一节
snapshot-no-rule = 此行之前应有规则编号
snapshot-no-figure = 此行应为“{ -term-figure } = 数值”
snapshot-one-line-too-many = 此处只应有两行：标题、两边的计算
snapshot-broken-help = { -term-snapshot }不宜手改；可删去此文件，重新运行 `{ $command }`
snapshot-header = 文件头有误：{ $error }
snapshot-no-header = 不是{ -term-snapshot }：文件应以 `---` 之间的文件头开始
snapshot-foreign = 不是 gouji 的{ -term-snapshot }：`expression` 为 `{ $expression }`
snapshot-still = 仍{ $verdict }
snapshot-none = 无
snapshot-blank = 空白
snapshot-was = 原为 { $told }
snapshot-rule-added = 新增规则
snapshot-rule-removed = 不再有规则
snapshot-other-figures = 另有{ -term-figure }变动 { $count } 个
snapshot-more = 另有 { $count } 个
snapshot-wording-only = 只有措辞、次序有变
snapshot-same-place = 两户{ -term-account }的{ -term-snapshot }同名，另一户是 { $other }
snapshot-same-place-help = 请改文件名，或分开存放
snapshot-unwritable = 写入失败：{ $error }
snapshot-changed = { $name }  与{ -term-snapshot }不同
snapshot-new = { $name }  尚无{ -term-snapshot }：{ $counts }
snapshot-accepted = 已采纳 { $path }
snapshot-rejected = 已放弃 { $path }
snapshot-written = 已写入 { $path }
snapshot-orphan = 已无对应的{ -term-account }：{ $path }
snapshot-orphan-deleted = 已无对应的{ -term-account }，已删除：{ $path }
snapshot-summary = { -term-snapshot } { $count } 份：相同 { $same }，不同 { $changed }，新增 { $new }
snapshot-to-review = 待审 { $count } 份：用 `{ $review }` 逐份审阅，或用 accept、reject
snapshot-not-written = 未写入（{ $why }）
snapshot-nothing-pending = 没有待审的{ -term-snapshot }
snapshot-pending = { $path }  （{ $account }）
snapshot-pending-new = { $path }  （{ $account }，新增）
snapshot-none-here = 没有待审的{ -term-snapshot }
snapshot-no-terminal = 逐份审阅须在终端上进行
snapshot-no-terminal-help = 不在终端上时，请用 `{ $pending }` 列出，用 `{ $accept }` 或 `{ $reject }` 处理
snapshot-reviewing = 审阅 [{ $number }/{ $total }] { $name }
snapshot-review-keys = a 采纳　r 放弃　s 暂缓　i 详情　d 逐行对照
snapshot-review-all = 大写 A、R、S 用于其余全部
snapshot-review-done = 采纳 { $accepted }，放弃 { $rejected }，暂缓 { $skipped }

## 审核结果文件
result-too-large = 文件过大，至多 { $limit } 字节
result-version = 这份审核结果的格式是第 { $found } 版，本程序只认得第 { $known } 版
result-broken = 不是完整的审核结果：{ $cause }
result-number = `findings` 第 { $number } 条（从 0 起）所指的{ -term-account }、规则或{ -term-waiver }不在文件里
result-excerpt = excerpts 中 { $file } 第 { $line } 行不合格式
result-help = 用 `gouji check -o json=结果.json` 重新写出

## SARIF、JUnit
sarif-severity = { -term-severity }：{ $severity }
sarif-basis = { -term-basis }：{ $basis }
sarif-explain = 详细说明：{ $command }
sarif-verdict = { $verdict }：{ $why }

## 网页报告（HTML）

html-title = { -term-account }审核报告
html-skip = 跳到正文
html-offline = 本文件自足，打开时不读取任何外部内容。
html-findings = { -term-finding }
html-others = 其他结果
html-tables = 各表数字
html-header = 表头
html-legend = 标记：
html-unguarded = { -term-unguarded }
html-guarded = { $all } 个数中 { $guarded } 个有公式管到。
html-figures = { -term-figure }
html-figure = { -term-figure }
html-item = 项目
html-printed = { -term-printed }
html-line = 文件与行
html-more-figures = 另有 { $count } 个{ -term-figure }，见 JSON 结果
html-overview = 总览：单位与规则
html-overview-help = 只列有{ -term-finding }的规则；格中为结论和条数，可点开。点表头可排序。
html-entity = 单位
html-year = 年度
html-filter = 筛选
html-filter-text = 文字
html-all = 全部
html-verdict = 结论
html-reset = 清除
html-shown = 显示
html-problems = 输入问题
html-answers = { -term-waiver }、{ -term-baseline }、户数核对
html-head = 审核{ -term-basis }与文件
html-top = 回到开头
html-classification = 密级
html-waterfall = 各加数与{ -term-printed }
html-side-by-side = { -term-printed }与应有数
html-ranges = 两数的真值可能在哪里（放大）
html-stated = 公开：{ $name }

## 审核意见的模板

letter-no-archive = 不是完整的 Word 文档（.docx）：{ $error }
letter-too-many-parts = 文档的部件超过 { $most } 个
letter-too-large = 文档解开后超过 { $most } MB
letter-part-twice = 文档里有两个名为 { $name } 的部件
letter-no-document = 不是 Word 文档：没有 word/document.xml
letter-not-utf8 = 文档的正文不是 UTF-8
letter-xml = 文档的正文不是完整的 XML：{ $error }
letter-no-body = 文档没有正文
letter-too-deep = 文档正文的层次超过 { $most } 层
letter-not-alone = { $mark } 代表整段，这一段里不能再有别的文字；单独占一段，或去掉 p
letter-no-row = { $mark } 代表表格的一行，这里不在表格里；段落用 p 代替 tr
letter-two-marks = 表格的一行里只能有一个 tr 标记
letter-not-closed = { $mark } 没有写完，缺少 { $close }
letter-in-paragraph = { $message }。所在段落：{ $paragraph }
letter-no-name = 模板用到的 { $name } 不是审核意见能填入的内容
letter-mean-help = 是否想写 { $known }？
letter-names-help = 可以填入：{ $names }
letter-undefined = 模板用到了没有的内容
letter-too-many-steps = 模板为一户所作的步骤超过 { $most }
letter-too-much = 模板为一户写出的内容超过 { $most } MB
letter-template = 模板的写法有误：{ $error }

## 上年对比

years-title = 上年对比
years-number = 序号
years-unit = 单位
years-now = 本年{ -term-account }数
years-then = 上年{ -term-account }数
years-gap = 增减额
years-rate = 增减率（%）
years-source = 上年数出处
years-printed = 本{ -term-account }所列上年数
years-change = 本年数减所列增减额
years-account = 上年{ -term-account } { $file }
years-counts = 有上年数的 { $compared } 项，其中增减率达到 { $over }% 的 { $moved } 项。
years-more = 另有 { $count } 项未列
