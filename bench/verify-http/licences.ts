import { randomBytes } from 'node:crypto'
import { civilDate } from '@tongban/calendar'
import {
  buildCredential,
  makeIdentifier,
  makeSerial,
  openIssuerKeys,
  typeCodeOf,
  typeOf,
} from '@tongban/licences'

/**
 * Licences as the product issues them, signed beforehand with the region's own keys: 高龄津贴领取证明, each with a number and
 * a place in the status list of its own.
 */
const TYPE = 'elderly-allowance-certificate'
const REGION_CODE = '11510116DEM000001J'
const ORGAN = '11510116DEM000003Q'
export const LIST = 1
/** Every hundredth place of the list has ended; none of these stands there. */
export const ENDED_EVERY = 100

export type Signing = {
  readonly secret: string
  readonly origin: string
  readonly region: string
  readonly now: number
}

export async function makeLicences(
  count: number,
  { secret, origin, region, now }: Signing,
): Promise<readonly string[]> {
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const keys = await openIssuerKeys(secret, 'development', random)
  const type = typeOf(TYPE)
  const validFrom = civilDate(new Date(now).toISOString().slice(0, 10))
  if (!keys.ok || type === undefined || validFrom === undefined) throw new Error('no licences can be made')
  const issuer = `${origin}/licences`
  const options = {
    issuer,
    statusBase: `${issuer}/status/`,
    region,
    random,
    // The first alone: the second signature stands beside the token and is not handed in.
    signers: keys.value.signersOf('licence', Math.floor(now / 1000)).slice(0, 1),
    paper: null,
    demonstration: true,
  }
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const identifier = makeIdentifier({
        typeCode: typeCodeOf(type, REGION_CODE),
        issuerCode: ORGAN,
        serial: makeSerial(random),
        version: 1,
      })
      if (!identifier.ok) throw new Error(`no identifier: ${identifier.failure.part}`)
      const signed = await buildCredential(
        {
          identifier: identifier.value,
          type: TYPE,
          typeVersion: type.version,
          issuingAuthority: '测速区民政局',
          issuingAuthorityCode: ORGAN,
          claims: CLAIMS,
          issuedAt: now,
          validFrom,
          validUntil: null,
          status: { list: LIST, index: placeOf(at) },
          holderKey: null,
        },
        options,
      )
      if (!signed.ok) throw new Error(`not signed: ${signed.failure.code}`)
      return signed.value.credential
    }),
  )
}

/** The same licence with so many of the claims that its holder may keep back, and the others kept back. */
export function shownWith(credential: string, disclosed: number): string {
  const [token = '', ...disclosures] = credential.split('~').slice(0, -1)
  if (disclosed > disclosures.length)
    throw new RangeError(`only ${disclosures.length} claims may be kept back`)
  return [token, ...disclosures.slice(0, disclosed), ''].join('~')
}

/** Never one of the hundredth that have ended. */
const placeOf = (at: number) =>
  Math.floor(at / (ENDED_EVERY - 1)) * ENDED_EVERY + 1 + (at % (ENDED_EVERY - 1))

const CLAIMS = {
  holderName: '演示甲',
  holderIdKind: 'residentId',
  holderIdNumber: '519999195405069013',
  birthDate: '1954-05-06',
  amountYuan: 200,
  payableFromOn: '2026-11-01',
  nextBandOn: '2034-05-06',
}
