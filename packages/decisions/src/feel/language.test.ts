import { expect, test } from 'vitest'
import { dmn } from '../dmn.fixture.ts'
import { bindInputs, compileDmn, type InputJson, loadPlan } from '../index.ts'

const TYPES = `<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="出生 日期"><typeRef>date</typeRef></itemComponent>
<itemComponent name="户籍"><itemComponent name="地区"><typeRef>string</typeRef></itemComponent></itemComponent></itemDefinition>
<itemDefinition name="tRows" isCollection="true"><itemComponent name="route"><typeRef>string</typeRef></itemComponent>
<itemComponent name="rule id"><typeRef>string</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>`
const INPUTS = {
  n: 'number',
  s: 'string',
  b: 'boolean',
  '申请 日期': 'date',
  申请人: 'tPerson',
  rows: 'tRows',
  xs: 'tNumbers',
  anything: 'Any',
}
const VALUES: Record<string, InputJson> = {
  n: 3,
  s: 'abc',
  b: true,
  '申请 日期': '2026-11-23',
  申请人: { name: '甲', '出生 日期': '2004-02-29', 户籍: { 地区: '510116' } },
  rows: [
    { route: 'refer', 'rule id': 'E2' },
    { route: 'supplement', 'rule id': 'E6' },
    { route: 'refer', 'rule id': 'E3' },
  ],
  xs: [5, 1, 4],
  anything: { a: [{ b: 1 }, { b: 2 }], text: '10' },
}

async function run(text: string): Promise<unknown> {
  const requires = Object.keys(INPUTS)
  const plan = await compileDmn(
    dmn({ inputs: INPUTS, types: TYPES, decisions: [{ name: 'it', requires, text }] }),
  )
  if (!plan.ok) return plan.failure.map((one) => one.code)
  const model = loadPlan(JSON.parse(JSON.stringify(plan.value)))
  const { values, errors, missing } = bindInputs(model, VALUES)
  expect([...errors, ...missing]).toEqual([])
  return model.evaluate({ inputs: values }).values.it
}

