import { makeCaseNumber } from '@tongban/kernel'
import {
  type AgreedItem,
  type Agreement,
  agreementDigest,
  agreementName,
  agreementText,
} from '../agreement.ts'
import type { Message, MessageType } from '../message.ts'
import { signAgreement } from '../wire/agreement-signature.ts'
import { bodyOf, digestOf, type Head, manifestDigestOf, NO_HEAD } from '../wire/digest.ts'
import { type ExchangeKeys, openExchangeKeys, type SigningKey } from '../wire/key-ring.ts'
import { storedReceipt, verdictReceipt } from '../wire/receipt.ts'
import { signRequest } from '../wire/request.ts'
import type { EvidenceBundle } from './bundle.ts'

/** A case of two regions with every proof of it, made as the two would make it; keys are made anew for each run. */
export const A = '510116'
export const B = '500112'
export const AT = Date.UTC(2026, 10, 23, 2)
export const CASE = makeCaseNumber(A, '2026-11-23', 1)
export const OTHER_CASE = makeCaseNumber(A, '2026-11-23', 2)
const SECOND = 1000

export async function makeRing(): Promise<string> {
  const made = async (use: 'sign' | 'open') => {
    const name = use === 'sign' ? 'Ed25519' : 'X25519'
    const pair = await crypto.subtle.generateKey(
      { name },
      true,
      use === 'sign' ? ['sign', 'verify'] : ['deriveBits'],
    )
    if (!('privateKey' in pair)) throw new Error('a pair of keys was asked for')
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
    if (jwk instanceof ArrayBuffer) throw new Error('a JSON key was asked for')
    const { kty, crv, x, d } = jwk
    const office = use === 'open' ? { office: '*' } : {}
    return { use, ...office, jwk: { kty, crv, x, d }, from: 0, until: null }
  }
  return JSON.stringify({ environment: 'development', keys: [await made('sign'), await made('open')] })
}

export async function openRing(secret: string): Promise<{ keys: ExchangeKeys; signer: SigningKey }> {
  const opened = await openExchangeKeys(secret, 'development')
  if (!opened.ok) throw new Error(opened.failure.reason)
  const signer = opened.value.signer(AT / SECOND)
  if (signer === null) throw new Error('no key signs')
  return { keys: opened.value, signer }
}

export type Side = Awaited<ReturnType<typeof openRing>>
export const sides = async (): Promise<Record<typeof A | typeof B, Side>> => ({
  [A]: await openRing(await makeRing()),
  [B]: await openRing(await makeRing()),
})

const item = (receivedBy: string, handledBy: string): AgreedItem => ({
  itemCode: 'elderly-allowance',
  receivedBy,
  handledBy,
  modes: ['online'],
  office: 'civil-affairs',
  from: '2026-01-01',
  until: null,
})

const text = (zh: string, en: string) => ({ zh, en })

export function agreementOf(both: Record<typeof A | typeof B, Side>): Agreement {
  const party = (region: typeof A | typeof B, name: { zh: string; en: string }) => ({
    region,
    name,
    baseUrl: `https://${region}.example/exchange`,
    keys: both[region].keys.published.filter(({ use }) => use === 'sign').map(({ kid }) => kid),
  })
  return {
    id: 'chuanyu',
    version: 1,
    parties: [party(B, text('渝北', 'Yubei')), party(A, text('双流', 'Shuangliu'))],
    items: [item(A, B)],
    duties: { receiving: text('收件', 'receive'), handling: text('办理', 'handle') },
    limits: { acceptAndPushWorkdays: 1, paperPostWorkdays: 2, recheckWorkdays: 1, resultPostWorkdays: 1 },
    noticeDays: 30,
    from: '2026-01-01',
    until: null,
    previous: null,
  }
}

const DEADLINE = {
  dueOn: '2026-11-30',
  step: 'decision',
  basis: { kind: 'promise', zh: '本地承诺', en: 'promised' },
  state: 'running',
  consumedWorkdays: 0,
  asOn: '2026-11-23',
  calendar: '2026-1',
  provisional: false,
} as const

