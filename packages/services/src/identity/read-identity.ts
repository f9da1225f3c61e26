import type { Happening } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { readingsBySubject } from '@tongban/store'
import type { Application } from '../applications/body.ts'
import { appendEvents } from '../cases/append-events.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import { takerOf } from '../cases/taker.ts'
import type { Context } from '../context.ts'
import { readingStatement } from '../files/record-reading.ts'
import { readable } from '../retention/readable.ts'
import type { IdentityReason } from './reading-code.ts'

/**
 * Shows the full identity and contact of the applicant to an official who examines the case (个人信息保护法 6: no more than
 * is needed). Each reading is an event of the case, written before anything is shown, and stands in the timeline the
 * applicant reads; who reads too many in an hour is told to wait, and nothing is shown.
 */
export type IdentityView = {
  readonly applicant: Application['applicant']
  readonly representative: string | null
  readonly contact: Application['contact']
  readonly delivery: Application['delivery']
  /** The event that records this reading. */
  readonly seq: number
  readonly readAt: number
}

const HOUR_MS = 3_600_000
/** A busy window has a case every minute. */
const READINGS_PER_HOUR = 60
const ATTEMPTS = 5

export async function readIdentity(
  ctx: Context,
  caseNumber: string,
  reason: IdentityReason,
): Promise<Result<IdentityView, Failure>> {
  for (let attempt = 1; ; attempt += 1) {
    const loaded = readable(await loadCase(ctx, caseNumber))
    if (!loaded.ok) return loaded
    const taker = takerOf(ctx, loaded.value, 'identityRead')
    if (!taker.ok) return taker
    const pause = await pauseOf(ctx, loaded.value, READINGS_PER_HOUR)
    if (pause > 0) return tooMany(pause)
    const at = ctx.clock.now()
    const happening: Happening = {
      type: 'identityRead',
      at,
      actorKind: taker.value.kind,
      actorSubject: loaded.value.actor.index,
      data: { ...taker.value.data, reasons: [reason] },
    }
    const reading = readingStatement(ctx, loaded.value, { what: 'identity', fileId: null, purpose: reason })
    // Opened first: a reading that shows nothing is none.
    const { applicant, representation, contact, delivery } = await openApplication(ctx, loaded.value)
    const appended = await appendEvents(ctx, loaded.value, [happening], [reading])
    if (appended.ok) {
      // Whoever asks for many at once passed the first count with each. Counted again with this one written, no more
      // are shown than may be; that it was asked for stays recorded.
      const late = await pauseOf(ctx, loaded.value, READINGS_PER_HOUR + 1)
      if (late > 0) return tooMany(late)
      const { seq } = appended.value.fold
      return ok({
        applicant,
        representative: representation.name ?? null,
        contact,
        delivery,
        seq,
        readAt: at,
      })
    }
    // Somebody else's step came first; it does not stand against a reading.
    if (appended.failure.code !== 'stepNotPossible' || attempt === ATTEMPTS) return appended
  }
}

const tooMany = (pause: number) =>
  fail({ code: 'tooManyRequests', retryAfterSeconds: Math.ceil(pause / 1_000) } as const)

/** How long this official has to wait until fewer than `most` readings are an hour old; 0 when not at all. */
async function pauseOf({ database, clock }: Context, { actor }: LoadedCase, most: number): Promise<number> {
  const since = clock.now() - HOUR_MS
  const [readings] = await database.read([
    readingsBySubject({ subjectIndex: actor.index, what: 'identity', since }),
  ])
  const first = readings.at(-most)
  return first === undefined ? 0 : Math.max(1, first.at + HOUR_MS - clock.now())
}
