/**
 * What signatures of requests and of answers have in common (RFC 9421): what may be wrong with one, how it is looked at
 * before anything is reckoned, and how it is made and checked with the base it covers kept as proof. Ed25519 alone.
 */
import { fail, ok, type Result, type SignatureRefusal } from '@tongban/kernel'
import {
  createSignature,
  isSignatureError,
  type MessageDescriptor,
  type SignatureComponent,
  verifySignature,
} from 'http-message-sig'
import { type InnerList, isInnerList } from 'structured-headers'
import { dictionaryOf } from './content-digest.ts'
import { isSignedBy } from './ed25519.ts'
import type { SigningKey } from './key-ring.ts'
import { LIMITS } from './limits.ts'
import { type PlainSignature, plainBase, readPlain, writePlain, writtenComponent } from './plain-signature.ts'
import { isReservedAlgorithm, SUITE } from './suites.ts'

export const REQUEST_LABEL = 'cx'
export const ANSWER_LABEL = 'cxr'
export const SIGNATURE_TAG = 'cx-1'

/** Why a signature does not count; the first that is found. */
export type HttpSignatureFault = { readonly code: 'signatureRefused'; readonly reason: SignatureRefusal }
export const refusedFor = (reason: SignatureRefusal) => fail({ code: 'signatureRefused', reason } as const)

/** A request as far as a signature covers it; `targetUri` is the configured one, never what a proxy says. */
export type RequestHead = { readonly method: string; readonly targetUri: string; readonly headers: Headers }

/** What a signature states beside what it covers, all of it required. Times in epoch seconds. */
export type Stated = {
  readonly created: number
  readonly expires: number
  readonly nonce: string | null
  readonly keyId: string
  /** Names of the fields of its own message it covers. */
  readonly covered: readonly string[]
  /** Null: written in another way than the plain one. */
  readonly plain: PlainSignature | null
}

const NONCE = new RegExp(`^[\\w-]{16,${LIMITS.nonceCharacters}}$`)
const MOST_COMPONENTS = 32
/** A name of a field, as far as any is used, or of something derived. */
const COMPONENT = /^@?[a-z0-9][a-z0-9._-]*$/
const KEY_ID = /^[\w-]{43}$/
/** What would be read as a date or a text of RFC 9651, and stands in no signature: `@` and `%` outside quotes. */
const isPlain = (text: string) => !/[@%]/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''))

/** Both headers taken apart as far as must be known before a key is looked for. */
export function readStated(headers: Headers, label: string): Result<Stated, HttpSignatureFault> {
  const input = headers.get('signature-input')
  const signature = headers.get('signature')
  if (input === null || signature === null) return refusedFor('missing')
  const plain = readPlain(input, signature, label)
  if (plain !== null)
    return stated(
      plain.components.map(({ name, key, ofRequest }) => ({ name, isBare: key === null && !ofRequest })),
      plain.parameters,
      plain,
    )
  if (!isPlain(input) || !isPlain(signature)) return refusedFor('malformed')
  const inputs = dictionaryOf(input)
  const signatures = dictionaryOf(signature)
  if (inputs === undefined || signatures === undefined) return refusedFor('malformed')
  if (Math.max(inputs.size, signatures.size) > LIMITS.signaturesPerRequest) return refusedFor('tooMany')
  const own = inputs.get(label)
  if (own === undefined || !signatures.has(label)) return refusedFor('missing')
  if (!isInnerList(own)) return refusedFor('malformed')
  const [components, parameters]: InnerList = own
  return stated(
    components.map(([name, { size }]) => ({ name, isBare: size === 0 })),
    parameters,
    null,
  )
}

function stated(
  components: readonly { readonly name: unknown; readonly isBare: boolean }[],
  parameters: ReadonlyMap<string, unknown>,
  plain: PlainSignature | null,
): Result<Stated, HttpSignatureFault> {
  const tag = parameters.get('tag')
  const alg = parameters.get('alg')
  const keyId = parameters.get('keyid')
  const nonce = parameters.get('nonce') ?? null
  const created = parameters.get('created')
  const expires = parameters.get('expires')
  if (typeof created !== 'number' || typeof expires !== 'number' || tag !== SIGNATURE_TAG)
    return refusedFor('incomplete')
  if (typeof alg !== 'string' || typeof keyId !== 'string' || !KEY_ID.test(keyId))
    return refusedFor('incomplete')
  if (nonce !== null && (typeof nonce !== 'string' || !NONCE.test(nonce))) return refusedFor('incomplete')
  if (alg !== SUITE.signature) return refusedFor(isReservedAlgorithm(alg) ? 'suite' : 'algorithm')
  if (components.length > MOST_COMPONENTS) return refusedFor('malformed')
  const covered: string[] = []
  for (const { name, isBare } of components) {
    if (typeof name !== 'string' || !COMPONENT.test(name)) return refusedFor('malformed')
    if (isBare && !name.startsWith('@')) covered.push(name)
  }
  return ok({ created, expires, nonce, keyId, covered, plain })
}

