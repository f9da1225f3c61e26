import { importEs256, type TrustedKey, type TrustedRegion } from '@tongban/verifier'
import { importSm2 } from '@tongban/verifier/sm2'
import * as z from 'zod'

/**
 * The partner regions whose licences verify here, from configuration until agreements between regions say so. A faulty
 * entry stops everything: a region left out in silence would make its citizens' licences look forged.
 */
const seconds = z.int().min(0)
const coordinate = z.string().regex(/^[\w-]{43}$/)
const keySchema = z.object({
  kid: z.string().min(1).max(128),
  alg: z.enum(['ES256', 'SM2-SM3']),
  use: z.enum(['licence', 'status', 'paper', 'bundle']),
  jwk: z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'SM2']), x: coordinate, y: coordinate }),
  from: seconds,
  until: seconds.nullable(),
  revokedAt: seconds.nullable(),
})
const CURVE_OF = { ES256: 'P-256', 'SM2-SM3': 'SM2' } as const
const webAddress = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { username, password, search, hash } = new URL(text)
  return username + password + search + hash === ''
})
const regionSchema = z.object({
  region: z.string().regex(/^\d{6}$/),
  name: z.object({ zh: z.string().min(1), en: z.string().min(1) }),
  issuer: webAddress,
  statusBase: webAddress.refine((text) => text.endsWith('/')),
  keys: z.array(keySchema).min(1),
})

export async function readTrustedRegions(
  text: string,
  own: Pick<TrustedRegion, 'region' | 'issuer' | 'statusBase'>,
  environment: 'development' | 'production',
): Promise<readonly TrustedRegion[]> {
  const parsed = z.array(regionSchema).safeParse(jsonOf(text))
  if (!parsed.success) {
    const places = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'list'))].join(', ')
    throw new Error(`TONGBAN_TRUSTED_REGIONS refused: ${places}`)
  }
  const regions = parsed.data
  const all = [own, ...regions]
  for (const name of ['region', 'issuer', 'statusBase'] as const) {
    if (new Set(all.map((each) => each[name])).size !== all.length)
      throw new Error(`TONGBAN_TRUSTED_REGIONS refused: two regions have the same ${name}`)
  }
  if (environment === 'production') {
    for (const { region, issuer, statusBase, keys } of regions) {
      if (![issuer, statusBase].every((each) => each.startsWith('https://')))
        throw new Error(`TONGBAN_TRUSTED_REGIONS refused: ${region} is not reached over https`)
      if (keys.some(({ kid }) => kid.startsWith('development-')))
        throw new Error(`TONGBAN_TRUSTED_REGIONS refused: ${region} has development keys`)
    }
  }
  for (const { region, keys } of regions) {
    if (new Set(keys.map(({ kid }) => kid)).size !== keys.length)
      throw new Error(`TONGBAN_TRUSTED_REGIONS refused: ${region} has two keys of one name`)
    for (const key of keys) await refuseUnusable(region, key)
  }
  return regions
}

/** A key that can check nothing would be left out in silence, and with it all that it signed. */
async function refuseUnusable(region: string, { kid, alg, jwk }: TrustedKey): Promise<void> {
  const faulty = (what: string) =>
    new Error(`TONGBAN_TRUSTED_REGIONS refused: key ${kid} of ${region} ${what}`)
  if (jwk.crv !== CURVE_OF[alg]) throw faulty('is of another curve than its algorithm')
  const opened = alg === 'ES256' ? await importEs256(jwk) : importSm2(jwk)
  if (opened === undefined) throw faulty('is no point of its curve')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('TONGBAN_TRUSTED_REGIONS refused: is not JSON')
  }
}