const DATA = {
  'case.submitted': {
    itemCode: 'elderly-allowance',
    itemVersion: '1',
    situation: 'ownAccount',
    mode: 'online',
    channel: 'web',
    receivedAt: AT,
    transferredAt: AT,
    path: [A],
    applicationDigest: 'a'.repeat(64),
  },
  'case.accepted': { handlerReceivedAt: AT, acceptedAt: AT, acceptedOn: '2026-11-23', deadline: DEADLINE },
  'case.decided': {
    outcome: 'granted',
    decidedAt: AT,
    decidedOn: '2026-11-23',
    rules: null,
    automatic: false,
    reasonCodes: [],
    deadline: { ...DEADLINE, dueOn: null, state: 'none' },
  },
  'case.withdrawn': { on: '2026-11-23', at: AT },
} as const satisfies Partial<Record<MessageType, Message['data']>>

const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`

type Told = { readonly message: Message; readonly digest: string }

const FLOW = [
  { source: A, types: ['case.submitted'] },
  { source: B, types: ['case.accepted', 'case.decided'] },
  { source: A, types: ['case.withdrawn'] },
] as const

/** Three deliveries, one of them with two messages and one of another case beside it. */
export async function makeBundle(both: Record<typeof A | typeof B, Side>): Promise<EvidenceBundle> {
  const agreement = agreementOf(both)
  const document = agreementText(agreement)
  const digest = await agreementDigest(document)
  const heads: Record<string, Head> = { [A]: NO_HEAD, [B]: NO_HEAD }
  const messages: EvidenceBundle['messages'] = []
  const deliveries: EvidenceBundle['deliveries'] = []
  let count = 0
  for (const [step, { source, types }] of FLOW.entries()) {
    const to = source === A ? B : A
    const now = AT + step * SECOND
    const told: Told[] = []
    for (const type of types) {
      const head = heads[source] ?? NO_HEAD
      count += 1
      const message: Message = {
        specversion: '1.0',
        id: uuid(count),
        type,
        source,
        to,
        subject: CASE,
        time: new Date(now).toISOString(),
        datacontenttype: 'application/json',
        seq: head.seq + 1,
        previous: head.digest,
        agreement: agreementName(agreement),
        route: 'r1',
        data: DATA[type],
      }
      heads[source] = { seq: message.seq, digest: await digestOf(message) }
      told.push({ message, digest: await digestOf(message) })
    }
    const manifest: [string, string][] = told.map((each) => [each.message.id, each.digest])
    manifest.push([uuid(900 + step), 'f'.repeat(64)])
    const key = `delivery-${step}`
    const request = await signRequest(
      {
        method: 'POST',
        url: `https://${to}.example/exchange/cx/1/messages`,
        from: source,
        to,
        body: {
          content: '{}',
          type: 'application/json',
          idempotencyKey: key,
          manifestDigest: await manifestDigestOf(manifest),
        },
      },
      both[source].signer,
      { now, nonce: `nonce-of-delivery-${step}` },
    )
    const frame = { from: to, to: source, now }
    deliveries.push({
      id: key,
      source,
      to,
      base: request.base,
      signature: request.signature,
      keyId: request.keyId,
      manifest,
      receipt: await storedReceipt(
        { ...frame, jti: uuid(500 + step) },
        { delivery: key, messages: manifest },
        both[to].signer,
      ),
    })
    for (const { message, digest: its } of told) {
      messages.push({
        body: bodyOf(message),
        delivery: key,
        verdict: await verdictReceipt(
          { ...frame, jti: uuid(600 + count + message.seq) },
          message.type === 'case.withdrawn'
            ? {
                kind: 'refused',
                id: message.id,
                digest: its,
                code: 'alreadyDecided',
                zh: '已决定',
                en: 'decided',
              }
            : { kind: 'accepted', id: message.id, digest: its },
          both[to].signer,
        ),
      })
    }
  }
  const sign = (region: typeof A | typeof B) =>
    signAgreement(
      { act: 'sign', agreement: agreementName(agreement), digest, signer: region, at: AT / SECOND },
      both[region].signer,
    )
  return {
    format: 'cx-evidence-1',
    caseNumber: CASE,
    exportedBy: A,
    exportedAt: AT + 60 * SECOND,
    regions: [
      { region: A, name: text('双流', 'Shuangliu'), keys: [...both[A].keys.published] },
      { region: B, name: text('渝北', 'Yubei'), keys: [...both[B].keys.published] },
    ],
    agreements: [
      {
        id: agreement.id,
        version: agreement.version,
        document,
        signatures: [
          { region: A, token: await sign(A) },
          { region: B, token: await sign(B) },
        ],
      },
    ],
    messages,
    deliveries,
  }
}
