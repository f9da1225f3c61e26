/**
 * The keys for personal data: a ring of AES-GCM-256 keys by id, one of them current, and a key of its own for the
 * blind index. Imported once from one secret; the raw bytes are not kept. The index key does not rotate with the
 * ring: changing it means writing every index anew.
 *
 * The secret is JSON: `{"current":"k2","keys":{"k1":"…","k2":"…"},"index":"…"}`, each key 32 bytes in base64url.
 */
import { fail, type Json, ok, type Result } from '@tongban/kernel'
import { fromBase64url } from './base64url.ts'
import { parseJson } from './json-text.ts'

export type FieldKeys = {
  /** Id of the key that encrypts. */
  readonly current: string
  readonly keys: ReadonlyMap<string, CryptoKey>
  readonly index: CryptoKey
  /** Finds a key that is not in the ring: the own key of an archived case. Undefined once it is erased. */
  readonly find?: (keyId: string) => Promise<CryptoKey | undefined>
}

/** Names the part that is wrong and never its content. */
export type FieldKeysFault = {
  readonly code: 'fieldKeysRefused'
  readonly reason: 'notJson' | 'shape' | 'keyId' | 'keyLength' | 'currentMissing' | 'index'
}

const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/
const KEY_BYTES = 32
const INDEX_INFO = new TextEncoder().encode('tongban blind index v1')

export async function openFieldKeys(secret: string): Promise<Result<FieldKeys, FieldKeysFault>> {
  const parsed = readSecret(secret)
  if (!parsed.ok) return parsed
  const { current, keys, index } = parsed.value
  const ring = new Map<string, CryptoKey>()
  for (const [id, bytes] of keys)
    ring.set(id, await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']))
  return ok({ current, keys: ring, index: await deriveIndexKey(index) })
}

type Bytes = Uint8Array<ArrayBuffer>
type Secret = {
  readonly current: string
  readonly keys: readonly (readonly [string, Bytes])[]
  readonly index: Bytes
}

function readSecret(secret: string): Result<Secret, FieldKeysFault> {
  const refuse = (reason: FieldKeysFault['reason']) => fail({ code: 'fieldKeysRefused', reason })
  const json = parseJson(secret)
  if (json === undefined) return refuse('notJson')
  if (!isRecord(json) || typeof json.current !== 'string' || !isRecord(json.keys)) return refuse('shape')
  const keys: (readonly [string, Bytes])[] = []
  for (const [id, text] of Object.entries(json.keys)) {
    if (!KEY_ID.test(id)) return refuse('keyId')
    const bytes = keyBytes(text)
    if (bytes === undefined) return refuse('keyLength')
    keys.push([id, bytes])
  }
  const { current } = json
  if (!keys.some(([id]) => id === current)) return refuse('currentMissing')
  const index = keyBytes(json.index)
  return index === undefined ? refuse('index') : ok({ current, keys, index })
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function keyBytes(value: Json | undefined): Bytes | undefined {
  const bytes = typeof value === 'string' ? fromBase64url(value) : undefined
  return bytes?.length === KEY_BYTES ? bytes : undefined
}

/** HKDF-SHA-256 with a purpose of its own, so that the same bytes used elsewhere give no index. */
async function deriveIndexKey(bytes: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: INDEX_INFO },
    material,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  )
}
