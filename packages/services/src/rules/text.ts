import { type Item, SOURCE_NAMES } from '@tongban/catalogue'
import { APPLICATION_SOURCE, type FactDefinition, FORM_SOURCE, withoutPlaces } from '@tongban/decisions'
import { PARAMETER_LABELS, type Said } from './labels.ts'
import {
  conditionText,
  type Language,
  type Lexicon,
  labelIn,
  lexiconOf,
  NOT_SET,
  parameterText,
} from './lexicon.ts'
import type { PublishedRules } from './read.ts'

/**
 * Published rules as a text that a citizen can read: what the region has set, each row in words with where it leads
 * and what it rests on, the rules that hold for every row, the sources. Code stands in an appendix at the end alone.
 * (个人信息保护法 24: 决策的透明度.)
 */
export type RulesText = {
  readonly rules: PublishedRules
  readonly item: Item
  /** The region's staleness limits in place of the item's, by fact name. */
  readonly staleAfterHours: Readonly<Record<string, number>>
  readonly language: Language
}

export type Table = PublishedRules['tables'][number]
type Row = Table['rows'][number]
export type Speech = { readonly language: Language; readonly lexicon: Lexicon; readonly item: Item }

export function rulesText({ rules, item, staleAfterHours, language }: RulesText): string {
  const speech = { language, item, lexicon: lexiconOf(item, rules, language) }
  const sections = [
    [SAY.parameters[language], ...parameterLines(rules, language)],
    ...rules.tables.map((table) => [
      titleOf(table.name, language),
      ...table.rows.flatMap((row) => rowLines(table, row, speech)),
    ]),
    [SAY.always[language], ...GENERAL.map((rule) => `　${rule[language]}`)],
    [SAY.sources[language], ...sourceLines(item.facts, staleAfterHours, language)],
    [SAY.versions[language], ...rules.versions.map((version) => `　${versionLine(version, language)}`)],
  ]
  return [
    `${item.taskName[language]}${SAY.title[language]}`,
    `${versionLine(rules, language)}${SAY.approvedByTwo[language]}`,
    ...(rules.stopped ? [SAY.stopped[language]] : []),
    SAY.never[language],
    ...sections.flatMap(([title = '', ...lines], at) => ['', `${at + 1}. ${title}`, ...lines]),
    '',
    ...appendix(rules, language),
    '',
  ].join('\n')
}

const SAY = {
  title: { zh: '：自动审批规则', en: ': rules of automatic decision' },
  approvedByTwo: { zh: '，由两名规则发布人起草和审批。', en: ', drafted and approved by two publishers.' },
  stopped: {
    zh: '自动审批已暂停，申请由工作人员办理。',
    en: 'Automatic decisions are stopped; officials handle every application.',
  },
  never: {
    zh: '系统只作出批准；不属于本地区管辖的，说明理由并告知应向哪里申请。其他情形一律由工作人员决定。',
    en: 'The machine only approves; what is another region’s matter is told with reasons and where to go. All else is decided by a person.',
  },
  parameters: { zh: '本地区设定的数值（本地配置）', en: 'What this region has set (本地配置)' },
  always: { zh: '对每一件申请都适用', en: 'Holds for every application' },
  sources: { zh: '核对的信息、来源与时效', en: 'What is checked, from where, and how old it may be' },
  versions: {
    zh: '已公布的版本（在地址后加 ?version=版本号 查看）',
    en: 'Published versions (read one with ?version=number)',
  },
  appendix: {
    zh: '附录：原表达式（供核对；完整内容见 DMN 文件）',
    en: 'Appendix: expressions as written (for checking; the DMN file has all of it)',
  },
  condition: { zh: '条件', en: 'Condition' },
  leads: { zh: '处理', en: 'Then' },
  cure: { zh: '怎样补正', en: 'To hand in' },
  basis: { zh: '依据', en: 'Basis' },
  gives: { zh: '结果', en: 'Result' },
  computed: { zh: '按规则推算', en: 'worked out by the rules' },
  stated: { zh: '申请人填写', en: 'stated by the applicant' },
} as const satisfies Record<string, Said>

