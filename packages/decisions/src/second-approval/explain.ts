/**
 * A decision explained to people, from its record and the plan it was made by: the facts used and where they come
 * from, the rows that held, for every other row its first failed condition, what would have changed the outcome, and
 * what to do next. Chinese first. (个人信息保护法 24; 行政许可法 38.)
 */
import type { EpochMs, Json } from '@tongban/kernel'
import type { Plan } from '../plan/plan.ts'
import { conditionWords, type Lexicon, type Words } from './condition-words.ts'
import type { Hindrance, Outcome } from './decision.ts'
import type { FactDefinition, FactStatus } from './fact.ts'
import { nextSteps } from './next-steps.ts'
import type { DecisionRecord } from './record.ts'
import { type BookRow, boundValues, fill, HINDRANCES, type RuleBook, ruleBookOf, takes } from './rule-book.ts'
import { valueWords } from './value-words.ts'

export type ExplainedFact = Words & {
  readonly name: string
  readonly value: Words
  readonly status: { readonly code: FactStatus } & Words
  readonly source: string
  readonly sourceAt: EpochMs | null
  readonly fetchedAt: EpochMs
}
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

const STATUSES: Record<FactStatus, Words> = {
  known: { zh: '已核实', en: 'verified' },
  missing: { zh: '来源没有此项记录', en: 'not on record' },
  stale: { zh: '数据已超过时效', en: 'out of date' },
  contradictory: { zh: '填写内容与登记不一致', en: 'form and register differ' },
  unavailable: { zh: '来源暂时无法访问', en: 'source cannot be reached' },
  withheld: { zh: '未查询：提交人尚未证明可以代为办理', en: 'not looked up: the submitter may not learn it' },
  wrongType: { zh: '数据格式不符', en: 'wrong form' },
}

export function explain(
  recorded: DecisionRecord,
  plan: Plan,
  definitions: readonly FactDefinition[],
): Explanation {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  const rows = explainRows(recorded, plan, byName)
  const { counterfactual } = recorded
  return {
    outcome: { code: recorded.outcome, ...OUTCOMES[recorded.outcome] },
    receivedOn: recorded.receivedOn,
    decidedAt: recorded.decidedAt,
    rulesHash: recorded.rulesHash,
    facts: recorded.facts
      .filter(({ name }) => takes(plan, name))
      .map((fact) => ({
        name: fact.name,
        zh: fact.zh,
        en: fact.en,
        value: valueWords(fact.value, byName.get(fact.name)),
        status: { code: fact.status, ...STATUSES[fact.status] },
        source: fact.source,
        sourceAt: fact.sourceAt,
        fetchedAt: fact.fetchedAt,
      })),
    held: recorded.hindrances,
    ...rows,
    result: recorded.result,
    wouldHaveChanged:
      counterfactual.kind === 'notNeeded' ? null : { zh: counterfactual.zh, en: counterfactual.en },
    next: nextSteps(recorded.outcome, recorded.hindrances),
  }
}

type Definitions = ReadonlyMap<string, FactDefinition>

function explainRows(recorded: DecisionRecord, plan: Plan, definitions: Definitions) {
  const book = ruleBookOf(plan)
  const noted = book.get(HINDRANCES)
  const states = recorded.trace[HINDRANCES] ?? []
  const notHeld: ExplainedRow[] = []
  const unsure: ExplainedRow[] = []
  for (const [at, state] of states.entries()) {
    const row = noted?.rows[at]
    if (row === undefined || noted === undefined || state === true) continue
    const base = { rule: row.rule ?? '', situation: situationOf(row, plan), basis: row.basis }
    if (typeof state !== 'number') {
      unsure.push({ ...base, ...unsureWords(state, definitions) })
      continue
    }
    const column = noted.table.inputs[state]
    const cell = noted.table.rows[at]?.cells[state]
    if (column === undefined || cell === undefined) continue
    const words = conditionWords(cell.text, column.type, lexiconOf(plan, book, definitions))
    const label = labelOf(column.label, column.text)
    const value = stated(column.text, recorded, definitions)
    notHeld.push({
      ...base,
      zh: `此情形的条件是：“${label.zh}”${words.zh}；本申请不符合${value === undefined ? '' : `，实际为“${value.zh}”`}。`,
      en: `Condition: “${label.en}” ${words.en}; that is not so here${value === undefined ? '' : ` (it is “${value.en}”)`}.`,
    })
  }
  return { notHeld, unsure }
}

/** What the row speaks of; dates it would have worked out are not known where it did not hold. */
function situationOf({ text }: BookRow, plan: Plan): Words {
  const bound = boundValues(plan)
  return {
    zh: fill(text.zh, bound).replaceAll(/ ?\{\w+\} ?/g, '某日'),
    en: fill(text.en, bound).replaceAll(/\{\w+\}/g, 'a certain day'),
  }
}

function unsureWords(paths: readonly string[], definitions: Definitions): Words {
  const named = paths.map((path) => definitions.get(path)).filter((definition) => definition !== undefined)
  const zh = named.map((definition) => definition.zh).join('、') || paths.join('、')
  const en = named.map((definition) => definition.en).join(', ') || paths.join(', ')
  return {
    zh: `因“${zh}”暂无法核实，不能判断是否成立。`,
    en: `Cannot be said, because “${en}” cannot be verified.`,
  }
}

/** Column labels carry both languages, `中文 / English`. */
function labelOf(label: string, text: string): Words {
  const [zh = text, en = zh] = (label === '' ? text : label).split(' / ')
  return { zh, en }
}

/** The value the fact of a column has, where the column is a fact. */
function stated(text: string, recorded: DecisionRecord, definitions: Definitions): Words | undefined {
  const fact = text === 'receivedOn' ? undefined : recorded.facts.find(({ name }) => name === text)
  if (text === 'receivedOn') return { zh: recorded.receivedOn, en: recorded.receivedOn }
  return fact?.status === 'known' ? valueWords(fact.value, definitions.get(text)) : undefined
}

/** Words for what stands in cells: values, parameters, other decisions, inputs. */
function lexiconOf(plan: Plan, book: RuleBook, definitions: Definitions): Lexicon {
  const bound = boundValues(plan)
  const values = new Map([...definitions.values()].flatMap(({ words }) => Object.entries(words ?? {})))
  return (text) => {
    const quoted = /^"(.*)"$/s.exec(text)?.[1]
    if (quoted !== undefined) return values.get(quoted) ?? { zh: quoted, en: quoted }
    if (text === 'true' || text === 'false') return valueWords(text === 'true')
    const parameter: Json | undefined = bound[text]
    if (parameter !== undefined) return valueWords(parameter)
    const decision = book.get(text)?.decision ?? plan.decisions.find(({ name }) => name === text)
    if (decision !== undefined) return labelOf(decision.label, text)
    const definition = definitions.get(text)
    if (text === 'receivedOn') return { zh: '收件日', en: 'the day of receipt' }
    return definition === undefined ? { zh: text, en: text } : { zh: definition.zh, en: definition.en }
  }
}
