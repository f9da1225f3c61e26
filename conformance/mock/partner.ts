/**
 * A partner region in memory that speaks CX/1: for trying a region against, with faults on the way, and for proving the
 * conformance suite, with one breaker for each clause (`isBroken('CX-26')`: what that clause asks for is not done).
 * It decides every case at once and grants it; nothing of it is a region that people could use.
 */
import { canonical, contentDigest } from '../wire/canonical.ts'
import { type Delivery, type Disposition, signerOf } from '../wire/envelope.ts'
import { serve } from '../wire/http.ts'
import { type HeldKey, makeKey, type PublicKey, publicOf, published } from '../wire/keys.ts'
import {
  type Answered,
  type Asked,
  answerComponentsOf,
  baseOf,
  findSignature,
  inputOf,
  parametersAt,
  signatureFields,
  verifies,
} from '../wire/signature.ts'
import { countersigned } from './agreements.ts'
import { authenticate } from './authenticate.ts'
import { type CaseFile, openCases } from './cases.ts'
import { deliveryFault } from './delivery-fault.ts'
import type { Happens } from './faults.ts'
import { dispose, receiptFor } from './inbox.ts'
import { Outgoing } from './outgoing.ts'
import { problem, type Refusal, refusal } from './problem.ts'
import { strictJson } from './strict-json.ts'

/** The region on the other side, as it was registered here. */
export type Known = {
  readonly region: string
  readonly baseUrl: string
  readonly keys: readonly PublicKey[]
}

/** What the two have agreed on. */
export type Agreed = {
  /** `<id>@<version>`. */
  readonly agreement: string
  readonly route: string
  readonly items: readonly string[]
  /** The other side's office that is competent for its cases. */
  readonly office: string
}

export type Partner = {
  readonly region: string
  readonly baseUrl: string
  readonly keys: readonly HeldKey[]
  readonly other: () => Known | undefined
  readonly agreed: Agreed
  readonly isBroken: (clause: string) => boolean
  readonly happens: Happens
  readonly now: () => number
  readonly nonces: Map<string, number>
  readonly cases: Map<string, CaseFile>
  /** Digest by id of every message it has stored. */
  readonly inbox: Map<string, string>
  /** Ids it has refused. */
  readonly turnedAway: Set<string>
  /** A case that exists here and is no business of the other's. */
  readonly foreignCase: string
  readonly outgoing: Outgoing
  /** What has come, as it came. */
  readonly came: Came[]
}

/** A delivery that has come: whether its signature held, and what was in it. */
export type Came = {
  readonly at: number
  readonly isGenuine: boolean
  readonly nonce: string | undefined
  readonly delivery: Delivery
}

export type PartnerOptions = Pick<Partner, 'region' | 'keys' | 'other' | 'agreed' | 'happens'> & {
  readonly isBroken?: Partner['isBroken']
  readonly foreignCase?: string
  /** A case it is sent is decided at once, and what became of it is told. */
  readonly decides: boolean
  readonly retryMs: number
  readonly port?: number
  /** Looks at signatures and writes down whether they hold, but takes what has come in any case. */
  readonly lenient?: boolean
  /** Before anything is done with a delivery that has come: an answer to give instead. */
  readonly before?: (delivery: Delivery) => Answered | null | undefined
}

const LIMITS = { messagesPerDelivery: 50, verdictsPerDelivery: 50, bodyBytes: 262_144 }
const HOUR_MS = 3_600_000

