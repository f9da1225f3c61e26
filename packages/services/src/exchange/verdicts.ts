import {
  checkReceipt,
  keptVerdict,
  type PartnerKey,
  type ReceiptFault,
  type Verdict,
  verdictReceipt,
} from '@tongban/exchange/wire'
import {
  dropFilesRefused,
  handoversTaken,
  type KnownRow,
  raiseRefused,
  type Statement,
  setVerdicts,
  type UntoldRow,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { reasonOf } from './applied.ts'
import { signerNow } from './keys.ts'
import { exchangeRegionOf } from './seal.ts'

/**
 * The second receipt 业务回执: of each message, that it was applied, or refused for good and why. Signed here, told with
 * the next delivery to its sender, and kept on both sides. Told again where the answer was lost: the first one stays.
 */
export type ToldVerdict = { readonly id: string; readonly digest: string; readonly verdict: string }

export function verdictsFor(
  ctx: Context,
  partner: string,
  rows: readonly UntoldRow[],
): Promise<readonly ToldVerdict[]> {
  const { exchange } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be told')
  const now = ctx.clock.now()
  const signer = signerNow(exchange, now)
  const from = exchangeRegionOf(ctx)
  return Promise.all(
    rows.map(async ({ id, digest, state, lastReason }) => {
      const said: Verdict =
        state === 'applied'
          ? { kind: 'accepted', id, digest }
          : { kind: 'refused', id, digest, ...reasonOf(lastReason) }
      const frame = { from, to: partner, jti: ctx.ids.uuid(), now }
      return { id, digest, verdict: await verdictReceipt(frame, said, signer) }
    }),
  )
}

/** That these were told. */
export const verdictsTold = (partner: string, told: readonly ToldVerdict[]): readonly Statement[] =>
  told.length === 0 ? [] : [setVerdicts({ partner, direction: 'in', verdicts: byId(told) })]

const byId = (verdicts: readonly (ToldVerdict & { readonly refusedFor?: string | null })[]): string =>
  JSON.stringify(
    Object.fromEntries(
      verdicts.map(({ id, digest, verdict, refusedFor: code }) => [id, { digest, verdict, code }]),
    ),
  )

/** What became of each verdict of a delivery, in its order. A key that is not known yet may be known the next time. */
export type VerdictDisposition = {
  readonly state: 'stored' | 'refused'
  readonly reason?: string
}
/** Why a verdict is told again; told for any other reason it would be refused again. */
const MAY_PASS: readonly string[] = ['key', 'ahead'] satisfies ReceiptFault['reason'][]

/** Of those that were told, those that need not be told again. A partner that says nothing of them has taken them all. */
export function verdictsDone(
  told: readonly ToldVerdict[],
  dispositions: readonly VerdictDisposition[] | undefined,
): {
  readonly done: readonly ToldVerdict[]
  readonly faulty: readonly { readonly id: string; readonly reason: string }[]
} {
  const faulty = told.flatMap(({ id }, at) => {
    const one = dispositions?.[at]
    return one?.state === 'refused' ? [{ id, reason: one.reason ?? 'refused' }] : []
  })
  const again = faulty.filter(({ reason }) => MAY_PASS.includes(reason)).map(({ id }) => id)
  return { done: told.filter(({ id }) => !again.includes(id)), faulty }
}

export type HeardVerdict = ToldVerdict & { readonly refusedFor: string | null }

/**
 * The request that brought them was signed for the time here; they bear the time there. One that was passed over for its
 * clock alone would be lost: its sender takes it for told.
 */
const CLOCKS_MAY_DIFFER_SECONDS = 86_400

/** Those that verify, and what its sender is told of each; one that does not verify is nobody's word. */
export async function verdictsHeard(
  ctx: Context,
  { partner, keys }: { readonly partner: string; readonly keys: readonly PartnerKey[] },
  tokens: readonly string[],
): Promise<{ readonly heard: readonly HeardVerdict[]; readonly verdicts: readonly VerdictDisposition[] }> {
  const check = {
    from: partner,
    to: exchangeRegionOf(ctx),
    keys,
    seenAt: ctx.clock.now(),
    aheadSeconds: CLOCKS_MAY_DIFFER_SECONDS,
  }
  const read = await Promise.all(tokens.map((token) => checkReceipt(token, check)))
  const verdicts = read.map((receipt): VerdictDisposition => {
    if (!receipt.ok) return { state: 'refused', reason: receipt.failure.reason }
    return receipt.value.said.kind === 'stored'
      ? { state: 'refused', reason: 'malformed' }
      : { state: 'stored' }
  })
  const heard = read.flatMap((receipt, at) => {
    if (!receipt.ok) {
      ctx.log('verdictRefused', { partner, reason: receipt.failure.reason })
      return []
    }
    const { said } = receipt.value
    if (said.kind === 'stored') return []
    const { id, digest } = said
    const refusedFor = said.kind === 'refused' ? said.code : null
    return [{ id, digest, verdict: tokens[at] ?? '', refusedFor }]
  })
  return { heard, verdicts }
}

/** The places verdicts speak of, as `knownMessages` asks for them; before it is known whether they verify. */
export const spokenOf = (tokens: readonly string[]) =>
  tokens.flatMap((token) => {
    const said = keptVerdict(token)
    return said === null ? [] : [{ id: said.id, case: '', seq: 0 }]
  })

/** Those about what was sent, by id and digest, and the first about each; any other says nothing, and is counted. */
export function verdictsThatCount(
  ctx: Context,
  partner: string,
  heard: readonly HeardVerdict[],
  sent: readonly KnownRow[],
): readonly HeardVerdict[] {
  const digests = new Map(sent.map(({ id, digest }) => [id, digest]))
  const first = new Map<string, HeardVerdict>()
  for (const each of heard)
    if (digests.get(each.id) === each.digest && !first.has(each.id)) first.set(each.id, each)
  const ignored = heard.length - first.size
  if (ignored > 0) ctx.log('verdictsIgnored', { partner, count: ignored })
  return [...first.values()]
}

/**
 * Kept beside what was sent; of what was refused people are told. The first verdict on a message stands: what follows from
 * it is written before it is, and only where there is none yet.
 */
export function verdictStatements(
  partner: string,
  heard: readonly HeardVerdict[],
  now: number,
): readonly Statement[] {
  if (heard.length === 0) return []
  const refused = heard.filter(({ refusedFor }) => refusedFor !== null)
  const applied = heard.filter(({ refusedFor }) => refusedFor === null)
  return [
    ...(applied.length === 0 ? [] : [handoversTaken({ partner, verdicts: byId(applied), at: now })]),
    ...(refused.length === 0
      ? []
      : [
          raiseRefused({ partner, verdicts: byId(refused), at: now }),
          // What such a message named is waited for by nobody.
          dropFilesRefused({ partner, verdicts: byId(refused), now }),
        ]),
    setVerdicts({ partner, direction: 'out', verdicts: byId(heard) }),
  ]
}
