import type { Happening } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  completeFile,
  type ExchangeFileRow,
  endExchangeFile,
  exchangeFile,
  forgetPart,
  partsOfFile,
  refuseComingFile,
} from '@tongban/store'
import { appendEvents } from '../cases/append-events.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { endAlarms, raiseAlarm } from '../exchange/alarms.ts'
import { clearStrays, sealedDigestOf } from '../files/complete.ts'
import { openMeta } from '../files/meta.ts'
import { objectPrefix } from '../files/place.ts'
import { type Whole, wholeOf } from '../files/whole.ts'
import { type Arriving, type ArrivingView, viewOf } from './arriving-view.ts'
import { findArriving } from './find-arriving.ts'

/**
 * A file from another region of which every part is here: read back from storage as a whole, its digest and type checked,
 * and only then a file of the case, by an event of its own. One that is not what the message said is refused for good, and
 * people are told on both sides; a part that storage has lost is asked for again.
 */
export const fileSubject = ({ caseNumber, digest }: Pick<ExchangeFileRow, 'caseNumber' | 'digest'>) =>
  `${caseNumber}/${digest}`

/** Others may change the case at the same time; each appends its event in turn. */
const ATTEMPTS = 5

export type ArrivedFile = Pick<ExchangeFileRow, 'caseNumber' | 'partner' | 'digest' | 'material'>

/** The same by its name, where whoever took the last part cannot change the case. */
export async function takeInArrived(
  ctx: Context,
  arrived: ArrivedFile,
): Promise<Result<ArrivingView, Failure>> {
  const acting: Context = { ...ctx, actor: { kind: 'partner', subject: arrived.partner } }
  const found = await findArriving(acting, arrived)
  if (!found.ok) return found
  return 'view' in found.value ? ok(found.value.view) : takeInFile(acting, found.value)
}

async function takeInFile(ctx: Context, arriving: Arriving): Promise<Result<ArrivingView, Failure>> {
  const { row, file, parts, store } = arriving
  const meta = await openMeta(ctx, file)
  if (meta === null) return NO_FILE
  const whole = await wholeOf(ctx, { row: file, parts, store }, meta)
  switch (whole.state) {
    case 'erased':
      return NO_FILE
    case 'unreadable':
      return lost(ctx, arriving, whole.parts)
    case 'otherDigest':
    case 'otherType':
      return refuse(ctx, arriving, whole.state)
    case 'sound':
      return become(ctx, arriving, whole, {
        ...viewOf(arriving),
        digest: row.digest,
        state: 'here',
        missing: [],
      })
  }
}

async function become(
  ctx: Context,
  arriving: Arriving,
  { type }: Extract<Whole, { readonly state: 'sound' }>,
  view: ArrivingView,
): Promise<Result<ArrivingView, Failure>> {
  const { row, file, parts, store } = arriving
  const { caseNumber, partner } = row
  const digest = await sealedDigestOf(file, parts)
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await loadCase(ctx, caseNumber)
    if (!loaded.ok) return NO_FILE
    // The archive of a case is closed with it.
    if (loaded.value.fold.archivedOn !== null) return refuse(ctx, arriving, 'caseArchived')
    const at = ctx.clock.now()
    const happening: Happening = {
      type: 'fileReceived',
      at,
      actorKind: 'partner',
      actorSubject: partner,
      data: {
        file: file.fileId,
        itemCode: loaded.value.item.code,
        material: file.materialCode,
        mediaType: type,
        size: file.size,
        digest,
        message: row.messageId,
      },
    }
    const appended = await appendEvents(
      ctx,
      loaded.value,
      [happening],
      [
        completeFile({ fileId: file.fileId, type, digest, completedAt: at }),
        endExchangeFile({ ...row, state: 'here', reason: null, now: at }),
        endAlarms('untaken', partner, [fileSubject(row)], { by: 'exchange', now: at }),
      ],
    )
    if (appended.ok) {
      ctx.after(clearStrays(store, file, parts))
      return ok(view)
    }
    if (appended.failure.code !== 'stepNotPossible') return appended
    // Somebody else changed the case first, or another request has taken this very file in.
    const [[now]] = await ctx.database.read([exchangeFile(row)])
    if (now?.state === 'here') return ok(view)
    if (attempt === ATTEMPTS) return fail({ code: 'stillRunning' })
  }
}

/** Not what was named: nothing of it is kept, and its sender and our people are told. */
async function refuse(
  ctx: Context,
  { row, file, store }: Arriving,
  reason: string,
): Promise<Result<ArrivingView, Failure>> {
  const now = ctx.clock.now()
  const { partner, caseNumber, digest } = row
  await ctx.database.write([
    refuseComingFile({ fileId: file.fileId }),
    endExchangeFile({ ...row, state: 'refused', reason, now }),
    raiseAlarm(
      {
        kind: 'refused',
        partner,
        subject: fileSubject(row),
        facts: { case: caseNumber, file: digest, reason },
      },
      now,
    ),
  ])
  await store.delete(await store.list(objectPrefix(file.address)))
  return ok({ ...viewOf({ row, parts: [] }), state: 'refused', missing: [] })
}

async function lost(
  ctx: Context,
  { row, file }: Arriving,
  indexes: readonly number[],
): Promise<Result<ArrivingView, Failure>> {
  const { fileId } = file
  await ctx.database.write(indexes.map((partIndex) => forgetPart({ fileId, partIndex })))
  const [parts] = await ctx.database.read([partsOfFile({ fileId })])
  return ok(viewOf({ row, parts }))
}

const NO_FILE = fail({ code: 'notFound', what: 'file' } as const)
