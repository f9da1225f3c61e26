/** Content-Digest of RFC 9530: what a body's digest field says, and whether a body is the one it was made of. */
const ALGORITHMS: Readonly<Record<string, string>> = { 'sha-256': 'SHA-256', 'sha-512': 'SHA-512' }
const MEMBER = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):$/

/** The field value for these bytes, with sha-256. */
export async function contentDigest(bytes: Uint8Array): Promise<string> {
  return `sha-256=:${await digestBase64('SHA-256', bytes)}:`
}

/**
 * Whether every digest of the field that we can compute is that of the bytes. Algorithms unknown to us or deprecated
 * are passed over (§5); a field that cannot be read, or that holds none we know, does not match.
 */
export async function matchesDigest(field: string, bytes: Uint8Array): Promise<boolean> {
  let compared = 0
  for (const text of field.split(',')) {
    const [, name = '', value] = MEMBER.exec(text.trim()) ?? []
    if (value === undefined) return false
    const algorithm = ALGORITHMS[name]
    if (algorithm === undefined) continue
    if ((await digestBase64(algorithm, bytes)) !== value) return false
    compared += 1
  }
  return compared > 0
}

async function digestBase64(algorithm: string, bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
  return btoa(String.fromCharCode(...digest))
}
