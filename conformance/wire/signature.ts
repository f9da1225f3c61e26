/** HTTP Message Signatures (RFC 9421) as CX/1 uses them, with every part open to being made wrong. */
import { randomBytes, sign, verify } from 'node:crypto'
import { type HeldKey, type PublicKey, privateKeyOf, publicKeyOf, thumbprintOf } from './keys.ts'

export type Headers = Readonly<Record<string, string>>

/** Names of header fields are in lower case. */
export type Asked = {
  readonly method: string
  /** The whole address, as it is signed. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}
export type Answered = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array }

/** `"@method"`, `"signature";key="cx";req` …, as they stand in Signature-Input. */
export type Component = string

export const REQUEST_COMPONENTS: readonly Component[] = [
  '"@method"',
  '"@target-uri"',
  '"content-digest"',
  '"content-type"',
  '"idempotency-key"',
  '"cx-from"',
  '"cx-to"',
  '"cx-manifest"',
  '"cx-version"',
  '"cx-suite"',
  '"if-none-match"',
]

export const ANSWER_COMPONENTS: readonly Component[] = [
  '"@status"',
  '"content-digest"',
  '"content-type"',
  '"@method";req',
  '"@target-uri";req',
  '"content-digest";req',
  '"idempotency-key";req',
  '"signature";key="cx";req',
]

export type Parameters = {
  readonly created?: number | undefined
  readonly expires?: number | undefined
  readonly nonce?: string | undefined
  readonly keyid?: string | undefined
  readonly alg?: string | undefined
  readonly tag?: string | undefined
}

export const VALID_SECONDS = 300

export const parametersAt = (now: number, key: HeldKey): Parameters => ({
  created: Math.floor(now / 1000),
  expires: Math.floor(now / 1000) + VALID_SECONDS,
  nonce: randomBytes(16).toString('base64url'),
  keyid: thumbprintOf(key.jwk),
  alg: 'ed25519',
  tag: 'cx-1',
})

/** Which components a request of this kind has: a body has a type, a delivery has a manifest. */
export const componentsOf = (headers: Headers): readonly Component[] =>
  REQUEST_COMPONENTS.filter((each) => each.startsWith('"@') || headers[each.slice(1, -1)] !== undefined)

/** Likewise of an answer: one to a request without a body is bound to no digest and no key of repetition. */
export const answerComponentsOf = (headers: Headers, asked: Asked): readonly Component[] =>
  ANSWER_COMPONENTS.filter((each) => {
    const name = each.slice(1, each.indexOf('"', 1))
    if (name.startsWith('@')) return true
    return (each.endsWith(';req') ? asked.headers : headers)[name] !== undefined
  })

export function inputOf(components: readonly Component[], parameters: Parameters): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  const text = given.map(([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`)
  return `(${components.join(' ')})${text.join('')}`
}

/** The signature base (RFC 9421 §2.5), or `undefined` where a component has no value. */
export function baseOf(input: string, asked: Asked, answered?: Answered): string | undefined {
  const lines: string[] = []
  for (const component of componentsIn(input)) {
    const [, name = '', parameters = ''] = /^"([^"]*)"(.*)$/.exec(component) ?? []
    const isOfRequest = /;req(?:;|$)/.test(parameters)
    const label = /;key="([^"]*)"/.exec(parameters)?.[1]
    const whole = componentValue(name, asked, isOfRequest ? undefined : answered)
    const value = label === undefined || whole === undefined ? whole : memberOf(whole, label)
    if (value === undefined) return undefined
    lines.push(`${component}: ${value}`)
  }
  return [...lines, `"@signature-params": ${input}`].join('\n')
}

/** A member of a dictionary of byte sequences (RFC 9421 §2.1.2). */
function memberOf(dictionary: string, label: string): string | undefined {
  const found = [...dictionary.matchAll(SIGNATURE)].find(([, name]) => name === label)
  return found === undefined ? undefined : `:${found[2]}:`
}

const componentsIn = (input: string): readonly Component[] =>
  [...input.slice(0, input.indexOf(')')).matchAll(/"[^"]*"(?:;[a-z]+(?:="[^"]*")?)*/g)].map(([each]) => each)

function componentValue(name: string, asked: Asked, answered: Answered | undefined): string | undefined {
  if (name === '@status') return answered === undefined ? undefined : String(answered.status)
  if (name === '@method') return asked.method
  if (name === '@target-uri') return asked.url
  return (answered ?? asked).headers[name]?.trim()
}

/** The two header fields of one signature. */
export function signatureFields(base: string, input: string, key: HeldKey, label: string): Headers {
  const signature = sign(null, Buffer.from(base), privateKeyOf(key.jwk)).toString('base64')
  return { 'signature-input': `${label}=${input}`, signature: `${label}=:${signature}:` }
}

export type Found = {
  readonly input: string
  readonly signature: Buffer
  readonly components: readonly Component[]
  readonly parameters: Parameters
}

const INPUT = /(?:^|,\s*)([a-z*][\w.*-]*)=(\([^)]*\)(?:;[a-z]+=(?:"[^"]*"|\d+))*)/g
const SIGNATURE = /(?:^|,\s*)([a-z*][\w.*-]*)=:([A-Za-z0-9+/=]*):/g

/** The signature with this label, unverified; `undefined` where there is none, or more than one of that name. */
export function findSignature(headers: Headers, label: string): Found | undefined {
  const inputs = [...(headers['signature-input'] ?? '').matchAll(INPUT)].filter(([, name]) => name === label)
  const signatures = [...(headers.signature ?? '').matchAll(SIGNATURE)].filter(([, name]) => name === label)
  const [input, signature] = [inputs[0]?.[2], signatures[0]?.[2]]
  if (input === undefined || signature === undefined || inputs.length > 1 || signatures.length > 1)
    return undefined
  const close = input.indexOf(')')
  const given = [...input.slice(close).matchAll(/;([a-z]+)=(?:"([^"]*)"|(\d+))/g)]
  const parameters = Object.fromEntries(given.map(([, name, text, figure]) => [name, text ?? Number(figure)]))
  return { input, signature: Buffer.from(signature, 'base64'), components: componentsIn(input), parameters }
}

export function verifies(found: Found, key: PublicKey, asked: Asked, answered?: Answered): boolean {
  const base = baseOf(found.input, asked, answered)
  return base !== undefined && verify(null, Buffer.from(base), publicKeyOf(key.jwk), found.signature)
}

export function labelsOf(headers: Headers): readonly string[] {
  return [...(headers['signature-input'] ?? '').matchAll(INPUT)].map(([, name = '']) => name)
}
