import { env } from 'cloudflare:workers'
import {
  type Asker,
  hashCode,
  makeShard,
  openIssuerKeys,
  signAsker,
  signStatusToken,
} from '@tongban/licences'
import { insertAgreement, insertPartner, partnerByRegion } from '@tongban/store'
import { vi } from 'vitest'
import * as z from 'zod'
import { anAgreement, anItem } from '../packages/exchange/src/agreement.fixture.ts'
import { agreementDigest, agreementText } from '../packages/exchange/src/agreement.ts'
import { clockContext } from './context.ts'

/** The partner region of a workerd test and its status lists, whose keys the tests have: what it answers, and what it was asked. */
export const PARTNER = '500112'
export const PARTNER_STATUS = 'http://partner.test/licences/status'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const { TEST_PARTNER_KEYS } = z.object({ TEST_PARTNER_KEYS: z.string() }).parse(env)
const opened = await openIssuerKeys(TEST_PARTNER_KEYS, 'development', random)
if (!opened.ok) throw new Error(opened.failure.reason)
const keys = opened.value
const seconds = () => Math.floor(Date.now() / 1000)

/** A list as the partner signs it now; `ended` are the places of licences that have ended. */
export async function partnerList(
  name: string,
  ended: readonly number[] = [],
  use: 'status' | 'licence' = 'status',
) {
  const [signer] = keys.signersOf(use, seconds())
  if (signer === undefined) throw new Error('no key')
  const [uri, iat] = [`${PARTNER_STATUS}/${name}`, seconds()]
  const bits = makeShard(ended.map((index) => ({ index, value: 1 })))
  return signStatusToken({ uri, iat, exp: iat + 86_400, ttl: 60, bits }, signer)
}

/** What the partner says of whom it redeems a code of this region for. */
export async function partnerSays(code: string, asker: Asker, use: 'bundle' | 'status' = 'bundle') {
  const [signer] = keys.signersOf(use, seconds())
  if (signer === undefined) throw new Error('no key')
  const [iss, aud] = ['http://partner.test/licences', 'http://region.test/licences']
  return signAsker({ iss, aud, iat: seconds(), code: await hashCode(code), asker }, signer)
}

export const sentList = (token: string) =>
  new Response(token, { headers: { 'Content-Type': 'application/statuslist+jwt' } })

type Answering = (path: string) => Promise<Response> | Response
/** What the partner answers from now on, by the path below its address for lists; all else goes where it went before. */
export function partnerAnswers(answer: Answering): readonly string[] {
  const asked: string[] = []
  const before = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.startsWith('http://partner.test')) return before(input, init)
    asked.push(url)
    return answer(url.slice(PARTNER_STATUS.length))
  })
  return asked
}

/** Its lists as they are, each named. */
export const publishing =
  (lists: Readonly<Record<string, string>>): Answering =>
  (path) => {
    if (path === '')
      return Response.json({ status_lists: Object.keys(lists).map((name) => `${PARTNER_STATUS}/${name}`) })
    const token = lists[path.slice(1)]
    return token === undefined ? new Response(null, { status: 404 }) : sentList(token)
  }

type Days = { readonly validUntil?: string; readonly endedOn?: string; readonly effectiveAt?: number | null }
/** An agreement with it, in force unless told otherwise, once. */
export async function agreedWithPartner(days: Days = {}, version = 1): Promise<void> {
  const { database } = await clockContext()
  const at = Date.UTC(2026, 0, 5)
  const partner = insertPartner({
    region: PARTNER,
    nameZh: '渝北',
    nameEn: 'Yubei',
    baseUrl: 'http://partner.test/exchange',
    keys: '[]',
    state: 'active',
    failures: 0,
    openUntil: null,
    clockOffsetMs: 0,
    updatedAt: at,
    change: null,
    changeBy: null,
    suspendedBy: null,
    probeBy: null,
    lastHeardAt: null,
  })
  const id = 'lists-of-partner'
  const [theirs, ours] = anAgreement().parties
  const agreed = anAgreement({
    id,
    items: [anItem({ handledBy: PARTNER })],
    parties: [{ ...theirs, region: PARTNER }, ours],
  })
  const document = agreementText(agreed)
  const agreement = insertAgreement({
    id,
    version,
    partner: PARTNER,
    state: 'inForce',
    document,
    digest: await agreementDigest(document),
    ownSignature: null,
    partnerSignature: null,
    validFrom: '2026-01-05',
    validUntil: null,
    endedOn: null,
    closing: null,
    proposedAt: at,
    effectiveAt: at,
    updatedAt: at,
    pending: null,
    pendingBy: null,
    untold: null,
    attempts: 0,
    nextAt: null,
    lastReason: null,
    ...days,
  })
  const [known] = await database.read([partnerByRegion({ region: PARTNER })])
  const written = await database.write(known.length === 0 ? [partner, agreement] : [agreement])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}
