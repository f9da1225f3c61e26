/**
 * What is disclosed of an SD-JWT (RFC 9901 §7.1, steps 3 to 5): each disclosure must be referenced by exactly one digest,
 * no digest may occur twice, no disclosure may bring a name that is reserved or already there. Digests without a disclosure
 * are claims kept back, or decoys; both are passed over.
 */
import { fromBase64url } from './base64url.ts'
import type { FindingCode } from './finding.ts'
import { sha256OfAscii } from './sha256.ts'
import { isObject, type Json, type JsonObject, readJson } from './strict-json.ts'

const DIGESTS = '_sd'
const ELEMENT = '...'
const ALGORITHM = '_sd_alg'

/** A disclosure of an object's member has a name, one of an array's element has none. */
type Disclosed = { readonly name: string | undefined; readonly value: Json }

function readDisclosure(text: string): Disclosed | FindingCode {
  const bytes = fromBase64url(text)
  const parts = bytes === undefined ? undefined : readJson(bytes)
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return 'disclosure:malformed'
  if (parts.length === 2) return { name: undefined, value: parts[1] ?? null }
  const name = parts[1]
  if (parts.length !== 3 || typeof name !== 'string') return 'disclosure:malformed'
  if (name === DIGESTS || name === ELEMENT || name === '__proto__') return 'disclosure:reservedName'
  return { name, value: parts[2] ?? null }
}

const NOTHING = new Map<string, Disclosed>()

/**
 * The payload with what was disclosed in its places, but for the names of `fixed` at the top, which no disclosure may bring
 * and whoever asks reads from the payload.
 */
export function disclose(
  payload: JsonObject,
  disclosures: readonly string[],
  fixed: ReadonlySet<string>,
): JsonObject | FindingCode {
  const algorithm = payload[ALGORITHM]
  if (algorithm !== undefined && algorithm !== 'sha-256') return 'disclosure:hashUnknown'
  const byDigest = disclosures.length === 0 ? NOTHING : new Map<string, Disclosed>()
  for (const text of disclosures) {
    const disclosed = readDisclosure(text)
    if (typeof disclosed === 'string') return disclosed
    byDigest.set(sha256OfAscii(text), disclosed)
  }
  if (byDigest.size !== disclosures.length) return 'disclosure:duplicate'
  const disclosing = new Disclosing(byDigest, fixed)
  const result = disclosing.object(payload, true)
  if (disclosing.fault !== undefined) return disclosing.fault
  return disclosing.used === byDigest.size ? result : 'disclosure:unreferenced'
}

class Disclosing {
  fault: FindingCode | undefined
  used = 0
  readonly #seen = new Seen()
  readonly #byDigest: ReadonlyMap<string, Disclosed>
  readonly #fixed: ReadonlySet<string>

  constructor(byDigest: ReadonlyMap<string, Disclosed>, fixed: ReadonlySet<string>) {
    this.#byDigest = byDigest
    this.#fixed = fixed
  }

  object(source: JsonObject, top: boolean): JsonObject {
    const result: JsonObject = {}
    for (const name in source) {
      if (name === DIGESTS) continue
      if (name === ELEMENT || (name === ALGORITHM && !top)) this.fault = 'disclosure:reservedName'
      else if (name !== ALGORITHM) {
        const value = this.#value(source[name])
        if (!(top && this.#fixed.has(name))) result[name] = value
      }
    }
    const digests = source[DIGESTS]
    if (digests === undefined) return result
    if (!Array.isArray(digests)) {
      this.fault = 'disclosure:reservedName'
      return result
    }
    for (const digest of digests) this.#member(result, digest, top)
    return result
  }

  #member(result: JsonObject, digest: Json, top: boolean): void {
    const disclosed = this.#take(digest)
    if (disclosed === undefined) return
    const { name, value } = disclosed
    if (name === undefined) this.fault = 'disclosure:malformed'
    else if (top && this.#fixed.has(name)) this.fault = 'disclosure:reservedName'
    else if (Object.hasOwn(result, name)) this.fault = 'disclosure:collision'
    else result[name] = this.#value(value)
  }

  #value(value: Json | undefined): Json {
    if (typeof value !== 'object' || value === null) return value ?? null
    if (isWhole(value)) return value
    return Array.isArray(value) ? this.#array(value) : this.object(value, false)
  }

  #array(source: readonly Json[]): Json[] {
    const result: Json[] = []
    for (const item of source) {
      if (!isObject(item) || !Object.hasOwn(item, ELEMENT)) result.push(this.#value(item))
      else if (Object.keys(item).length !== 1) this.fault = 'disclosure:reservedName'
      else {
        const disclosed = this.#take(item[ELEMENT])
        if (disclosed === undefined) continue
        if (disclosed.name !== undefined) this.fault = 'disclosure:malformed'
        result.push(this.#value(disclosed.value))
      }
    }
    return result
  }

  /** What this digest stands for; each may be met once. */
  #take(digest: Json | undefined): Disclosed | undefined {
    if (typeof digest !== 'string') {
      this.fault = 'disclosure:reservedName'
      return undefined
    }
    if (!this.#seen.isFirst(digest)) {
      this.fault = 'disclosure:duplicate'
      return undefined
    }
    if (this.#byDigest.size === 0) return undefined
    const disclosed = this.#byDigest.get(digest)
    if (disclosed !== undefined) this.used += 1
    return disclosed
  }
}

/** Whether nothing in it is kept back or could be: it is taken over as it is. */
function isWhole(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isWhole)
  for (const name in value) {
    if (name === DIGESTS || name === ELEMENT || name === ALGORITHM || !isWhole(value[name] ?? null))
      return false
  }
  return true
}

/** From so many on they are kept by hash; to compare the few that a licence has is quicker than to hash them. */
const MANY = 24

/** Which digests were met. */
class Seen {
  readonly #few: string[] = []
  #many: Set<string> | undefined

  isFirst(digest: string): boolean {
    if (this.#many !== undefined) {
      const { size } = this.#many
      return this.#many.add(digest).size > size
    }
    if (this.#few.includes(digest)) return false
    this.#few.push(digest)
    if (this.#few.length === MANY) this.#many = new Set(this.#few)
    return true
  }
}