export async function startPartner(options: PartnerOptions) {
  const isBroken = options.isBroken ?? (() => false)
  const now = () => Date.now() + (options.happens('skewed-clock') ? HOUR_MS : 0)
  const served = await serve((asked) => answer(asked), options.port)
  const baseUrl = `${served.origin}/exchange`
  const { region, keys, other, agreed, happens } = options
  const outgoing = new Outgoing({ region, keys, other, isBroken, now, happens, retryMs: options.retryMs })
  const partner: Partner = {
    region,
    baseUrl,
    keys,
    other,
    agreed,
    isBroken,
    happens,
    now,
    nonces: new Map(),
    cases: new Map(),
    inbox: new Map(),
    turnedAway: new Set(),
    foreignCase: options.foreignCase ?? '',
    outgoing,
    came: [],
  }
  const cases = openCases(partner, options.decides)

  async function answer(asked: Asked): Promise<Answered | null> {
    const path = asked.url.slice('/exchange'.length).replace(/\?.*$/, '')
    if (path === '/.well-known/cx') return json(discovery(partner))
    if (path === '/cx/1/keys') return json({ keys: publishedOf(partner) })
    if (!path.startsWith('/cx/1/')) return otherVersion(isBroken('CX-08'))
    if (happens('drop-request')) return null
    if (happens('delay')) await new Promise((resolve) => setTimeout(resolve, 1000))
    if (happens('server-error')) return problem({ ...refusal(503, 'unavailable', '暂时不可用。Not now.') })
    if (happens('too-many'))
      return problem({
        ...refusal(429, 'tooManyRequests', '请求过多。Too many.'),
        headers: { 'retry-after': '1' },
      })
    const answered = await handled(asked, path)
    return happens('drop-answer') ? null : answered
  }

  async function handled(asked: Asked, path: string): Promise<Answered | null> {
    if (options.lenient === true) return lenient(asked, path)
    if (asked.body.length > LIMITS.bodyBytes && !isBroken('CX-28'))
      return refused(partner, refusal(413, 'bodyTooLarge', '正文过大。The body is too large.'))
    const caller = authenticate(asked, partner)
    if ('status' in caller) return refused(partner, caller)
    if (asked.method === 'POST' && asked.headers['content-type'] !== 'application/json' && !isBroken('CX-27'))
      return refused(partner, refusal(415, 'notJson', '应为 application/json。Send application/json.'))
    const done = path === '/cx/1/messages' ? delivered(asked) : elsewhere(asked, path)
    return 'status' in done ? refused(partner, done) : signed(asked, done.body)
  }

  /** What was refused in a real region is written down and taken all the same. */
  function lenient(asked: Asked, path: string): Answered | null {
    const found = findSignature(asked.headers, 'cx')
    const key = other()?.keys.find(({ kid }) => kid === found?.parameters.keyid)
    const told = { ...asked, url: `${baseUrl}${asked.url.slice('/exchange'.length)}` }
    const isGenuine = found !== undefined && key !== undefined && verifies(found, key, told)
    const isWhole = asked.headers['content-digest'] === contentDigest(asked.body)
    if (path !== '/cx/1/messages') {
      const done = elsewhere(asked, path)
      return 'status' in done ? refused(partner, done) : signed(asked, done.body)
    }
    const delivery: Delivery = JSON.parse(Buffer.from(asked.body).toString())
    const isListed = asked.headers['cx-manifest'] === contentDigest(canonical(delivery.manifest))
    const instead = options.before?.(delivery)
    partner.came.push({
      at: now(),
      isGenuine: isGenuine && isWhole && isListed,
      nonce: found?.parameters.nonce,
      delivery,
    })
    return instead === undefined ? signed(asked, stored(delivery, asked)) : instead
  }

  function delivered(asked: Asked): { readonly body: unknown } | Refusal {
    const read = strictJson(asked.body, isBroken('CX-29'))
    if (read === undefined) return refusal(400, 'notJson', '不是严格的 JSON。Not strict JSON.')
    const fault = deliveryFault(asked, read, isBroken)
    return fault ?? { body: stored(asDelivery(read), asked) }
  }

  function stored(delivery: Delivery, { headers }: Asked) {
    const dispositions: Disposition[] = dispose(delivery, partner)
    cases.take(delivery, dispositions)
    return {
      receipt: receiptFor(delivery, dispositions, headers['idempotency-key'], partner),
      dispositions: told(dispositions),
    }
  }

  const told = (dispositions: readonly Disposition[]) =>
    isBroken('CX-37') ? dispositions.toReversed() : dispositions

  function elsewhere(asked: Asked, path: string): { readonly body: unknown } | Refusal {
    if (path === '/cx/1/agreements') return countersigned(asked, partner)
    if (path === '/cx/1/echo')
      return {
        body: { region, serverTime: now(), keyId: findSignature(asked.headers, 'cx')?.parameters.keyid },
      }
    return cases.read(path, new URL(asked.url, baseUrl).searchParams)
  }

  /** A 200, signed so that it belongs to this request (§3). */
  function signed(asked: Asked, content: unknown): Answered {
    const body = Buffer.from(JSON.stringify(content))
    const isWrongDigest = isBroken('CX-32') || happens('wrong-digest')
    const headers = {
      'content-type': 'application/json',
      'content-digest': contentDigest(isWrongDigest ? `${body} ` : body),
    }
    const answered = { status: 200, headers, body }
    if (isBroken('CX-30')) return answered
    const key = happens('wrong-signature') ? makeKey('sign', 0) : signerOf(keys, now())
    const bound = { ...asked, url: `${baseUrl}${asked.url.slice('/exchange'.length)}` }
    const components = answerComponentsOf(headers, asked).filter(
      (each) => !(isBroken('CX-31') && each.endsWith(';req')),
    )
    const input = inputOf(components, { ...parametersAt(now(), key), nonce: undefined })
    const base = baseOf(input, bound, answered)
    if (base === undefined) throw new Error('a component has no value')
    return { ...answered, headers: { ...headers, ...signatureFields(base, input, key, 'cxr') } }
  }

  return {
    partner,
    baseUrl,
    cases,
    close: async () => {
      outgoing.stop()
      await served.close()
    },
  }
}

