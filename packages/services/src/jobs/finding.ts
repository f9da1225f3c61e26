import type { EpochMs } from '@tongban/kernel'
import { endFindingOf, insertFindings, type Statement } from '@tongban/store'
import { type FindingFacts, findingFactsText } from '@tongban/supervision'
import type { Context } from '../context.ts'

/** Findings about the region's own machinery: nobody's case and no department's, and no card is drawn for them. */
export type Machinery = Extract<FindingFacts['cause'], 'jobStopped' | 'calendarMissing'>
export type MachineFinding = {
  readonly cause: Machinery
  readonly subject: string
  /** Tells two standstills of one job apart. */
  readonly occasion: string
  readonly law: string
  readonly fromAt: EpochMs
}

export function machineFindings(
  ctx: Context,
  found: readonly MachineFinding[],
  now: EpochMs,
): Statement<unknown> {
  const rows = found.map(({ cause, subject, occasion, law, fromAt }) => ({
    id: ctx.ids.uuid(),
    cause,
    kind: 'job',
    subject,
    occasion,
    itemCode: null,
    department: '',
    post: '',
    person: null,
    facts: findingFactsText({
      cause,
      itemCode: null,
      subject,
      step: '',
      law,
      department: '',
      post: '',
      count: 1,
      fromAt,
      untilAt: now,
    }),
    foundAt: now,
  }))
  return insertFindings({ rows: JSON.stringify(rows) })
}

/** It runs again, or is there. */
export const endMachineFinding = (cause: Machinery, subject: string, at: EpochMs): Statement =>
  endFindingOf({ cause, kind: 'job', subject, at, by: 'clock' })
