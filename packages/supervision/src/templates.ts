/**
 * Texts of supervision 文书模板, by version. A template declares its fields; a value that is missing and a value it does not
 * know are both refused, so that no document leaves with a hole in it. A notice names the template it was written by, `urge/1`,
 * and is rendered from its own facts by that text for ever: a version that was used is never changed, a new one follows it.
 */
import { civilDate } from '@tongban/calendar'
import { type CivilDate, type FieldError, fail, type Json, ok, type Result } from '@tongban/kernel'
import { CARD_CAUSE_NAMES } from './card-causes.ts'
import { type ClockFacts, FINDING_CAUSES, type FindingFacts } from './facts.ts'
import type { Stage } from './stage.ts'
import { instantInWords, inWords, isOneVisibleLine } from './wording.ts'

const clockFields = {
  itemCode: 'textOrNone',
  subject: 'text',
  step: 'text',
  law: 'text',
  fromOn: 'day',
  dueOn: 'day',
  length: 'number',
  unit: 'unit',
  overdueWorkdays: 'number',
  department: 'text',
  post: 'text',
  provisional: 'provisional',
} as const satisfies { readonly [F in keyof ClockFacts]: FieldKind }

const findingFields = {
  cause: 'finding',
  itemCode: 'textOrNone',
  subject: 'text',
  step: 'text',
  law: 'text',
  department: 'text',
  post: 'text',
  count: 'number',
  fromAt: 'instant',
  untilAt: 'instant',
} as const satisfies { readonly [F in keyof FindingFacts]: FieldKind }

/** What the row itself holds beside its facts: the day it was written, and when the stage was in truth due. */
const dated = { issuedOn: 'day', trueAt: 'instant' } as const
const notice = { ...clockFields, ...dated, number: 'text', signBy: 'instant', replyBy: 'instant' } as const
const ofCard = {
  ...dated,
  number: 'text',
  cardCause: 'card',
  standsAt: 'instant',
  appealBy: 'instant',
  /** What the card's colour is called here, by policy. */
  colour: 'text',
} as const
const card = { ...clockFields, ...ofCard } as const
const reminder = { ...clockFields, ...dated } as const

/** The kinds of texts there are, and the fields each knows. A region publishes texts of its own for any of them. */
export const TEMPLATE_FIELDS = {
  reminder,
  urge: notice,
  supervise: notice,
  escalate: notice,
  /** Sent by a supervisor and not by the policy; the reason stands below it. */
  urgeByHand: notice,
  superviseByHand: notice,
  blue: card,
  yellow: card,
  orange: card,
  red: card,
  bulletin: reminder,
  /** A card that a finding draws, of whichever colour. */
  finding: { ...findingFields, ...ofCard },
} as const satisfies Record<string, Readonly<Record<string, FieldKind>>>
export type TemplateKey = keyof typeof TEMPLATE_FIELDS

export const isTemplateKey = (key: string): key is TemplateKey => Object.hasOwn(TEMPLATE_FIELDS, key)
export const TEMPLATE_KEYS: readonly TemplateKey[] = Object.keys(TEMPLATE_FIELDS).filter(isTemplateKey)

/** Which text a stage is written by. */
export const templateKeyOf = (stage: Stage): TemplateKey =>
  stage === 'warnShare' || stage === 'warnDays' ? 'reminder' : stage

export type TemplateText = { readonly title: string; readonly lines: readonly string[] }

/** What was due, since when, by which law; the first line of every text about a clock. */
const MATTER =
  '{subject}（事项 {itemCode}）的“{step}”自{fromOn}起计算，期限为{length}{unit}，于{dueOn}届满。依据：{law}。{provisional}'
const PARTIES = '{department}（责任岗位：{post}）：'
const ANSWER = '请于{signBy}前签收本通知书，并于{replyBy}前书面回复办理情况、未按期办结的原因和办结时间。'
const APPEAL =
  '本告知书由系统拟发。监察员在{standsAt}前没有决定不发的，自该时起成立。对成立的牌有异议的，可以在{appealBy}前提出申诉，由没有参与发牌的人员审查。'
const ON_A_CLOCK = [
  '{department}（责任岗位：{post}）：',
  MATTER,
  '事由：{cardCause}，发生于{trueAt}。',
  APPEAL,
]

/** A region calls its colours as its policy says; where that says nothing, it reads as the text before. */
const OF_ITS_COLOUR: TemplateText = { title: '{colour}告知书', lines: ON_A_CLOCK }

