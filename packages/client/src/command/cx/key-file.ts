/**
 * The file that holds who one is in the exchange: region, address, private keys, and the pinned keys of partners. Readable
 * by its owner alone; whoever has it can speak for the region.
 */
import { randomBytes } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { type PartnerKey, partnerKeySchema, thumbprintOf } from '@tongban/exchange/wire'
import * as z from 'zod'
import { parseJson } from '../../request.ts'
import { Trouble } from '../options.ts'

const heldKey = z.object({
  use: z.enum(['sign', 'open']),
  office: z.string().optional(),
  jwk: z.object({ kty: z.literal('OKP'), crv: z.enum(['Ed25519', 'X25519']), x: z.string(), d: z.string() }),
  from: z.int(),
  until: z.int().nullable(),
})
const fileSchema = z.looseObject({
  region: z.string().regex(/^[1-9]\d{5}$/),
  name: z.object({ zh: z.string(), en: z.string() }).optional(),
  /** Where partners reach this region's exchange. */
  baseUrl: z.string().optional(),
  keys: z.array(heldKey).min(1),
  /** By base URL: whom one has met, and by which keys. */
  partners: z
    .record(z.string(), z.object({ region: z.string(), keys: z.array(partnerKeySchema) }))
    .optional(),
})
export type KeyFile = z.output<typeof fileSchema>
export type HeldKey = KeyFile['keys'][number]

export async function readKeyFile(path: string): Promise<KeyFile> {
  const text = await readFile(path, 'utf8').catch((thrown: Error) => {
    throw new Trouble(
      `读不了密钥文件 ${path}：${thrown.message}。先运行 tongban cx keygen。`,
      `The key file ${path} cannot be read: ${thrown.message}. Run tongban cx keygen first.`,
    )
  })
  const read = fileSchema.safeParse(parseJson(text))
  if (read.success) return read.data
  const where = read.error.issues[0]?.path.join('.') ?? ''
  throw new Trouble(`${path} 不是密钥文件（${where}）。`, `${path} is no key file (${where}).`)
}

/** Whole or not at all, and for its owner alone. `isNew`: never in place of one that is there. */
export async function writeKeyFile(path: string, file: KeyFile, isNew = false): Promise<void> {
  const text = `${JSON.stringify(file, null, 2)}\n`
  if (isNew) {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((thrown: Error) => {
      throw new Trouble(
        `没有写入 ${path}：${thrown.message}。已有密钥文件的，用 --add 增加密钥。`,
        `${path} was not written: ${thrown.message}. Add keys to a file that is there with --add.`,
      )
    })
    return
  }
  const written = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(written, text, { mode: 0o600 })
  await chmod(written, 0o600)
  await rename(written, path)
}

/** What goes to the partner: no private part. */
export async function publicHalf({ use, office, jwk, from, until }: HeldKey): Promise<PartnerKey> {
  const { kty, crv, x } = jwk
  const shown = { kty, crv, x }
  const kid = await thumbprintOf(partnerJwk(shown))
  return partnerKeySchema.parse({
    kid,
    use,
    ...(use === 'open' ? { office: office ?? '*' } : {}),
    jwk: shown,
    from,
    until,
    revokedAt: null,
  })
}

/** Guarantee: the members were checked when the file was read. */
const partnerJwk = (jwk: { kty: 'OKP'; crv: 'Ed25519' | 'X25519'; x: string }) => jwk as PartnerKey['jwk']

export async function makeKey(
  use: HeldKey['use'],
  from: number,
  office: string | undefined,
): Promise<HeldKey> {
  const made =
    use === 'sign'
      ? await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
      : await crypto.subtle.generateKey({ name: 'X25519' }, true, ['deriveBits'])
  if (!('privateKey' in made)) throw new Error('no pair of keys was made')
  const exported = await crypto.subtle.exportKey('jwk', made.privateKey)
  if (exported instanceof ArrayBuffer) throw new Error('a JWK is no bytes')
  const { x = '', d = '' } = exported
  const crv = use === 'sign' ? 'Ed25519' : 'X25519'
  return {
    use,
    ...(use === 'open' ? { office: office ?? '*' } : {}),
    jwk: { kty: 'OKP', crv, x, d },
    from,
    until: null,
  }
}
