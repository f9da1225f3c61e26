import {
  type ExchangeKeys,
  type PartnerKey,
  type SigningKey,
  toldKeysSchema,
  wrongKeyIds,
} from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result, redact } from '@tongban/kernel'
import {
  allPartners,
  type ExchangeActRow,
  keepKeysTold,
  keysToldTo,
  type PartnerRow,
  partnerByRegion,
  type Statement,
  setPartnerKeys,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import type { PartnerAnswer } from '../exchange/ask-partner.ts'
import { actsOf, recordAct } from './act.ts'
import { askAbout } from './ask.ts'
import { onceOf, type SignedOnce } from './once.ts'
import { asJson, keysText, keysToKeep, type Partner, partnerOf, storedKeys } from './partner.ts'
import { NO_EXCHANGE, partnerIs } from './refusals.ts'
import { type PartnerView, partnerView } from './view.ts'
import { CONFIRMERS, mustHold } from './who.ts'

/**
 * Two regions tell each other their keys in one request and its answer, both signed by a key that is pinned already: trust
 * once given by comparing fingerprints goes on from key to key. Old and new ones overlap; a key that is not told any more
 * ends at once; one that was revoked here stays so.
 */
export const swappedKeysSchema = z.strictObject({ keys: toldKeysSchema })
export type SwappedKeys = z.output<typeof swappedKeysSchema>

/** Asked for by an official, of one partner; `notReached`: its keys stay as they are, and it is asked again by cron. */
export type SwapView = { readonly state: 'swapped' | 'notReached'; readonly partner: PartnerView }

export async function swapKeysWith(ctx: Context, region: string): Promise<Result<SwapView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  const { state: before } = partnerOf(row)
  if (before !== 'active') return fail(partnerIs(region, before))
  const after = await swap(ctx, row, acts)
  const state = after === null ? 'notReached' : 'swapped'
  return ok({ state, partner: partnerView(after ?? row, acts) })
}

/**
 * By cron, with every partner. Answers how many had other keys than before. What goes wrong with one is no matter of the
 * others, and one whose keys cannot be read is a matter for people.
 */
export async function swapAllKeys(ctx: Context): Promise<number> {
  const [rows] = await ctx.database.read([allPartners({})])
  let changed = 0
  const queue = rows.filter(({ state }) => state === 'active')
  const lanes = Array.from({ length: SWAPPED_AT_ONCE }, async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      try {
        if (await hasOtherKeys(ctx, row)) changed += 1
      } catch (error) {
        const reason = error instanceof Error ? redact(error.message) : 'unknown error'
        ctx.log('partnerKeysNotTold', { partner: row.region, reason })
      }
    }
  })
  await Promise.all(lanes)
  return changed
}
/** Whoever does not answer holds up two others at most. */
const SWAPPED_AT_ONCE = 3

/** At once, with a partner that has just shown that it does not know the newest key of this region, or none of them. */
export async function swapKeysAgain(ctx: Context, region: string): Promise<void> {
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row !== undefined && partnerOf(row).state === 'active') await swap(ctx, row, acts)
}

async function hasOtherKeys(ctx: Context, row: PartnerRow): Promise<boolean> {
  const { region } = row
  if (storedKeys(row.keys) === null) {
    const facts = { bytes: row.keys.length }
    await ctx.database.write([
      raiseAlarm({ kind: 'keysUnreadable', partner: region, subject: region, facts }, ctx.clock.now()),
    ])
    return false
  }
  const [acts] = await ctx.database.read([actsOf(`partner/${region}`)])
  const after = await swap(ctx, row, acts)
  return after !== null && after.keys !== row.keys
}

