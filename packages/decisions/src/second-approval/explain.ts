/**
 * A decision explained to people, from its record and the plan it was made by: the facts used and where they come
 * from, the rows that held, for every other row its first failed condition, what would have changed the outcome, and
 * what to do next. Chinese first. (个人信息保护法 24; 行政许可法 38.)
 */
import type { EpochMs, Json } from '@tongban/kernel'
import { loadPlan } from '../closures/model.ts'
import type { Plan } from '../plan/plan.ts'
import { competentRow, type RegionName } from './competent-row.ts'
import { failedWords, isOrder, type Lexicon, type Words } from './condition-words.ts'
import { datesInWords } from './dates-in-words.ts'
import { knownValues } from './decide.ts'
import type { Hindrance, Outcome } from './decision.ts'
import { type ExplainedFact, explainFact, OWN_SOURCES } from './explain-fact.ts'
import type { FactDefinition } from './fact.ts'
import { factsThatCount } from './facts-that-count.ts'
import { grantedWords } from './granted.ts'
import { nextSteps } from './next-steps.ts'
import type { DecisionRecord } from './record.ts'
import {
  type BookRow,
  type BookTable,
  boundValues,
  fill,
  HINDRANCES,
  OUTCOME,
  type RuleBook,
  ruleBookOf,
} from './rule-book.ts'
import { valueWords } from './value-words.ts'
import { withoutPlaces } from './without-places.ts'

/** A row that did not hold, or could not be said. */
export type ExplainedRow = Words & {
  readonly rule: string
  readonly situation: Words
  readonly basis: string
}

export type Explanation = {
  readonly outcome: { readonly code: Outcome } & Words
  readonly receivedOn: string
  readonly decidedAt: EpochMs
  readonly rulesHash: string
  readonly facts: readonly ExplainedFact[]
  readonly held: readonly Hindrance[]
  readonly notHeld: readonly ExplainedRow[]
  readonly unsure: readonly ExplainedRow[]
  readonly result: DecisionRecord['result']
  /** What was granted, in one sentence; only when approved. */
  readonly granted: Words | null
  readonly wouldHaveChanged: Words | null
  readonly next: readonly Words[]
}

const OUTCOMES: Record<Outcome, Words> = {
  approve: { zh: '已按公布的规则当即批准。', en: 'Approved at once by the published rules.' },
  supplement: {
    zh: '需要补正：所缺的一次性列明如下。',
    en: 'Something is missing: all of it is listed below, once.',
  },
  refer: {
    zh: '转由工作人员决定；自动系统不作出不予批准的决定。',
    en: 'A person decides; the machine never refuses.',
  },
  elsewhere: { zh: '由其他地区办理。', en: 'Another region is competent.' },
}

/** `regionName` gives the name of a region by its code, where the caller knows it. */
export function explain(
  recorded: DecisionRecord,
  plan: Plan,
  definitions: readonly FactDefinition[],
  regionName: RegionName = () => undefined,
): Explanation {
  const { counterfactual, outcome, hindrances } = recorded
  const about = aboutOf(recorded, plan, definitions)
  const elsewhere =
    outcome === 'elsewhere' ? competentRow(recorded, plan, about.valueNamed, regionName) : undefined
  const published = outcomeRow(recorded, plan)
  return {
    outcome: { code: outcome, ...(published?.text ?? OUTCOMES[outcome]) },
    receivedOn: recorded.receivedOn,
    decidedAt: recorded.decidedAt,
    rulesHash: recorded.rulesHash,
    facts: factsThatCount(recorded, plan).map((fact) => explainFact(fact, about.definitions.get(fact.name))),
    held: (elsewhere === undefined ? hindrances : [elsewhere]).map((row) => datesInWords(row)),
    ...explainRows(recorded, plan, about),
    result: recorded.result,
    granted: outcome === 'approve' ? grantedWords(recorded, plan) : null,
    wouldHaveChanged:
      counterfactual.kind === 'notNeeded'
        ? null
        : datesInWords({ zh: counterfactual.zh, en: counterfactual.en }),
    next: nextSteps(outcome, hindrances, published?.next).map((step) => datesInWords(step)),
  }
}

