/** The row of competence that held, as a person reads it, with the region it points to where that is known. */
import type { Json } from '@tongban/kernel'
import type { Node, Plan } from '../plan/plan.ts'
import { walkNode } from '../plan/walk.ts'
import type { Words } from './condition-words.ts'
import type { Hindrance } from './decision.ts'
import type { DecisionRecord } from './record.ts'
import { boundValues, COMPETENCE, fill, ruleBookOf } from './rule-book.ts'

export type RegionName = (code: string) => Words | undefined

/** `valueNamed` gives the known value of a fact or a decision by name. */
export function competentRow(
  { trace }: DecisionRecord,
  plan: Plan,
  valueNamed: (name: string) => Json | undefined,
  nameOf: RegionName,
): Hindrance | undefined {
  const book = ruleBookOf(plan).get(COMPETENCE)
  const at = (trace[COMPETENCE] ?? []).indexOf(true)
  const row = book?.rows[at]
  if (book === undefined || row === undefined) return undefined
  const bound = boundValues(plan)
  const [region] = book.table.inputs
    .flatMap(({ e }) => comparedTexts(e))
    .map(valueNamed)
    .filter(isText)
  const { zh, en } = { zh: fill(row.text.zh, bound), en: fill(row.text.en, bound) }
  const name = region === undefined ? undefined : nameOf(region)
  return {
    rule: row.rule ?? '',
    route: 'refer',
    code: 'competentElsewhere',
    zh:
      region === undefined ? zh : `${zh}该地区为${name === undefined ? '' : name.zh}（区划代码 ${region}）。`,
    en:
      region === undefined
        ? en
        : `${en} The region is ${name === undefined ? '' : `${name.en}, `}code ${region}.`,
    basis: row.basis,
    cure: null,
    dates: {},
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'

/** What a column holds against the region's own code: the first argument of `starts with`. */
function comparedTexts(node: Node): readonly string[] {
  const names: string[] = []
  walkNode(node, (part) => {
    const [first] = part.k === 'call' && part.fn === 'starts with' ? part.args : []
    if (first?.k === 'var') names.push(first.n)
    if (first?.k === 'path' && first.of.k === 'var') names.push(`${first.of.n}.${first.n}`)
  })
  return names
}
