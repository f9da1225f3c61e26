import {
  type Arrived,
  batchesOf,
  type Disposition,
  type HandedOver,
  type Message,
  mayTellUnder,
  type RefusalCode,
  type RegionCode,
  refused,
  toldRoutes,
} from '@tongban/exchange'
import { mayTell, messageSchema, receivingRegionOf } from '@tongban/exchange/wire'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { readAs } from '@tongban/kernel/parse'
import { type HeadRow, insertMessages, type Statement } from '@tongban/store'
import type { Version } from '../agreements/version.ts'

/** A message of a partner as it came: whether it is one, whether the partner may tell it, and the rows it becomes. */
export type Came = { readonly id: string; readonly digest: string; readonly raw: Json }
export type Judged =
  | { readonly state: 'sound'; readonly arrived: Arrived; readonly body: string }
  | { readonly state: 'refused'; readonly disposition: Disposition }

export type Sides = { readonly partner: RegionCode; readonly own: RegionCode }

/** By its form and its parties alone. */
export function readCame({ id, digest, raw }: Came, { partner, own }: Sides): Judged {
  const not = (code: RefusalCode): Judged => ({ state: 'refused', disposition: refused(id, code) })
  const message = readAs(messageSchema, raw)
  if (message === null || message.id !== id) return not('malformed')
  if (message.source !== partner || message.to !== own) return not('wrongParties')
  if (!mayTell(message)) return not('notYours')
  // Nothing of it is left out or made of it: the bytes that are kept are those that were digested.
  return { state: 'sound', arrived: { message, digest }, body: textOf(raw) }
}

/** The digest of what came, not of what was made of it. */
export const digestOfCame = (raw: Json): Promise<string> => sha256Hex(textOf(raw))

/** Canonical JSON of what came; asked for once to digest it, and once to keep it. */
const texts = new WeakMap<object, string>()

function textOf(raw: Json): string {
  if (typeof raw !== 'object' || raw === null) return canonicalJson(raw)
  const known = texts.get(raw)
  if (known !== undefined) return known
  const text = canonicalJson(raw)
  texts.set(raw, text)
  return text
}

export type Standing = Sides & {
  readonly agreements: readonly Version[]
  readonly now: number
  readonly shared: readonly HeadRow[]
  /** Cases and licences whose first message is here or comes with it; left out of what was asked for from here. */
  readonly begun?: ReadonlySet<string>
}

/**
 * Whether an agreement covers it, and of a case already handed over whether these two regions share it. What comes ahead of
 * the application it belongs to is kept until that has come, where cases come from there at all: a case of the sender's own
 * number is its to tell of. That a licence is offered no longer is kept only where the offer is here.
 */
export async function refusalUnder(message: Message, standing: Standing): Promise<RefusalCode | null> {
  const { agreements, partner, own, now, shared, begun } = standing
  const row = shared.find(({ caseNumber }) => caseNumber === message.subject)
  const handover: HandedOver | null = row === undefined ? null : row
  const told = await mayTellUnder(message, { agreements, partner, own, now, handover })
  if (told.ok) return null
  if (told.failure !== 'unknownCase') return 'noAgreement'
  // The answer to an offer that was forgotten here: it was asked for, and is held against the offer when it is applied.
  if (message.type === 'licence.transfer-taken' && begun === undefined) return null
  if (message.seq === 1) return 'notShared'
  const isBegun = begun === undefined || begun.has(message.subject)
  if (message.type === 'licence.transfer-withdrawn') return isBegun ? null : 'notShared'
  if (receivingRegionOf(message.subject) !== partner) return 'notShared'
  return isBegun || handsOver(agreements, partner, own) ? null : 'notShared'
}

/** Whether by any agreement cases come from there at all: only then one of which nothing is here may be on its way. */
const handsOver = (agreements: readonly Version[], partner: RegionCode, own: RegionCode): boolean =>
  toldRoutes(agreements).some(({ receivedBy, handledBy }) => receivedBy === partner && handledBy === own)

/** What one statement may hold: a bound value has a limit, and a message by itself stays below it. */
const ROWS_BYTES = 1_000_000

export type ToStore = { readonly arrived: Arrived; readonly body: string }

/** Rows for the batch; one that somebody has stored meanwhile fails it. */
export function insertStatements(
  toStore: readonly ToStore[],
  {
    partner,
    direction,
    state,
    now,
    delivery,
  }: {
    readonly partner: RegionCode
    readonly direction: 'in' | 'out'
    readonly state: 'waiting' | 'stored'
    readonly now: number
    readonly delivery: string | null
  },
): readonly Statement[] {
  const doneAt = state === 'stored' ? now : null
  const sized = toStore.map(({ arrived: { message, digest }, body }) => ({
    bytes: body.length,
    row: {
      id: message.id,
      case: message.subject,
      seq: message.seq,
      type: message.type,
      at: Date.parse(message.time),
      digest,
      body,
      state,
      doneAt,
    },
  }))
  return batchesOf(sized, { messages: sized.length, bytes: ROWS_BYTES }).map((batch) =>
    insertMessages({ partner, direction, now, delivery, rows: JSON.stringify(batch.map(({ row }) => row)) }),
  )
}