/** The texts of this version of the program. What has been used stays here for ever. */
const OWN_TEXTS: { readonly [K in TemplateKey]: readonly TemplateText[] } = {
  reminder: [
    {
      title: '期限提醒',
      lines: [
        PARTIES,
        MATTER,
        '请在期限届满前办结；依法需要中止或者延长期限的，请在届满前办理手续并告知申请人。',
      ],
    },
  ],
  urge: [
    {
      title: '催办通知书',
      lines: [
        PARTIES,
        MATTER,
        '该期限已经届满，至{trueAt}尚未办结（逾期{overdueWorkdays}个工作日），现予催办。',
        ANSWER,
      ],
    },
  ],
  supervise: [
    {
      title: '督办通知书',
      lines: [
        '{department}负责人：',
        MATTER,
        '经催办，至{trueAt}仍未办结，逾期{overdueWorkdays}个工作日（责任岗位：{post}），现予督办。请督促办结并说明责任。',
        ANSWER,
      ],
    },
  ],
  escalate: [
    {
      title: '上级督办通知书',
      lines: [
        '{department}并监察机构：',
        MATTER,
        '经催办、督办，至{trueAt}仍未办结，逾期{overdueWorkdays}个工作日（责任岗位：{post}），现由监察机构督办。',
        ANSWER,
      ],
    },
  ],
  urgeByHand: [
    {
      title: '催办通知书',
      lines: [
        PARTIES,
        MATTER,
        '至{trueAt}尚未办结，逾期{overdueWorkdays}个工作日（0为尚未逾期）。监察机构现予催办，理由附后。',
        ANSWER,
      ],
    },
  ],
  superviseByHand: [
    {
      title: '督办通知书',
      lines: [
        '{department}负责人：',
        MATTER,
        '至{trueAt}尚未办结，逾期{overdueWorkdays}个工作日（0为尚未逾期；责任岗位：{post}）。监察机构现予督办，理由附后。请督促办结。',
        ANSWER,
      ],
    },
  ],
  blue: [{ title: '蓝牌告知书', lines: ON_A_CLOCK }, OF_ITS_COLOUR],
  yellow: [{ title: '黄牌告知书', lines: ON_A_CLOCK }, OF_ITS_COLOUR],
  orange: [{ title: '橙牌告知书', lines: ON_A_CLOCK }, OF_ITS_COLOUR],
  red: [{ title: '红牌告知书', lines: ON_A_CLOCK }, OF_ITS_COLOUR],
  bulletin: [
    {
      title: '通报条目',
      lines: [
        MATTER,
        '至{trueAt}逾期{overdueWorkdays}个工作日仍未办结，予以通报。责任部门：{department}；责任岗位：{post}。',
      ],
    },
  ],
  finding: [
    {
      title: '监察告知书',
      lines: [
        PARTIES,
        '监察发现：{subject}（事项 {itemCode}）的“{step}”，{cause}，计{count}，自{fromAt}至{untilAt}。依据：{law}。',
        '事由：{cardCause}，发现于{trueAt}，拟发{colour}。',
        APPEAL,
      ],
    },
  ],
}

/** `urge/1` is the program's first text; `urge/<id>` one that this region published. */
export type TemplateRef = { readonly key: TemplateKey; readonly version: string }

export function readTemplateRef(text: string): TemplateRef | null {
  const [key = '', version = '', ...more] = text.split('/')
  return isTemplateKey(key) && version !== '' && more.length === 0 ? { key, version } : null
}

/** The newest text of the program itself. */
export const ownTemplateRef = (key: TemplateKey): string => `${key}/${OWN_TEXTS[key].length}`
/** One text of the program; null where it has none of that version. */
export const ownTemplateText = ({ key, version }: TemplateRef): TemplateText | null =>
  /^[1-9]\d{0,3}$/.test(version) ? (OWN_TEXTS[key][Number(version) - 1] ?? null) : null

/** A text this region published, and the first day it is used. */
export type PublishedTemplate = {
  readonly id: string
  readonly key: TemplateKey
  readonly fromOn: CivilDate
}

/**
 * The template a document of that day is written by: the region's latest that is used by then, else the program's own. One
 * is published for days to come only, so that the answer for a day never changes.
 */
export function templateRefOn(
  key: TemplateKey,
  on: CivilDate,
  published: readonly PublishedTemplate[],
): string {
  const used = published.filter((each) => each.key === key && each.fromOn <= on)
  const last = used.reduce<PublishedTemplate | undefined>(
    (found, each) =>
      found === undefined || `${each.fromOn} ${each.id}` > `${found.fromOn} ${found.id}` ? each : found,
    undefined,
  )
  return last === undefined ? ownTemplateRef(key) : `${key}/${last.id}`
}

/** What a text of that kind has to say, whoever writes it. */
const NEEDED = ['subject', 'law', 'department'] as const