const ANSWERS: readonly (readonly [text: string, answer: unknown])[] = [
  // exact decimals
  ['0.1 + 0.2 = 0.3', true],
  ['0.07 * 100', 7],
  ['1 / 3', '0.3333333333333333333333333333333333'],
  ['9007199254740991 + 2', '9007199254740993'],
  ['1 - 0.9', 0.1],
  ['10 / 0', null],
  ['-2 ** 2', 4],
  ['2 ** 0.5 > 1.4142', true],
  ['7 - 2 - 1', 4],
  ['2 + 3 * 4 - 6 / 2', 11],
  ['-n + 10', 7],
  // names
  ['申请人.户籍.地区', '510116'],
  ['申请人.出生 日期', '2004-02-29'],
  ['申请 日期', '2026-11-23'],
  ['rows.rule id', ['E2', 'E6', 'E3']],
  // dates and durations
  ['申请人.出生 日期 + duration("P18Y")', '2022-02-28'],
  ['date("2024-01-31") + duration("P1M")', '2024-02-29'],
  ['date("2024-03-31") - duration("P1M")', '2024-02-29'],
  ['date("2026-11-23") + duration("P10D")', '2026-12-03'],
  ['date("2026-11-23") - date("2026-11-01")', 'P22D'],
  ['(date("2026-11-23") - date("2026-11-01")) > duration("P21D")', true],
  ['years and months duration(申请人.出生 日期, 申请 日期).years', 22],
  ['years and months duration(date("2004-02-29"), date("2022-02-28"))', 'P17Y11M'],
  ['years and months duration(date("2026-11-23"), date("1956-12-15"))', '-P69Y11M'],
  ['申请 日期.year * 100 + 申请 日期.month', 202611],
  ['申请 日期.day', 23],
  ['申请 日期.weekday', 1],
  ['day of week(申请 日期)', 'Monday'],
  ['week of year(date("2021-01-03"))', 53],
  ['day of year(date("2024-12-31"))', 366],
  ['date(2026, 2, 30)', null],
  ['date(2026, 2, 28)', '2026-02-28'],
  ['date("2026-11-23") < 申请 日期', false],
  ['date and time("2026-11-23T08:00:00+08:00") = date and time("2026-11-23T00:00:00Z")', true],
  ['date and time("2026-11-23T23:30:00") + duration("PT45M")', '2026-11-24T00:15:00'],
  ['time("10:00:00") < time("10:00:01")', true],
  ['@"P1Y2M" + @"P11M"', 'P2Y1M'],
  ['@"P1D" * 2', 'P2D'],
  ['@"PT36H".days', 1],
  ['@"PT36H".hours', 12],
  ['duration("P1Y") = duration("P12M")', true],
  // wrong kinds give null, never a coercion
  ['anything.text > 9', null],
  ['anything.text = 10', null],
  ['anything.text + 1', null],
  ['anything.none', null],
  ['number("10") > 9', true],
  ['number("1 000,5", " ", ",")', 1000.5],
  ['number("x")', null],
  // null and three values
  ['null = null', true],
  ['n = null', false],
  ['n != null', true],
  ['anything.none = null', true],
  ['false and anything.none', false],
  ['true and anything.none', null],
  ['true or anything.none', true],
  ['not(anything.none)', null],
  // text
  ['string length("户籍𠮷")', 3],
  ['substring("foobar", 3)', 'obar'],
  ['substring("foobar", -2, 1)', 'a'],
  ['upper case(s) + lower case("X")', 'ABCx'],
  ['starts with(s, "ab") and ends with(s, "bc") and contains(s, "b")', true],
  ['substring before("a-b", "-") + substring after("a-b", "-")', 'ab'],
  ['string(1.50) + string(申请 日期)', '1.52026-11-23'],
  ['string([1, "a"])', '[1, "a"]'],
  ['"a\\"b\\u4e2d"', 'a"b中'],
  ['string join(["a", "b"], "、")', 'a、b'],
  // lists
  ['rows[route = "refer"].rule id', ['E2', 'E3']],
  ['count(rows[route = "refer"]) > 0', true],
  ['rows[1].route', 'refer'],
  ['rows[-1].rule id', 'E3'],
  ['rows[9]', null],
  ['xs[item > 3]', [5, 4]],
  ['anything.a[b = 2]', [{ b: 2 }]],
  ['sum(xs)', 10],
  ['sum([])', null],
  ['min(xs) + max(1, 7)', 8],
  ['mean([1, 2, 4])', '2.333333333333333333333333333333333'],
  ['median(xs)', 4],
  ['list contains(xs, 4)', true],
  ['list contains(["a", null], null)', true],
  ['append(xs, 9)', [5, 1, 4, 9]],
  ['concatenate(xs, [1], 2)', [5, 1, 4, 1, 2]],
  ['distinct values([1, 2, 1])', [1, 2]],
  ['union([1], [2, 1])', [1, 2]],
  ['reverse(xs)', [4, 1, 5]],
  ['index of([1, 2, 1], 1)', [1, 3]],
  ['sublist(xs, 2)', [1, 4]],
  ['insert before(xs, 1, 0)', [0, 5, 1, 4]],
  ['remove(xs, 1)', [1, 4]],
  ['flatten([[1], [2, [3]]])', [1, 2, 3]],
  ['sort(xs, function(a, b) a < b)', [1, 4, 5]],
  ['all([true, true]) and any([false, true])', true],
  // loops
  ['for x in xs return x * 2', [10, 2, 8]],
  ['for i in 1..3 return i', [1, 2, 3]],
  ['for i in 3..1 return i', [3, 2, 1]],
  ['for i in 1..2, j in [10, 20] return i + j', [11, 21, 12, 22]],
  ['for i in 1..1000000 return i', null],
  ['some x in xs satisfies x > 4', true],
  ['every x in xs satisfies x > 4', false],
  // tests
  ['n in (1, 2, 3)', true],
  ['n in [1..3)', false],
  ['n in (> 2)', true],
  ['n in [1, 2, 3]', true],
  ['s in ("x", "abc")', true],
  ['n in [1..3] and s = "nope"', false],
  ['n in [4..5] or s = "abc"', true],
  ['b and n in [4..5] or s = "abc"', true],
  ['s = "nope" and n in [1..3] or b', true],
  ['not(b) or n in [4..5] and b or s = "abc"', true],
  ['n between 1 and 3 and b', true],
  ['if n > 2 then "yes" else "no"', 'yes'],
  ['if anything.none then 1 else 2', 2],
  ['{a: 1, b: a + 1}.b', 2],
  ['{"x y": 1}.x y', 1],
  ['n instance of number', true],
  ['s instance of number', false],
  ['xs instance of list<number>', true],
  // numbers
  ['floor(-1.5)', -2],
  ['ceiling(-1.5)', -1],
  ['decimal(2.5, 0)', 2],
  ['decimal(1.115, 2)', 1.12],
  ['round half up(2.5, 0)', 3],
  ['abs(-3) + modulo(-5, 3)', 4],
  ['modulo(10.1, 4.5)', 1.1],
  ['sqrt(16)', 4],
  ['odd(3) and even(4)', true],
]

test.each(ANSWERS)('does %s give the right answer?', async (text, answer) => {
  expect(await run(text)).toEqual(answer)
})

const REFUSED: readonly (readonly [text: string, code: string])[] = [
  ['s > 3', 'typeWrong'],
  ['n = "3"', 'typeWrong'],
  ['n + "3"', 'typeWrong'],
  ['b < true', 'typeWrong'],
  ['申请 日期 > "2026-01-01"', 'typeWrong'],
  ['date("2026-02-30")', 'typeWrong'],
  ['duration("18Y")', 'typeWrong'],
  ['if n then 1 else 2', 'typeWrong'],
  ['n and b', 'typeWrong'],
  ['rows[route]', 'typeWrong'],
  ['not b', 'nameUnknown'],
  ['nobody + 1', 'nameUnknown'],
  ['申请人.户籍.街道', 'fieldUnknown'],
  ['n.year', 'fieldUnknown'],
  ['now()', 'functionUnknown'],
  ['today()', 'functionUnknown'],
  ['matches(s, "a+")', 'functionUnknown'],
  ['sum()', 'argumentsWrong'],
  ['floor(1, 2, 3)', 'argumentsWrong'],
  ['substring(string: s, begin: 1)', 'argumentsWrong'],
  ['floor("1")', 'typeWrong'],
  ['function(x) x', 'notSupported'],
  ['n in > 2 and b', 'notSupported'],
  ['1 +', 'syntax'],
  ['"open', 'syntax'],
  ['n instance of tPerson', 'typeUnknown'],
  [`${'('.repeat(300)}1${')'.repeat(300)}`, 'tooDeep'],
  [`${'1+'.repeat(9000)}1`, 'tooDeep'],
]

test.each(REFUSED)('is %s refused at publication?', async (text, code) => {
  expect(await run(text)).toEqual([code])
})