export type StartedPartner = Awaited<ReturnType<typeof startPartner>>

/** Guarantee: `deliveryFault` found none. */
const asDelivery = (read: unknown) => read as Delivery

function json(content: unknown): Answered {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(content)),
  }
}

function refused({ isBroken }: Partner, found: Refusal): Answered {
  const answered = problem(found)
  return isBroken('CX-33') ? { ...answered, headers: { 'content-type': 'text/html' } } : answered
}

function otherVersion(isBroken: boolean): Answered {
  const found = {
    ...refusal(400, 'versionNotSupported', '不支持该协议版本。This version is not spoken.'),
    more: { supported: ['1'] },
  }
  return isBroken ? { ...problem(found), status: 500 } : problem(found)
}

const clockOf = ({ isBroken, now }: Partner) => (isBroken('CX-03') ? now() + HOUR_MS : now())

function discovery(partner: Partner) {
  const { isBroken, region, baseUrl } = partner
  return {
    ...(isBroken('CX-01') ? {} : { region }),
    name: { zh: '模拟地区', en: 'Mock region' },
    demonstration: true,
    versions: isBroken('CX-02') ? ['2'] : ['1'],
    suites: [{ name: 'intl-1', state: 'supported' }],
    limits: isBroken('CX-04') ? {} : LIMITS,
    calendar: 'mock-2026',
    baseUrl,
    keysUrl: `${baseUrl}/cx/1/keys`,
    now: clockOf(partner),
  }
}

function publishedOf({ keys, isBroken }: Partner): readonly object[] {
  return keys.map((key) => {
    const shown = published(key)
    if (isBroken('CX-05') && key.use === 'open') return { ...shown, kid: 'key-1' }
    if (isBroken('CX-06')) return { ...shown, jwk: key.jwk }
    if (isBroken('CX-07') && key.use === 'open') return { ...shown, until: key.from }
    return { ...shown, jwk: publicOf(key.jwk) }
  })
}
