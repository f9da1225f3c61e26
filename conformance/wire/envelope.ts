/** Messages of CX/1 as they are put together and looked at here. */
import { randomUUID } from 'node:crypto'
import { canonical, contentDigest, digestOf } from './canonical.ts'
import { type HeldKey, holds } from './keys.ts'
import {
  type Asked,
  baseOf,
  componentsOf,
  type Headers,
  inputOf,
  type Parameters,
  parametersAt,
  signatureFields,
} from './signature.ts'

export type Envelope = {
  readonly specversion: string
  readonly id: string
  readonly type: string
  readonly source: string
  readonly to: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: string
  readonly seq: number
  readonly previous: string
  readonly agreement: string
  readonly route: string
  readonly inreplyto?: string
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed?: string
}

export const NOTHING_BEFORE = '0'.repeat(64)

export type Delivery = {
  readonly manifest: readonly (readonly [string, string])[]
  readonly messages: readonly Envelope[]
  readonly verdicts: readonly string[]
}

export const deliveryOf = (messages: readonly Envelope[], verdicts: readonly string[] = []): Delivery => ({
  manifest: messages.map((message) => [message.id, digestOf(message)]),
  messages,
  verdicts,
})

export type Disposition = {
  readonly id: string
  readonly state: 'stored' | 'repeated' | 'refused'
  readonly code?: string
  readonly detail?: string
}

/** Who signs a request, when, and for whom. */
export type Signing = {
  readonly from: string
  readonly to: string
  readonly key: HeldKey
  readonly now: number
}

export type Wrong = {
  /** Instead of what belongs there. */
  readonly headers?: Headers
  readonly parameters?: Parameters
  readonly leaveOut?: readonly string[]
  readonly signedUrl?: string
}

/** A request, signed; `wrong` makes it otherwise than it should be. The signature is over what it then is. */
export function signedRequest(
  method: string,
  url: string,
  body: Uint8Array | string,
  { from, to, key, now }: Signing,
  { headers: other = {}, parameters = {}, leaveOut = [], signedUrl = url }: Wrong = {},
): Asked {
  const bytes = Buffer.from(body)
  const ofBody = {
    'content-type': 'application/json',
    'content-digest': contentDigest(bytes),
    'idempotency-key': randomUUID(),
  }
  const headers: Record<string, string> = {
    ...(bytes.length === 0 ? {} : ofBody),
    'cx-from': from,
    'cx-to': to,
    ...other,
  }
  const components = componentsOf(headers).filter((each) => !leaveOut.includes(each))
  const input = inputOf(components, { ...parametersAt(now, key), ...parameters })
  const asked = { method, url: signedUrl, headers, body: bytes }
  const base = baseOf(input, asked)
  if (base === undefined) throw new Error('a component has no value')
  return { method, url, headers: { ...headers, ...signatureFields(base, input, key, 'cx') }, body: bytes }
}

export const manifestHeader = (delivery: Delivery) => ({
  'cx-manifest': contentDigest(canonical(delivery.manifest)),
})

/** The signing key that is newest and in force. */
export function signerOf(keys: readonly HeldKey[], now: number): HeldKey {
  const able = keys.filter((key) => key.use === 'sign' && holds(key, now / 1000))
  const [key] = able.toSorted((one, other) => other.from - one.from)
  if (key === undefined) throw new Error('there is no signing key in force')
  return key
}
