import type { Item } from '@tongban/catalogue'
import { decide, loadPlan, type Plan, printPlan, type SettledFact } from '@tongban/decisions'
import type { FieldError } from '@tongban/kernel'

/**
 * A trial of a draft before anybody can approve it: with nothing known of anybody, rules must come to an end, must
 * send the application to a person, and must never approve. Rules that look at nothing are found here.
 */
export function tryRules(plan: Plan, item: Item, receivedOn: string): readonly FieldError[] {
  if (printPlan(plan).find((table) => table.name === 'hindrances')?.hitPolicy !== 'C')
    return [NOT_A_COLLECTION]
  const facts = item.facts.map(
    ({ name, source, zh, en }): SettledFact => ({
      name,
      status: 'missing',
      value: null,
      source,
      sourceAt: null,
      fetchedAt: 0,
      zh,
      en,
    }),
  )
  try {
    const { outcome } = decide({ model: loadPlan(plan), facts, receivedOn })
    return outcome === 'refer' ? [] : [APPROVES_UNKNOWN]
  } catch {
    return [DOES_NOT_END]
  }
}

const NOT_A_COLLECTION: FieldError = {
  pointer: '/dmn',
  zh: '决策“hindrances”应为 COLLECT 决策表，逐行列出不能自动批准的情形。',
  en: 'Decision “hindrances” must be a COLLECT table: one row for each thing that stands against approval.',
}
const APPROVES_UNKNOWN: FieldError = {
  pointer: '/dmn',
  zh: '在所有事实都未知时，规则没有转人工。未知的事实不得作为批准或补正的依据，请检查各行条件。',
  en: 'With every fact unknown the rules do not refer to a person. Nothing may follow from what is unknown; check the rows.',
}
const DOES_NOT_END: FieldError = {
  pointer: '/dmn',
  zh: '试算未能得出结果（步骤过多，或某行没有给出规则编号与路径）。请简化规则后重新提交。',
  en: 'The trial came to no result (too many steps, or a row gives no rule id and route). Simplify the rules.',
}
