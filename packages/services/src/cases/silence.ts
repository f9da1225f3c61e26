import { appendUnder, type CaseEvent, deemedHappenings, type Happening, ruleOf } from '@tongban/cases'
import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import type { Paper } from '../handovers/papers.ts'
import { owedStatements } from '../licences/owed.ts'
import { issueCaseDocument } from './issue-document.ts'
import { afterwards, type LoadedCase } from './load.ts'
import { dueAfter } from './step-facts.ts'
import { stepNotice } from './step-notice.ts'

/**
 * What the law has made of silence in a case by now (行政许可法 32(1)(四), 50(2)), as events with the dated notice that
 * the applicant can take along, and the message that tells of it. Whoever records it first, the sweep or an official's
 * own late act, writes all of it in one batch. The effect does not wait for its paper: where the region lacks what a
 * document needs, the event stands alone.
 */
export type Silence = {
  /** The case once the events are appended. */
  readonly loaded: LoadedCase
  readonly events: readonly CaseEvent[]
  readonly statements: readonly Statement[]
  /** Its notices with their text. */
  readonly papers: readonly Paper[]
}

export async function recordedSilence(ctx: Context, before: LoadedCase): Promise<Silence> {
  let silence: Silence = { loaded: before, events: [], statements: [], papers: [] }
  const { policy, fold } = before
  for (const happening of deemedHappenings(policy.plan, fold, policy.calendar, ctx.clock.now()))
    silence = await recorded(ctx, silence, happening)
  return silence
}

async function recorded(ctx: Context, silence: Silence, bare: Happening): Promise<Silence> {
  const kind = ruleOf(bare.type).document
  const bareAfter = await appended(silence.loaded, bare)
  const document =
    kind === null
      ? null
      : await issueCaseDocument(ctx, {
          kind,
          loaded: bareAfter.loaded,
          seq: bareAfter.loaded.fold.seq,
          facts: factsOf(ctx, bare, bareAfter.loaded),
        })
  const issued = document?.ok === true ? document.value : null
  const after =
    issued === null
      ? bareAfter
      : await appended(silence.loaded, { ...bare, data: { ...bare.data, document: issued.number } })
  const notice = await stepNotice(ctx, after.loaded, bare.type, issued?.number ?? null)
  return {
    loaded: after.loaded,
    events: [...silence.events, ...after.events],
    statements: [
      ...silence.statements,
      ...(issued?.statements ?? []),
      ...owedStatements(after.loaded, bare),
      ...(notice === null ? [] : [notice.statement]),
    ],
    papers: [...silence.papers, ...(issued === null ? [] : [issued.paper])],
  }
}

/** What silence has made is possible by the same clocks that found it; anything else is a bug. */
async function appended(loaded: LoadedCase, happening: Happening) {
  const result = await appendUnder(loaded.policy, loaded.row.caseNumber, loaded.fold, [happening])
  if (!result.ok) throw new Error(`silence made an event that is not possible: ${happening.type}`)
  const { fold, events } = result.value
  return { loaded: afterwards(loaded, fold, events), events }
}

const factsOf = (ctx: Context, { data }: Happening, after: LoadedCase) => ({
  effectiveOn: String(data.effectiveOn),
  untilOn: String(data.dueOn),
  groundBasis: String(data.basis),
  due: dueAfter(ctx, after),
})
