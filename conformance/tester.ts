/**
 * The suite as a partner region: it has an identity, an agreement for one item, and an address of its own at which it
 * is sent what the region under test has to tell. Every request can be made wrong in one way and right in all others.
 */
import { randomInt, randomUUID } from 'node:crypto'
import { makeCaseNumber } from '@tongban/kernel'
import { NO_FAULTS } from './mock/faults.ts'
import { type Came, type Known, type StartedPartner, startPartner } from './mock/partner.ts'
import { asGroup, type End, type Exchanged, jsonOf, type Taken, takenOf } from './taken.ts'
import { must, NotTried } from './unmet.ts'
import { canonical, contentDigest, digestOf } from './wire/canonical.ts'
import {
  type Delivery,
  deliveryOf,
  type Envelope,
  manifestHeader,
  NOTHING_BEFORE,
  signedRequest,
  signerOf,
  type Wrong,
} from './wire/envelope.ts'
import { NoAnswer, send } from './wire/http.ts'
import { type HeldKey, holds, type PublicKey } from './wire/keys.ts'
import { seal } from './wire/seal.ts'
import type { Answered, Asked, Headers } from './wire/signature.ts'
import { readSet, type Verdict, verdictIn } from './wire/token.ts'

/** What an application for the agreed item looks like; `secret` is what may stand nowhere outside `sealed`. */
export type Sample = {
  readonly data: Readonly<Record<string, unknown>>
  readonly personal: unknown
  readonly secret: readonly string[]
}

export type Target = {
  readonly region: string
  readonly baseUrl: string
  /** Where it is reached, if that is another address than the one it is registered under. */
  readonly address?: string | undefined
  readonly agreement: string
  readonly route: string
  readonly itemCode: string
  readonly office: string
  /** A case of the region that the tester has no part in. */
  readonly foreignCase?: string | undefined
}

export type TesterOptions = {
  readonly region: string
  readonly keys: readonly HeldKey[]
  readonly port?: number | undefined
  readonly target: () => Target
  readonly sample: Sample
  /** How long it waits for what comes by itself. */
  readonly patienceMs: number
}

export type Ask = {
  readonly method?: string
  readonly body?: string | Uint8Array
  readonly wrong?: Wrong
  readonly key?: HeldKey
  readonly from?: string
  /** How far the clock that signs is off. */
  readonly offSeconds?: number
  /** After it was signed. */
  readonly change?: (asked: Asked) => Asked
}

const MOST_WAITS = 5

export class Tester {
  readonly options: TesterOptions
  #partner: StartedPartner | undefined
  /** Set by a scenario: answers a delivery in place of the listener. */
  before: ((delivery: Delivery) => Answered | null | undefined) | undefined
  #keys: readonly PublicKey[] | undefined

  constructor(options: TesterOptions) {
    this.options = options
  }

  get target(): Target {
    return this.options.target()
  }