/** What a partner tells by itself, each request once; answered with the keys of this region. */
export async function takeKeys(
  ctx: Context,
  signed: SignedOnce,
  told: SwappedKeys,
): Promise<Result<SwappedKeys, Failure>> {
  const { actor, exchange } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  if (exchange === null) return fail(NO_EXCHANGE)
  const region = actor.subject
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row === undefined || partnerOf(row).state !== 'active')
    return fail({ code: 'notFound', what: 'partner' })
  if ((await wrongKeyIds(told.keys)).length > 0) return fail({ code: 'invalidInput', errors: [WRONG_KID] })
  const after = await keep(ctx, row, acts, told.keys, [onceOf(region, signed)])
  if (after === 'replayed')
    return fail({ code: 'signatureRefused', reason: 'replayed', serverTime: ctx.clock.now() })
  if (after === 'tooMany') return fail({ code: 'invalidInput', errors: [TOO_MANY] })
  return after === 'beaten' ? fail({ code: 'stillRunning' }) : ok({ keys: toTell(ctx, exchange) })
}

/** Only those that have not ended: what is not told has ended for whoever hears it. */
const toTell = ({ clock }: Pick<Context, 'clock'>, { published }: Pick<ExchangeKeys, 'published'>) =>
  published.filter(({ until }) => until === null || until * 1000 > clock.now())

const TOO_MANY = {
  pointer: '/keys',
  zh: '登记的密钥过多。请只告知现用的密钥；确需更多的，请与本地区管理员联系。',
  en: 'Too many keys would be kept. Tell those in use only; where more are needed, ask the administrator of this region.',
}

const WRONG_KID = {
  pointer: '/keys',
  zh: '有密钥编号不是该公钥的指纹（RFC 7638）。',
  en: 'A key id is not the thumbprint of its key (RFC 7638).',
}

async function swap(
  ctx: Context,
  row: PartnerRow,
  acts: readonly ExchangeActRow[],
): Promise<PartnerRow | null> {
  const partner = partnerOf(row)
  if (ctx.exchange === null) return null
  const asked = await tellKeys(ctx, partner, ctx.exchange)
  const told = asked.state === 'answered' ? swappedKeysSchema.safeParse(asked.json) : undefined
  if (told?.success !== true || (await wrongKeyIds(told.data.keys)).length > 0) {
    const reason = asked.state === 'refused' ? asked.refusal.reason : 'not a list of keys'
    ctx.log('partnerKeysNotTold', { partner: partner.region, reason })
    return null
  }
  const keys = JSON.stringify(toTell(ctx, ctx.exchange).map(({ kid }) => kid))
  await ctx.database.write([keepKeysTold({ partner: partner.region, keys, now: ctx.clock.now() })])
  const after = await keep(ctx, row, acts, told.data.keys, [])
  if (after === 'tooMany')
    ctx.log('partnerKeysNotTold', { partner: partner.region, reason: 'more keys than are kept' })
  return typeof after === 'string' ? null : after
}

/**
 * Under the newest key; to a partner that was away when that one was announced, under one before it that still counts, or
 * under one that is held for it although it has ended.
 */
async function tellKeys(
  ctx: Context,
  partner: Partner,
  exchange: Pick<ExchangeKeys, 'published' | 'signers' | 'ended'>,
): Promise<PartnerAnswer> {
  const now = Math.floor(ctx.clock.now() / 1000)
  const inForce = exchange.signers(now)
  const tell = (signer?: SigningKey) =>
    askAbout(ctx, partner, {
      path: '/cx/1/keys',
      body: { keys: toTell(ctx, exchange) },
      idempotencyKey: `keys-${ctx.ids.uuid()}`,
      ...(signer === undefined ? {} : { signer }),
    })
  const [newest, ...older] = inForce
  let answer = await tell(newest)
  const isUnknown = () => answer.state !== 'answered' && answer.refusal.reason.startsWith('status 401')
  for (const signer of older) {
    if (!isUnknown()) return answer
    answer = await tell(signer)
  }
  if (!isUnknown()) return answer
  for (const signer of await heldFor(ctx, partner, exchange, now)) {
    answer = await tell(signer)
    if (!isUnknown()) return answer
  }
  return answer
}

