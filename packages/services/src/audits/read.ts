import { civilDateAt, startOfDayAt } from '@tongban/calendar'
import { type ExplainedFact, explainFact } from '@tongban/decisions'
import { type Failure, type Json, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { type LoadedAudit, loadAudit } from './load.ts'

/**
 * A drawn decision as its auditor sees it before judging: every fact the machine had, with source and time, and what
 * the item asks. Neither the answer, the reasons, the result, nor the number of the case; names and numbers are left out
 * whole, and times are told by the day: the last digits of a number, or the instant of receipt, would lead to the case
 * and so to the answer.
 */
export type BlindView = {
  readonly id: string
  readonly item: { readonly code: string; readonly version: number; readonly zh: string; readonly en: string }
  readonly condition: { readonly zh: string; readonly en: string }
  /** Where the published rules are read, as of the day of receipt. */
  readonly rules: string
  readonly receivedOn: string
  readonly facts: readonly (ExplainedFact & { readonly given: Json })[]
  /** What is to be stated when the answer is to approve. */
  readonly resultFields: readonly { readonly name: string; readonly zh: string; readonly en: string }[]
  readonly state: string
}

export async function readAudit(ctx: Context, id: string): Promise<Result<BlindView, Failure>> {
  const loaded = await loadAudit(ctx, id)
  return loaded.ok ? ok(blindView(loaded.value)) : loaded
}

function blindView({ sample, item, record }: LoadedAudit): BlindView {
  const definitions = new Map(item.facts.map((definition) => [definition.name, definition]))
  const { code, taskVersion: version, taskName, acceptCondition: condition, resultLabels } = item
  return {
    id: sample.id,
    item: { code, version, ...taskName },
    condition,
    rules: `/approvals/v1/items/${code}/rules/text?on=${record.receivedOn}`,
    receivedOn: record.receivedOn,
    facts: record.facts.map((fact) => {
      const definition = definitions.get(fact.name)
      const shown = explainFact(fact, definition)
      const isLeftOut = definition?.sensitive === true && fact.value !== null
      return {
        ...shown,
        value: isLeftOut ? LEFT_OUT : shown.value,
        given: definition?.sensitive === true ? null : fact.value,
        sourceAt: shown.sourceAt === null ? null : dayOf(shown.sourceAt),
        fetchedAt: dayOf(shown.fetchedAt),
      }
    }),
    resultFields: (item.auditedResults ?? []).map((name) => ({
      name,
      ...(resultLabels?.[name] ?? { zh: name, en: name }),
    })),
    state: sample.state,
  }
}

const LEFT_OUT = { zh: '有（复核时不显示）', en: 'given, not shown to the auditor' } as const

/** The first instant of its day; whether a fact was too old is in its status. */
export const dayOf = (at: number): number => startOfDayAt(civilDateAt(at))