export type Signed = {
  /** RFC 9421 §2.5: the text the signature covers. */
  readonly base: string
  /** Base64, as it stands in the header. */
  readonly signature: string
  readonly headers: { readonly signature: string; readonly 'signature-input': string }
}

/** Signs; `created` and `expires` in epoch seconds. */
export async function sign(
  message: MessageDescriptor,
  label: string,
  components: readonly SignatureComponent[],
  { kid, key }: SigningKey,
  {
    created,
    expires,
    nonce,
  }: { readonly created: number; readonly expires: number; readonly nonce?: string },
): Promise<Signed> {
  const parameters = {
    created,
    expires,
    ...(nonce === undefined ? {} : { nonce }),
    keyid: kid,
    alg: SUITE.signature,
    tag: SIGNATURE_TAG,
  }
  const plain = writePlain(components, parameters)
  const whole = plain === null ? null : plainBase(message, plain)
  if (plain !== null && whole !== null) {
    const bytes = new Uint8Array(await crypto.subtle.sign('Ed25519', key, encoder.encode(whole)))
    const signature = base64Of(bytes)
    const headers = { signature: `${label}=:${signature}:`, 'signature-input': `${label}=${plain.written}` }
    return { base: whole, signature, headers }
  }
  let base = ''
  let signature = ''
  const made = await createSignature(message, {
    label,
    components,
    parameters,
    signer: {
      algorithm: SUITE.signature,
      sign: async (data) => {
        const bytes = new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(data)))
        base = textOf(data)
        signature = base64Of(bytes)
        return bytes
      },
    },
  })
  return { base, signature, headers: { signature: made.signature, 'signature-input': made.signatureInput } }
}

/** Checks the one signature under the label over what must be covered; what it covers is given back as proof. */
export async function check(
  message: MessageDescriptor,
  label: string,
  components: readonly SignatureComponent[],
  key: CryptoKey,
  { created, expires, plain }: Stated,
): Promise<Result<Pick<Signed, 'base' | 'signature'>, HttpSignatureFault>> {
  const whole = plain === null ? null : plainBase(message, plain)
  if (plain !== null && whole !== null) {
    const written = new Set(plain.components.map(({ text }) => text))
    if (expires < created || !components.every((component) => written.has(writtenComponent(component))))
      return refusedFor('incomplete')
    const { signature } = plain
    const holds = await isSignedBy(key, bytesOf(signature), encoder.encode(whole))
    return holds ? ok({ base: whole, signature }) : refusedFor('signature')
  }
  let base = ''
  try {
    const { signature } = await verifySignature(message, {
      label,
      policy: {
        algorithms: [SUITE.signature],
        requiredComponents: components,
        requiredParameters: ['created', 'expires', 'keyid', 'alg', 'tag'],
        // Whether it is fresh has been looked at; the library's window is symmetrical.
        now: created,
      },
      resolveVerifier: () => ({
        algorithm: SUITE.signature,
        verify: (data, given) => {
          base = textOf(data)
          return isSignedBy(key, new Uint8Array(given), new Uint8Array(data))
        },
      }),
    })
    return ok({ base, signature: base64Of(signature) })
  } catch (error) {
    if (isSignatureError(error)) return refusedFor(REASONS[error.code] ?? 'malformed')
    throw error
  }
}

/** What the library calls it; what is not named is a header that is not in the form. */
const REASONS: Readonly<Record<string, SignatureRefusal>> = {
  MissingField: 'incomplete',
  PolicyViolation: 'incomplete',
  AlgorithmMismatch: 'algorithm',
  VerificationFailed: 'signature',
  LabelMismatch: 'missing',
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const textOf = (bytes: Uint8Array) => decoder.decode(bytes)
const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** Whether a signature of this age counts: made from 300 s ago to 60 s ahead, not run out, lasting 300 s at most. */
export function isFresh({ created, expires }: Pick<Stated, 'created' | 'expires'>, now: number): boolean {
  const at = Math.floor(now / 1000)
  const { signatureAgeSeconds: age, signatureAheadSeconds: ahead } = LIMITS
  return created >= at - age && created <= at + ahead && expires >= at && lastsRightly({ created, expires })
}

export const lastsRightly = ({ created, expires }: Pick<Stated, 'created' | 'expires'>): boolean =>
  expires > created && expires - created <= LIMITS.signatureAgeSeconds

/** Those of the named fields that are there, for a descriptor that holds nothing else. */
export function fieldsOf(headers: Headers, names: Iterable<string>): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = []
  for (const name of new Set(names)) {
    if (name.startsWith('@')) continue
    const value = headers.get(name)
    if (value !== null) fields.push({ name, value })
  }
  return fields
}