/** The row of the outcome that held, where the published rules have words of their own for what comes next. */
function outcomeRow({ trace, outcome }: DecisionRecord, plan: Plan): BookRow | undefined {
  const noted = ruleBookOf(plan).get(OUTCOME)
  const row = noted?.rows[(trace[OUTCOME] ?? []).indexOf(true)]
  const hasWords = noted?.rows.some(({ next }) => next !== null) === true
  return outcome === 'elsewhere' || !hasWords ? undefined : row
}

/** What is known around a decision: definitions by name, and values of facts and decisions by name. */
type About = {
  readonly definitions: ReadonlyMap<string, FactDefinition>
  readonly valueNamed: (name: string) => Json | undefined
}

function aboutOf(recorded: DecisionRecord, plan: Plan, definitions: readonly FactDefinition[]): About {
  const { facts, receivedOn } = recorded
  const decided = knownValues({ model: loadPlan(plan), facts, receivedOn })
  const bound = boundValues(plan)
  return {
    definitions: new Map(definitions.map((definition) => [definition.name, definition])),
    valueNamed(name) {
      if (name === 'receivedOn') return receivedOn
      const fact = facts.find((each) => each.name === name)
      if (fact !== undefined) return fact.status === 'known' ? fact.value : undefined
      return decided.has(name) ? decided.get(name) : bound[name]
    },
  }
}

function explainRows(recorded: DecisionRecord, plan: Plan, about: About) {
  const book = ruleBookOf(plan)
  const noted = book.get(HINDRANCES)
  const lexicon = lexiconOf(plan, book, about)
  const notHeld: ExplainedRow[] = []
  const unsure: ExplainedRow[] = []
  for (const [at, state] of (recorded.trace[HINDRANCES] ?? []).entries()) {
    const row = noted?.rows[at]
    if (row === undefined || noted === undefined || state === true) continue
    const base = { rule: row.rule ?? '', situation: situationOf(row, plan), basis: row.basis }
    if (typeof state !== 'number') {
      unsure.push({ ...base, ...unsureWords(state, about) })
      continue
    }
    const words = insteadOf(noted, at, state, lexicon, about)
    notHeld.push(datesInWords({ ...base, zh: `${NOT_SO.zh}${words.zh}。`, en: `${NOT_SO.en}${words.en}.` }))
  }
  return { notHeld: notHeld.map((row) => toldApart(row, notHeld)), unsure }
}

/** Two rows that fail by the same fact read alike: each then says of what. */
function toldApart(row: ExplainedRow, rows: readonly ExplainedRow[]): ExplainedRow {
  if (!rows.some((other) => other !== row && other.zh === row.zh)) return row
  const { zh, en } = row.situation
  return {
    ...row,
    zh: row.zh.replace(NOT_SO.zh, `没有“${firstClause(zh, /[，；。]/)}”的情形：`),
    en: row.en.replace(NOT_SO.en, `Not the case that “${firstClause(en, /[,;.]/)}”: `),
  }
}
/** What a person then does about it is told by the situation itself. */
const firstClause = (text: string, end: RegExp): string => text.split(end)[0] ?? text
const NOT_SO = { zh: '没有此情形：', en: 'Does not apply: ' }

/** What is so instead of the row's first condition that failed. */
function insteadOf(noted: BookTable, at: number, state: number, lexicon: Lexicon, about: About): Words {
  const column = noted.table.inputs[state]
  const cell = noted.table.rows[at]?.cells[state]
  if (column === undefined || cell === undefined) throw new Error('the trace does not fit its table')
  const isTruth = cell.text.trim() === 'true' || cell.text.trim() === 'false'
  const own = noted.rows[at]?.notSo
  if (isTruth && own !== null && own !== undefined) return own
  const label = labelOf(column.label, column.text)
  const definition = about.definitions.get(column.text)
  const value = about.valueNamed(column.text)
  if (value === null) return emptyWords(label, definition)
  if (value !== undefined && cell.text.trim() === 'null') return givenWords(label, definition)
  if (value === undefined || isTruth) {
    const words = failedWords(cell.text, column.type, lexicon)
    return { zh: `“${label.zh}”${words.zh}`, en: `“${label.en}” ${words.en}` }
  }
  const words = wordsOfValue(value, column.text, lexicon, definition)
  if (!isOrder(cell.text)) return { zh: `${label.zh}为“${words.zh}”`, en: `${label.en}: “${words.en}”` }
  const failed = failedWords(cell.text, column.type, lexicon)
  return { zh: `${label.zh}（${words.zh}）${failed.zh}`, en: `${label.en} (${words.en}) ${failed.en}` }
}

