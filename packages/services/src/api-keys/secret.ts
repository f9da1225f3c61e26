import { type Ids, sha256Hex } from '@tongban/kernel'
import { toBase64url } from '@tongban/privacy'

/**
 * The secret of an app's key: 256 random bits, of which only the SHA-256 is kept. A slow hash with a salt guards what
 * people choose and remember; nobody finds these bits by trying, so that a plain hash is enough, and it is compared by
 * the database, where the time it takes tells at most something of a hash.
 */
const SECRET_BYTES = 32

export async function makeSecret(ids: Pick<Ids, 'random'>) {
  const secret = toBase64url(ids.random(SECRET_BYTES))
  return { secret, hash: await sha256Hex(secret) }
}