const TITLES: Readonly<Record<string, Said>> = {
  competence: { zh: '由哪个地区办理', en: 'Which region is competent' },
  hindrances: { zh: '不能当即批准的情形', en: 'What stands against approval at once' },
  outcome: { zh: '结论', en: 'Outcome' },
  result: { zh: '批准的内容', en: 'What is granted' },
}

export const titleOf = (table: string, language: Language) => TITLES[table]?.[language] ?? table

const ROUTES: Readonly<Record<string, Said>> = {
  '"refer"': { zh: '转人工', en: 'a person decides' },
  '"supplement"': { zh: '一次性告知补正', en: 'you are told once what is missing' },
}

/** Notes name parameters that are not set, and dates a row works out, `{eligibleOn}`, which need somebody's facts. */
const PARAMETER_PLACES = /\{parameters\.\w+\}/g

export const GENERAL: readonly Said[] = [
  {
    zh: 'U 无法核实：所需信息在来源中没有记录、已超过时效、来源无法访问或格式不符的，不作推断，转人工。',
    en: 'U, not verifiable: what the source does not hold, what is out of date, cannot be reached or has the wrong form is never guessed; a person decides.',
  },
  {
    zh: 'C 不一致：填写内容与登记不一致的，转人工核对。',
    en: 'C, contradictory: where the form and a register differ, a person checks.',
  },
  {
    zh: 'S 自动审批暂停、没有生效的规则、申请人拒绝自动决定，或者同一申请此前已准予的，转人工（个人信息保护法第二十四条）。',
    en: 'S: while automatic decisions are stopped, without rules in force, when the applicant refuses an automatic decision, or when the same was granted before, a person decides (Personal Information Protection Law 24).',
  },
]

function versionLine({ version, effectiveOn, hash }: PublishedRules['versions'][number], language: Language) {
  return language === 'zh'
    ? `版本 ${version}，自 ${effectiveOn} 起生效，内容摘要 SHA-256 ${hash}`
    : `Version ${version}, in force from ${effectiveOn}, SHA-256 ${hash}`
}

/** As they are named, not as they are spelt: what is asked first, and amounts from the least to the most. */
function inOrder(parameters: PublishedRules['parameters']) {
  const named = Object.keys(PARAMETER_LABELS)
  const placeOf = (name: string) => (named.includes(name) ? named.indexOf(name) : named.length)
  return Object.entries(parameters).toSorted(([one], [other]) => placeOf(one) - placeOf(other))
}

export const parameterWords = (
  { parameters }: Pick<PublishedRules, 'parameters'>,
  language: Language,
): readonly { readonly name: string; readonly value: string }[] =>
  inOrder(parameters).map(([name, value]) => ({
    name: PARAMETER_LABELS[name]?.[language] ?? name,
    value: parameterText(name, value, language),
  }))

const parameterLines = (rules: PublishedRules, language: Language): readonly string[] =>
  parameterWords(rules, language).map(({ name, value }) => `　${name}${COLON[language]}${value}`)

const COLON = { zh: '：', en: ': ' } as const

/** One row in words: what it says, when it holds, where it leads, what it rests on. */
export type RowWords = {
  readonly rule: string
  readonly said: string
  readonly conditions: readonly string[]
  readonly leads: string
  readonly gives: string
  readonly cure: string
  readonly basis: string
}

export function rowWords(table: Table, row: Row, { language, lexicon, item }: Speech): RowWords {
  const note = (name: string) => row.notes[table.annotations.indexOf(name)] ?? ''
  const output = (name: string) => row.outputs[table.outputs.findIndex(({ text }) => text === name)] ?? 'null'
  const rule = output('rule').replaceAll('"', '')
  const [said, cure] =
    language === 'zh' ? [note('说明'), note('补正')] : [note('English'), note('To hand in')]
  return {
    rule: rule === 'null' ? '' : rule,
    said: inWords(said, language),
    conditions: row.inputs.flatMap((cell, at) => {
      const column = table.inputs[at]
      if (cell === '-' || column === undefined) return []
      return [`${columnLabel(column, language)} ${conditionText(cell, lexicon, language)}`]
    }),
    leads: ROUTES[output('route')]?.[language] ?? '',
    gives: table.name === 'result' ? results(table, row, { language, lexicon, item }) : '',
    cure,
    basis: note('依据'),
  }
}