const emptyWords = (label: Words, definition: FactDefinition | undefined): Words =>
  definition !== undefined && OWN_SOURCES.has(definition.source)
    ? { zh: `没有填写“${label.zh}”`, en: `“${label.en}” was not filled in` }
    : { zh: `登记中没有“${label.zh}”的记录`, en: `no “${label.en}” is on record` }
const givenWords = (label: Words, definition: FactDefinition | undefined): Words =>
  definition !== undefined && OWN_SOURCES.has(definition.source)
    ? { zh: `已填写“${label.zh}”`, en: `“${label.en}” was filled in` }
    : { zh: `有“${label.zh}”`, en: `there is a “${label.en}”` }

/** A derived value speaks the words of the enumeration it is made of. */
function wordsOfValue(
  value: Json,
  name: string,
  lexicon: Lexicon,
  definition: FactDefinition | undefined,
): Words {
  if (definition === undefined && typeof value === 'string' && name !== 'receivedOn')
    return lexicon(JSON.stringify(value))
  return valueWords(value, definition)
}

/** What the row speaks of; what would have been worked out of the facts, had it held, is left out. */
function situationOf({ text }: BookRow, plan: Plan): Words {
  const bound = boundValues(plan)
  return {
    zh: withoutPlaces(fill(text.zh, bound), '某日', '。'),
    en: withoutPlaces(fill(text.en, bound), 'a certain day', '.'),
  }
}

function unsureWords(paths: readonly string[], { definitions }: About): Words {
  const named = paths.map((path) => definitions.get(path)).filter((definition) => definition !== undefined)
  const zh = named.map((definition) => definition.zh).join('、') || paths.join('、')
  const en = named.map((definition) => definition.en).join(', ') || paths.join(', ')
  return {
    zh: `因“${zh}”暂无法核实，不能判断有没有此情形。`,
    en: `Cannot be said, because “${en}” cannot be verified.`,
  }
}

/** Column labels carry both languages, `中文 / English`. */
function labelOf(label: string, text: string): Words {
  const [zh = text, en = zh] = (label === '' ? text : label).split(' / ')
  return { zh, en }
}

/** Words for what stands in cells: values, parameters, and other decisions and inputs with the value they have. */
function lexiconOf(plan: Plan, book: RuleBook, { definitions, valueNamed }: About): Lexicon {
  const bound = boundValues(plan)
  const values = new Map([...definitions.values()].flatMap(({ words }) => Object.entries(words ?? {})))
  const withValue = ({ zh, en }: Words, name: string): Words => {
    const value = valueNamed(name)
    if (value === undefined || value === null || typeof value === 'boolean') return { zh, en }
    const words = valueWords(value, definitions.get(name))
    return { zh: `${zh}（${words.zh}）`, en: `${en} (${words.en})` }
  }
  return (text) => {
    const quoted = /^"(.*)"$/s.exec(text)?.[1]
    if (quoted !== undefined) return values.get(quoted) ?? { zh: quoted, en: quoted }
    if (text === 'true' || text === 'false') return valueWords(text === 'true')
    const parameter: Json | undefined = bound[text]
    if (parameter !== undefined)
      return typeof parameter === 'string'
        ? (values.get(parameter) ?? valueWords(parameter))
        : valueWords(parameter)
    const decision = book.get(text)?.decision ?? plan.decisions.find(({ name }) => name === text)
    if (decision !== undefined) return withValue(labelOf(decision.label, text), text)
    if (text === 'receivedOn') return withValue({ zh: '收件日', en: 'the day of receipt' }, text)
    const definition = definitions.get(text)
    return definition === undefined ? { zh: text, en: text } : withValue(definition, text)
  }
}
