/** RFC 8785 for what a message can hold, and the digest of it. */
import { sha256 } from './keys.ts'

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    // Entries of an object have names of their own: none is equal to another.
    members.sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export const digestOf = (value: unknown) => sha256(canonical(value)).toString('hex')

/** `sha-256=:…:` (RFC 9530). */
export const contentDigest = (bytes: Uint8Array | string) => `sha-256=:${sha256(bytes).toString('base64')}:`
