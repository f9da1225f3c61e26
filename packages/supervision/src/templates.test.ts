import { civilDate } from '@tongban/calendar'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClockFacts, FindingFacts } from './facts.ts'
import { isStage, STAGES } from './stage.ts'
import {
  isTemplateKey,
  ownTemplateRef,
  ownTemplateText,
  readTemplateRef,
  renderTemplate,
  TEMPLATE_FIELDS,
  TEMPLATE_KEYS,
  type TemplateKey,
  templateErrors,
  templateKeyOf,
  templateRefOn,
} from './templates.ts'

const day = (text: string) => {
  const on = civilDate(text)
  if (on === undefined) throw new Error(`no day: ${text}`)
  return on
}
const clock: ClockFacts = {
  itemCode: 'outdoor-advertising',
  subject: '5101162026112300000015',
  step: '作出决定',
  law: '行政许可法 42',
  fromOn: day('2026-11-02'),
  dueOn: day('2026-11-20'),
  length: 15,
  unit: 'workday',
  overdueWorkdays: 1,
  department: '城市管理局',
  post: '经办人',
  provisional: false,
}
const finding: FindingFacts = {
  cause: 'burst',
  itemCode: null,
  subject: '5101162026112300000015',
  step: '作出决定',
  law: '电子监察规则',
  department: '城市管理局',
  post: '经办人',
  count: 6,
  fromAt: Date.UTC(2026, 10, 24, 1),
  untilAt: Date.UTC(2026, 10, 24, 1, 4),
}
const frame = {
  number: '催办〔2026〕00001号',
  issuedOn: '2026-11-23',
  trueAt: Date.UTC(2026, 10, 20, 16),
  signBy: Date.UTC(2026, 10, 24, 16),
  replyBy: Date.UTC(2026, 10, 25, 16),
  cardCause: 'overdue',
  standsAt: Date.UTC(2026, 10, 24, 16),
  appealBy: Date.UTC(2026, 11, 1, 16),
  colour: 'yellow',
}
/** Every field the kind declares, and no other. */
function valuesFor(key: TemplateKey) {
  const all: Readonly<Record<string, unknown>> = { ...(key === 'finding' ? finding : clock), ...frame }
  return Object.fromEntries(Object.keys(TEMPLATE_FIELDS[key]).map((field) => [field, all[field] as string]))
}
function ownText(key: TemplateKey) {
  const parsed = readTemplateRef(ownTemplateRef(key))
  const text = parsed === null ? null : ownTemplateText(parsed)
  if (text === null) throw new Error(`no text of ${key}`)
  return text
}

test.each(TEMPLATE_KEYS)('does the program’s own text of %s hold, and is no field left in it?', (key) => {
  expect(templateErrors(key, ownText(key))).toEqual([])
  const made = renderTemplate(key, ownText(key), valuesFor(key))
  if (!made.ok) throw new Error(JSON.stringify(made.failure))
  expect([made.value.title, ...made.value.lines].join('')).not.toMatch(/[{}]|undefined|null/)
})

test('how does an urging read, its days and instants as Chinese documents write them?', () => {
  const made = renderTemplate('urge', ownText('urge'), valuesFor('urge'))
  expect(made.ok && made.value).toMatchInlineSnapshot(`
    {
      "lines": [
        "城市管理局（责任岗位：经办人）：",
        "5101162026112300000015（事项 outdoor-advertising）的“作出决定”自2026年11月2日起计算，期限为15个工作日，于2026年11月20日届满。依据：行政许可法 42。",
        "该期限已经届满，至2026年11月20日24时尚未办结（逾期1个工作日），现予催办。",
        "请于2026年11月24日24时前签收本通知书，并于2026年11月25日24时前书面回复办理情况、未按期办结的原因和办结时间。",
      ],
      "title": "催办通知书",
    }
  `)
})

test('is each missing field, each unknown one and each malformed one refused, whatever the kind?', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TEMPLATE_KEYS), fc.nat(), (key, nth) => {
      const values = valuesFor(key)
      const fields = Object.keys(values)
      const field = fields[nth % fields.length] ?? ''
      const { [field]: _, ...missing } = values
      const text = ownText(key)
      const without = renderTemplate(key, text, missing)
      expect(without.ok ? [] : without.failure.map(({ pointer }) => pointer)).toEqual([`/facts/${field}`])
      const unknown = renderTemplate(key, text, { ...values, applicantName: '某人' })
      expect(unknown.ok ? [] : unknown.failure.map(({ pointer }) => pointer)).toEqual([
        '/facts/applicantName',
      ])
      const malformed = renderTemplate(key, text, { ...values, [field]: [] })
      expect(malformed.ok ? [] : malformed.failure.map(({ pointer }) => pointer)).toEqual([`/facts/${field}`])
    }),
  )
})

test('does a value with lines, braces or a field’s name in it stay a value?', () => {
  const made = renderTemplate(
    'urge',
    { title: 'x', lines: ['{law}'] },
    { ...valuesFor('urge'), law: '{dueOn}\n第二行' },
  )
  expect(made.ok && made.value.lines).toEqual(['{dueOn} 第二行'])
})

test.each([
  [['{subject}{law}{department}{applicantName}'], ['/lines/0']],
  [['{subject}{law}{department}', '{ law }'], ['/lines/1']],
  [['{subject}{law}'], ['/lines']],
  [['{subject}{law}{department}{constructor}'], ['/lines/0']],
  [['{subject}{law}{department}'], []],
])('what is wrong with a text of %j?', (lines, pointers) => {
  expect(templateErrors('urge', { title: '催办', lines }).map(({ pointer }) => pointer)).toEqual(pointers)
})

test('does a day always have the same text, the region’s latest by then or the program’s own?', () => {
  const published = [
    { id: 'b', key: 'urge', fromOn: day('2026-12-01') },
    { id: 'a', key: 'urge', fromOn: day('2026-11-24') },
    { id: 'c', key: 'red', fromOn: day('2026-11-01') },
  ] as const
  const on = (text: string) => templateRefOn('urge', day(text), published)
  expect([on('2026-11-23'), on('2026-11-24'), on('2026-11-30'), on('2026-12-01')]).toEqual([
    'urge/1',
    'urge/a',
    'urge/a',
    'urge/b',
  ])
})

test('is every stage written by a text, and is no other reference one?', () => {
  for (const stage of Object.keys(STAGES).filter(isStage))
    expect(isTemplateKey(templateKeyOf(stage))).toBe(true)
  for (const text of ['', 'urge', 'urge/', 'farewell/1', 'urge/1/2', 'constructor/1'])
    expect(readTemplateRef(text)).toBeNull()
  for (const version of ['0', '2', '1e0', '-1', '01'])
    expect(ownTemplateText({ key: 'urge', version })).toBeNull()
})