export const columnLabel = ({ label, text }: Table['inputs'][number], language: Language) =>
  labelIn(label === '' ? text : label, language)

function rowLines(table: Table, row: Row, speech: Speech): readonly string[] {
  const { language } = speech
  const { rule, said, conditions, leads, gives, cure, basis } = rowWords(table, row, speech)
  const lines: [name: keyof typeof SAY, text: string][] = [
    ['condition', conditions.length === 0 ? '' : `〔${conditions.join('；')}〕`],
    ['leads', leads],
    ['gives', gives],
    ['cure', cure],
    ['basis', basis],
  ]
  return [
    `　${rule === '' ? '' : `${rule} `}${said}`,
    ...lines.flatMap(([name, text]) =>
      text === '' ? [] : [`　　${SAY[name][language]}${COLON[language]}${text}`],
    ),
  ]
}

function results(table: Table, row: Row, { language, lexicon, item }: Speech): string {
  return row.outputs
    .flatMap((text, at) => {
      const name = table.outputs[at]?.text ?? ''
      if (text === 'null') return []
      const label = item.resultLabels?.[name]?.[language] ?? name
      return [`${label}${COLON[language]}${lexicon(text) ?? SAY.computed[language]}`]
    })
    .join('；')
}

const inWords = (note: string, language: Language): string =>
  withoutPlaces(
    note.replaceAll(PARAMETER_PLACES, NOT_SET[language]),
    language === 'zh' ? '某日' : 'a certain day',
    language === 'zh' ? '。' : '.',
  )

/** One for each source, with its facts and how many hours old each may be. */
export function sourceWords(
  facts: readonly FactDefinition[],
  limits: Readonly<Record<string, number>>,
  language: Language,
): readonly { readonly name: string; readonly facts: readonly string[] }[] {
  const names = [...new Set(facts.map(({ source }) => sourceName(source, language)))]
  return names.map((name) => ({
    name,
    facts: facts
      .filter(({ source }) => sourceName(source, language) === name)
      .map((fact) =>
        isOwn(fact.source)
          ? fact[language]
          : `${fact[language]}${within(limits[fact.name] ?? fact.staleAfterHours, language)}`,
      ),
  }))
}

const sourceLines = (...asked: Parameters<typeof sourceWords>): readonly string[] => {
  const [, , language] = asked
  return sourceWords(...asked).map(
    ({ name, facts }) => `　${name}${COLON[language]}${facts.join(language === 'zh' ? '、' : ', ')}`,
  )
}

const isOwn = (source: string) => source === FORM_SOURCE || source === APPLICATION_SOURCE

function sourceName(source: string, language: Language): string {
  if (isOwn(source)) return SAY.stated[language]
  return SOURCE_NAMES[source]?.[language] ?? source
}

const DAY_HOURS = 24

function within(hours: number | null, language: Language): string {
  if (hours === null) return language === 'zh' ? '（不限时效）' : ' (does not age)'
  const days = hours / DAY_HOURS
  if (days > 1 && Number.isInteger(days)) {
    return language === 'zh' ? `（${days} 日内的数据）` : ` (not older than ${days} days)`
  }
  return language === 'zh' ? `（${hours} 小时内的数据）` : ` (not older than ${hours} hours)`
}

function appendix({ expressions, tables }: PublishedRules, language: Language): readonly string[] {
  const computed = tables
    .filter(({ name }) => name === 'result')
    .flatMap(({ outputs, rows }) =>
      rows.map(
        (row) =>
          `　${row.rule}：${row.outputs.map((text, at) => `${outputs[at]?.text ?? ''} = ${text}`).join('；')}`,
      ),
    )
  return [
    SAY.appendix[language],
    ...expressions.map(({ label, name, text }) => `　${labelIn(label, language)}（${name}）= ${text}`),
    ...computed,
  ]
}