  /** Begins to listen. */
  async open(): Promise<string> {
    const { region, keys, port = 0 } = this.options
    this.#partner = await startPartner({
      region,
      keys,
      port,
      other: () => this.#known(),
      agreed: { agreement: '', route: '', items: [], office: '' },
      happens: NO_FAULTS,
      decides: false,
      retryMs: 1000,
      lenient: true,
      before: (delivery) => this.before?.(delivery),
    })
    return this.#partner.baseUrl
  }

  /** Takes the keys of the region under test, which the listener holds what comes against. */
  async meet(): Promise<void> {
    this.#keys = await this.publishedKeys()
  }

  async close(): Promise<void> {
    await this.#partner?.close()
  }

  #known(): Known | undefined {
    return this.#keys === undefined ? undefined : { ...this.target, keys: this.#keys }
  }

  get came(): readonly Came[] {
    return this.#partner?.partner.came ?? []
  }

  /** Remembers messages as sent, so that the listener gives them back when it is asked for them. */
  remember(...messages: readonly Envelope[]): void {
    for (const message of messages) this.#partner?.cases.fileOf(message.subject).sent.push(message)
  }

  async publishedKeys(): Promise<readonly PublicKey[]> {
    const { keys } = asGroup(jsonOf(await this.get('/cx/1/keys')))
    return Array.isArray(keys) ? keys : []
  }

  get(path: string, headers: Headers = {}): Promise<Answered> {
    const url = `${this.target.baseUrl}${path}`
    return this.#patiently(() => this.send({ method: 'GET', url, headers, body: Buffer.alloc(0) }))
  }

  /** A signed request, and what it looked like. */
  async ask(path: string, { change = (asked) => asked, ...ask }: Ask = {}): Promise<Exchanged> {
    let asked: Asked | undefined
    const answered = await this.#patiently(() => {
      asked = change(this.signed(path, ask))
      return this.send(asked)
    })
    if (asked === undefined) throw new Error('nothing was asked')
    return { asked, answered }
  }

  /** As it is, to where the region is reached. */
  send(asked: Asked): Promise<Answered> {
    const { baseUrl, address = baseUrl } = this.target
    return send(asked, `${address}${asked.url.slice(baseUrl.length)}`)
  }

  signed(path: string, { method, body = '', wrong = {}, key, from, offSeconds = 0 }: Ask = {}): Asked {
    const { region, keys } = this.options
    const now = Date.now() + offSeconds * 1000
    const signing = {
      from: from ?? region,
      to: this.target.region,
      key: key ?? signerOf(keys, Date.now()),
      now,
    }
    const verb = method ?? (body.length === 0 ? 'GET' : 'POST')
    return signedRequest(verb, `${this.target.baseUrl}${path}`, body, signing, wrong)
  }

  /** Too many requests is no answer to what was tried: waits, and signs anew. */
  async #patiently(ask: () => Promise<Answered>): Promise<Answered> {
    for (let wait = 0; ; wait += 1) {
      const answered = await ask()
      if (answered.status !== 429 || wait === MOST_WAITS) return answered
      const seconds = Math.min(30, Number(answered.headers['retry-after'] ?? 1))
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }

  echo(ask: Ask = {}): Promise<Exchanged> {
    return this.ask('/cx/1/echo', { body: JSON.stringify({ say: 'echo' }), ...ask })
  }

  async deliver(
    messages: readonly Envelope[],
    ask: Ask & { readonly delivery?: Delivery } = {},
  ): Promise<Taken> {
    const delivery = ask.delivery ?? deliveryOf(messages)
    const wrong = { ...ask.wrong, headers: { ...manifestHeader(delivery), ...ask.wrong?.headers } }
    const { answered } = await this.ask('/cx/1/messages', { body: JSON.stringify(delivery), ...ask, wrong })
    return takenOf(answered)
  }

  newCase(region = this.options.region): string {
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    return makeCaseNumber(region, day, randomInt(1, 9_999_999))
  }

  /** The office's key, as the region publishes it. */
  officeKey(): PublicKey {
    const open = (this.#keys ?? []).filter(({ use }) => use === 'open')
    const key =
      open.find((each) => each.office === this.target.office && holds(each, Date.now() / 1000)) ??
      open.find((each) => each.office === '*' && holds(each, Date.now() / 1000)) ??
      open[0]
    if (key === undefined) throw new NotTried('the region publishes no key to seal to')
    return key
  }

  envelope(type: string, subject: string, seq: number, data: object, more: Partial<Envelope> = {}): Envelope {
    const { agreement, route, region } = this.target
    return {
      specversion: '1.0',
      id: randomUUID(),
      type,
      source: this.options.region,
      to: region,
      subject,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      seq,
      previous: NOTHING_BEFORE,
      agreement,
      route,
      data: { ...data },
      ...more,
    }
  }

  /** A sound application. */
  submitted(more: Partial<Envelope> = {}, cx?: string): Envelope {
    const { sample, region } = this.options
    const subject = more.subject ?? this.newCase()
    const data = {
      itemCode: this.target.itemCode,
      mode: 'online',
      receivedAt: Date.now() - 1000,
      transferredAt: Date.now(),
      path: [region],
      applicationDigest: digestOf(sample.personal),
      ...sample.data,
    }
    const sealed = seal(sample.personal, cx ?? `${subject}|case.submitted|1`, this.officeKey().jwk)
    return this.envelope('case.submitted', subject, 1, data, { sealed, ...more })
  }

  /** 催办, as the message after this one. */
  urged(after: Envelope, more: Partial<Envelope> = {}): Envelope {
    const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const previous = digestOf(after)
    return this.envelope(
      'case.urged',
      after.subject,
      after.seq + 1,
      { at: Date.now(), on },
      { previous, ...more },
    )
  }

  /** 撤回申请, as the message after this one. */
  withdrawn(after: Envelope): Envelope {
    return { ...this.urged(after), type: 'case.withdrawn' }
  }

  /** Waits until it is there; `undefined` when patience has run out. */
  async until<T>(find: () => T | undefined | Promise<T | undefined>, ms = this.options.patienceMs) {
    const end = Date.now() + ms
    for (;;) {
      const found = await find()
      if (found !== undefined || Date.now() > end) return found
      await new Promise((resolve) => setTimeout(resolve, Math.min(100, Math.max(5, ms / 50))))
    }
  }

  /** The second receipt of a message. */
  verdictOf(id: string, ms?: number): Promise<(Verdict & { readonly token: string }) | undefined> {
    return this.until(() => {
      for (const { delivery } of this.came)
        for (const token of delivery.verdicts) {
          const verdict = verdictIn(readSet(token)?.payload)
          if (verdict?.id === id) return { ...verdict, token }
        }
      return undefined
    }, ms)
  }

  toldAbout(subject: string): readonly Envelope[] {
    const told = this.came.flatMap(({ delivery }) => delivery.messages)
    const own = told.filter((message) => message.subject === subject)
    return [...new Map(own.map((message) => [message.id, message])).values()]
  }

  /** The last message of ours that the region counts in this case. */
  async ownHead(subject: string): Promise<End> {
    const { answered } = await this.ask(`/cx/1/cases/${subject}/head`)
    must(answered.status === 200, `the head of a shared case was answered ${answered.status}`)
    const { seq, digest } = asGroup(asGroup(asGroup(jsonOf(answered)).head)[this.options.region])
    return { seq: Number(seq), digest: String(digest) }
  }
}

export { asGroup, type Exchanged, jsonOf, type Taken } from './taken.ts'
export { must, NotTried, Unmet } from './unmet.ts'
export { canonical, contentDigest, digestOf, NoAnswer }