/** Why a text cannot be published: a field the template does not know, one it has to name and does not, a stray brace. */
export function templateErrors(key: TemplateKey, { title, lines }: TemplateText): readonly FieldError[] {
  const known = TEMPLATE_FIELDS[key]
  const all: readonly (readonly [pointer: string, text: string])[] = [
    ['/title', title],
    ...lines.map((line, at) => [`/lines/${at}`, line] as const),
  ]
  const named = new Set(all.flatMap(([, text]) => fieldsIn(text)))
  return [
    ...all.flatMap(([pointer, text]) => [
      ...fieldsIn(text)
        .filter((field) => !Object.hasOwn(known, field))
        .map((field) => unknownField(pointer, field, Object.keys(known))),
      ...(/[{}]/.test(text.replaceAll(FIELD, '')) ? [strayBrace(pointer)] : []),
      ...(isOneVisibleLine(text) ? [] : [unseen(pointer)]),
    ]),
    ...NEEDED.filter((field) => !named.has(field)).map((field) => neededField(field)),
  ]
}

/**
 * The text with its values. The values must be those the kind of text declares, each in its form, and no other: what is
 * missing, unknown or malformed comes back as errors.
 */
export function renderTemplate(
  key: TemplateKey,
  text: TemplateText,
  values: { readonly [field: string]: Json | undefined },
): Result<TemplateText, readonly FieldError[]> {
  const declared: Readonly<Record<string, FieldKind>> = TEMPLATE_FIELDS[key]
  const errors: FieldError[] = []
  const written = new Map<string, string>()
  for (const [field, kind] of Object.entries(declared)) {
    const value = Object.hasOwn(values, field) ? values[field] : undefined
    const words = value === undefined ? null : write(kind, value)
    if (words === null) errors.push(value === undefined ? missingField(field) : malformedField(field))
    else written.set(field, words)
  }
  for (const field of Object.keys(values))
    if (!Object.hasOwn(declared, field))
      errors.push(unknownField(`/facts/${field}`, field, Object.keys(declared)))
  if (errors.length > 0) return fail(errors)
  const fill = (line: string) => line.replaceAll(FIELD, (_, field: string) => written.get(field) ?? '')
  return ok({ title: fill(text.title), lines: text.lines.map(fill) })
}

const FIELD = /\{(\w+)\}/g
const fieldsIn = (text: string): readonly string[] => [...text.matchAll(FIELD)].map(([, field = '']) => field)

/** How a value is written; null where it is none of its kind. */
const FORMS = {
  text: (value: Json) => (typeof value === 'string' && value !== '' ? oneLine(value) : null),
  textOrNone: (value: Json) =>
    value === null ? '（无）' : typeof value === 'string' ? oneLine(value) : null,
  day: (value: Json) => {
    const on = typeof value === 'string' ? civilDate(value) : undefined
    return on === undefined ? null : inWords(on)
  },
  number: (value: Json) => (isCount(value) ? String(value) : null),
  unit: (value: Json) => wordOf(UNITS, value),
  provisional: (value: Json) =>
    value === true ? '（所跨年份的放假安排尚未公布，到期日为暂定。）' : value === false ? '' : null,
  instant: (value: Json) => (isCount(value) ? instantInWords(value) : null),
  finding: (value: Json) => wordOf(FINDING_CAUSES, value),
  card: (value: Json) => wordOf(CARD_CAUSE_NAMES, value),
} as const satisfies Record<string, (value: Json) => string | null>
type FieldKind = keyof typeof FORMS

const write = (kind: FieldKind, value: Json): string | null => FORMS[kind](value)

const UNITS = { workday: { zh: '个工作日' }, day: { zh: '日' }, hour: { zh: '小时' } } as const
const isCount = (value: Json): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function wordOf(words: Readonly<Record<string, { readonly zh: string }>>, value: Json): string | null {
  return typeof value === 'string' && Object.hasOwn(words, value) ? (words[value]?.zh ?? null) : null
}

/** A value is one line: a document's lines are its template's. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const missingField = (field: string): FieldError => ({
  pointer: `/facts/${field}`,
  zh: `文书缺少字段 ${field}，不能生成。`,
  en: `The document lacks the field ${field} and cannot be made.`,
})
const malformedField = (field: string): FieldError => ({
  pointer: `/facts/${field}`,
  zh: `字段 ${field} 的值不合格式，文书不能生成。`,
  en: `The value of ${field} is not in its form; the document cannot be made.`,
})
const unknownField = (pointer: string, field: string, known: readonly string[]): FieldError => ({
  pointer,
  zh: `模板没有字段 ${field}。可用的字段：${known.join('、')}。`,
  en: `The template knows no field ${field}. It knows: ${known.join(', ')}.`,
})
const neededField = (field: string): FieldError => ({
  pointer: '/lines',
  zh: `正文须写明 {${field}}。`,
  en: `The text has to state {${field}}.`,
})
const unseen = (pointer: string): FieldError => ({
  pointer,
  zh: '每段为一行，不能含有换行和不可见字符；另起一段请另列一项。',
  en: 'Each is one line without line breaks and invisible characters; another paragraph is another item.',
})
const strayBrace = (pointer: string): FieldError => ({
  pointer,
  zh: '花括号只用于字段，如 {law}。',
  en: 'Braces stand for fields only, such as {law}.',
})