/**
 * A key that has ended is held for a partner that was away for the whole overlap, as long as it has taken none that came
 * after it: it signs the telling of the new ones and nothing else. One that is to count no more at once is taken out of the
 * ring, and is not held.
 */
export const KEYS_HELD_SECONDS = 90 * 86_400

/** Whether there is any that has ended and may be held for somebody. */
export function holdsKeys({ exchange, clock }: Pick<Context, 'exchange' | 'clock'>): boolean {
  const now = Math.floor(clock.now() / 1000)
  return exchange !== null && exchange.ended(now - KEYS_HELD_SECONDS, now).length > 0
}

async function heldFor(
  { database }: Pick<Context, 'database'>,
  { region }: Pick<Partner, 'region'>,
  exchange: Pick<ExchangeKeys, 'signers' | 'ended'>,
  now: number,
): Promise<readonly SigningKey[]> {
  const [taken] = await database.read([keysToldTo({ partner: region })])
  const knows = new Set(taken.map(({ keyId }) => keyId))
  return exchange.signers(now).some(({ kid }) => knows.has(kid))
    ? []
    : exchange.ended(now - KEYS_HELD_SECONDS, now)
}

/**
 * The row with the keys as they are now. `beaten`: somebody else changed it at the same time; `also`: what else is written
 * with them, or alone where they are the same. What is no longer kept stands in the act, so that what was signed with it
 * can still be shown.
 */
async function keep(
  ctx: Context,
  row: PartnerRow,
  acts: readonly ExchangeActRow[],
  told: readonly PartnerKey[],
  also: readonly Statement[],
): Promise<PartnerRow | 'beaten' | 'replayed' | 'tooMany'> {
  const { keys: pinned } = partnerOf(row)
  const updatedAt = ctx.clock.now()
  const now = Math.floor(updatedAt / 1000)
  const merged = mergeKeys(pinned, told, now)
  const keys = keysToKeep(merged, now)
  if (keys === null) return 'tooMany'
  const text = keysText(keys)
  const isSame = text === row.keys
  if (isSame && also.length === 0) return row
  const dropped = merged.filter((key) => !keys.includes(key))
  const changes = async () => [
    await recordAct(ctx, `partner/${row.region}`, acts, 'keysTold', {
      added: keys.filter(({ kid }) => !pinned.some((key) => key.kid === kid)).map(({ kid }) => kid),
      ended: endedIn(pinned, keys),
      ...(dropped.length === 0 ? {} : { dropped: asJson(dropped) }),
    }),
    setPartnerKeys({ region: row.region, keys: text, updatedAt }),
  ]
  const written = await ctx.database.write([...also, ...(isSame ? [] : await changes())])
  if (written.ok) return isSame ? row : { ...row, keys: text, updatedAt }
  return written.failure.table === 'exchange_nonces' ? 'replayed' : 'beaten'
}

const endedIn = (before: readonly PartnerKey[], after: readonly PartnerKey[]): string[] =>
  before
    .filter(({ kid, until }) => after.some((key) => key.kid === kid && key.until !== until))
    .map(({ kid }) => kid)

/**
 * What is pinned stays, with the end the partner gives it; what is not told any more ends now; what is new is added; of two
 * times of revocation the earlier counts. `now` in epoch seconds.
 */
export function mergeKeys(
  pinned: readonly PartnerKey[],
  told: readonly PartnerKey[],
  now: number,
): readonly PartnerKey[] {
  const kept = pinned.map((key): PartnerKey => {
    const again = told.find(({ kid }) => kid === key.kid)
    if (again === undefined) return { ...key, until: earlier(key.until, now) }
    return { ...key, until: again.until, revokedAt: earlier(key.revokedAt, again.revokedAt) }
  })
  const known = new Set(pinned.map(({ kid }) => kid))
  return [...kept, ...told.filter(({ kid }) => !known.has(kid))]
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)
