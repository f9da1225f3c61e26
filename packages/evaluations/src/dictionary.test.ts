import { civilDate } from '@tongban/calendar'
import { expect, test } from 'vitest'
import {
  DICTIONARIES,
  DICTIONARY,
  dictionaryNamed,
  dictionaryOn,
  type OptionDictionary,
  optionsOf,
} from './dictionary.ts'
import { LEVEL_NUMBERS } from './level.ts'

const day = (text: string) => {
  const on = civilDate(text)
  if (on === undefined) throw new Error(text)
  return on
}

test('does the national dictionary hold its forty options, eight of a level, three of them core?', () => {
  const printed = LEVEL_NUMBERS.map((level) =>
    optionsOf(DICTIONARY, level)
      .map(({ code, core, zh }) => `${code}${core ? '*' : ''} ${zh}`)
      .join(' '),
  )
  expect(printed).toMatchInlineSnapshot(`
    [
      "510* 一窗受理一次办结 511* 可先受理后补材料 512* 不用提交证明 513 全程网办 514 手机办 515 就近办 516 无需材料 517 服务热情效率高",
      "406* 一张表单 407* 在线提交窗口核验 408* 一张清单 409 告知承诺减材料 410 在线预约 411 跑大厅一次 412 自助机 413 态度较好",
      "307* 一次性告知补正 308* 提供样本 309* 承诺时间内办结 310 指南准确 311 按指南材料即可 312 可快递 313 跑动次数一致 314 态度一般",
      "207* 没样本 208* 没清单 209* 未在承诺时间内办结 210 证明重复提交 211 承诺网办但不能 212 预约后重复排队 213 业务不熟 214 态度生硬",
      "108* 指南外新条件 109* 指南外材料 110* 无理由超法定时间 111 样本有错 112 承诺在线收件实际不能 113 多头跑 114 跑动次数不一致 115 态度差效率低",
    ]
  `)
  expect(new Set(DICTIONARY.options.map(({ code }) => code)).size).toBe(40)
  for (const { code, level, zh, en } of DICTIONARY.options) {
    expect(Math.floor(Number(code) / 100)).toBe(level)
    expect(zh).not.toBe('')
    expect(en).toMatch(/^[a-z ,-]+$/)
  }
})

test('are the codes of a level in one run, after those that are retired?', () => {
  const runs = LEVEL_NUMBERS.map((level) => optionsOf(DICTIONARY, level).map(({ code }) => Number(code)))
  expect(runs.map((run) => [run[0], run.at(-1)])).toEqual([
    [510, 517],
    [406, 413],
    [307, 314],
    [207, 214],
    [108, 115],
  ])
  for (const run of runs) expect(run).toEqual(run.map((_, at) => (run[0] ?? 0) + at))
})

test('which version holds on a day, and does none hold before the first?', () => {
  expect(dictionaryOn(day('2020-12-31'))).toBeUndefined()
  expect(dictionaryOn(day('2021-01-01'))).toBe(DICTIONARY)
  const later: OptionDictionary = { version: '2027', fromOn: day('2027-01-01'), options: [] }
  for (const versions of [
    [later, DICTIONARY],
    [DICTIONARY, later],
  ]) {
    expect(dictionaryOn(day('2026-12-31'), versions)).toBe(DICTIONARY)
    expect(dictionaryOn(day('2027-01-01'), versions)).toBe(later)
  }
})

test('is every version found by its name, and are the latest first, each from a real day?', () => {
  for (const each of DICTIONARIES) {
    expect(dictionaryNamed(each.version)).toBe(each)
    expect(civilDate(each.fromOn)).toBe(each.fromOn)
  }
  expect(dictionaryNamed('1999')).toBeUndefined()
  const days = DICTIONARIES.map(({ fromOn }) => fromOn)
  expect(days).toEqual(days.toSorted().toReversed())
})
