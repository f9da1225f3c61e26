/** What a partner sends: collected for a moment, signed, and sent again until it is answered 200. */
import { deliveryOf, type Envelope, manifestHeader, signedRequest, signerOf } from '../wire/envelope.ts'
import { NoAnswer, send } from '../wire/http.ts'
import { type HeldKey, makeKey } from '../wire/keys.ts'
import type { Happens } from './faults.ts'
import type { Known } from './partner.ts'

type Setting = {
  readonly region: string
  readonly keys: readonly HeldKey[]
  readonly other: () => Known | undefined
  readonly isBroken: (clause: string) => boolean
  readonly now: () => number
  readonly happens: Happens
  readonly retryMs: number
}

const MOST_ATTEMPTS = 50
const MOST_IN_ONE = 50

export class Outgoing {
  readonly #setting: Setting
  #messages: Envelope[] = []
  #verdicts: string[] = []
  #isDue = false
  #isStopped = false

  constructor(setting: Setting) {
    this.#setting = setting
  }

  tell(messages: readonly Envelope[], verdicts: readonly string[]): void {
    this.#messages.push(...messages)
    this.#verdicts.push(...verdicts)
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => this.#flush())
  }

  stop(): void {
    this.#isStopped = true
  }

  #flush(): void {
    this.#isDue = false
    while (this.#messages.length + this.#verdicts.length > 0) {
      const messages = this.#messages.splice(0, MOST_IN_ONE)
      const verdicts = this.#verdicts.splice(0, MOST_IN_ONE)
      void this.#deliver(messages, verdicts)
      if (this.#setting.happens('duplicate')) void this.#deliver(messages, verdicts)
    }
  }

  async #deliver(messages: readonly Envelope[], verdicts: readonly string[]): Promise<void> {
    const { isBroken, retryMs } = this.#setting
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && !this.#isStopped; attempt += 1) {
      if (await this.#isTaken(messages, verdicts)) return
      if (isBroken('CX-54')) return
      await new Promise((resolve) => setTimeout(resolve, Math.random() * retryMs * Math.min(attempt, 20)))
    }
  }

  async #isTaken(messages: readonly Envelope[], verdicts: readonly string[]): Promise<boolean> {
    const { region, keys, other, isBroken, now } = this.#setting
    const known = other()
    if (known === undefined) return false
    const delivery = deliveryOf(messages, verdicts)
    const signing = {
      from: region,
      to: known.region,
      key: isBroken('CX-55') ? makeKey('sign', 0) : signerOf(keys, now()),
      now: now(),
    }
    const url = `${known.baseUrl}/cx/1/messages`
    const headers = manifestHeader(delivery)
    try {
      const { status } = await send(
        signedRequest('POST', url, JSON.stringify(delivery), signing, { headers }),
      )
      return status === 200
    } catch (thrown) {
      if (thrown instanceof NoAnswer) return false
      throw thrown
    }
  }
}
