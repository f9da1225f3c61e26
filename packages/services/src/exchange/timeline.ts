import type { MessageType, RegionCode } from '@tongban/exchange'
import { type CaseHead, headDigest, headOf, type TimelineEntry, timelineOf } from '@tongban/exchange/evidence'
import { type Actor, type Failure, holdsRole, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { type CaseLog, type HandoversSeen, readCaseLog } from './case-log.ts'

/**
 * The one timeline of a case between two regions, and its head: the same text in both regions once everything has arrived
 * (国办发〔2020〕35号: tracing of a case across regions).
 */
export type CaseTimeline = CaseHeadView & {
  /** From the entry after the first `after` on. */
  readonly entries: readonly TimelineEntry[]
  readonly total: number
}

export type CaseHeadView = {
  readonly caseNumber: string
  readonly regions: readonly [RegionCode, RegionCode]
  readonly head: CaseHead
  /** SHA-256 over number and head: equal on both sides when both hold the same messages. */
  readonly digest: string
}

export async function readTimeline(
  ctx: Context,
  {
    caseNumber,
    partner,
    after,
    seen,
  }: {
    readonly caseNumber: string
    readonly partner: string | null
    readonly after: number
    readonly seen?: HandoversSeen
  },
): Promise<Result<CaseTimeline, Failure>> {
  const log = await readCaseLog(ctx, caseNumber, partner, seen)
  if (!log.ok) return log
  const entries = timelineOf(log.value.messages).filter(({ type }) => maySee(ctx.actor, type))
  return ok({ ...(await headViewOf(ctx, log.value)), entries: entries.slice(after), total: entries.length })
}

/** That and when a service was rated is not for the departments that handle the case: who rated could be told from it. */
const maySee = (actor: Actor, type: MessageType): boolean =>
  type !== 'case.evaluated' ||
  actor.kind !== 'official' ||
  holdsRole(actor, 'supervisor', 'auditor', 'governmentHead')

export async function readHead(
  ctx: Context,
  caseNumber: string,
  partner: string | null,
): Promise<Result<CaseHeadView, Failure>> {
  const log = await readCaseLog(ctx, caseNumber, partner)
  return log.ok ? ok(await headViewOf(ctx, log.value)) : log
}

async function headViewOf(
  { region }: Context,
  { handover: { caseNumber, partner }, messages }: CaseLog,
): Promise<CaseHeadView> {
  const own = region.code.slice(0, 6)
  const regions = own < partner ? ([own, partner] as const) : ([partner, own] as const)
  const head = headOf(regions, messages)
  return { caseNumber, regions, head, digest: await headDigest(caseNumber, head) }
}
