import {
  type Agreement,
  agreementDigest,
  agreementText,
  routeRows,
  type SignedVersion,
} from '@tongban/exchange'
import { insertAgreement, insertPartner, insertRoutes, type Statement } from '@tongban/store'
import { makeExchangeKeys, publicExchangeKeys } from '../../scripts/region/exchange-keys.ts'
import type { Region } from '../intake/region.ts'

/**
 * Two regions that trust each other by an agreement in force, as they stand after `npm start`: 510116 hands over, 500112
 * handles. Each has keys made for this run, and in its database the other region, the agreement and its routes.
 */
export const HANDS_OVER = '510116'
export const HANDLES = '500112'
export type RegionCode = typeof HANDS_OVER | typeof HANDLES
export const OFFICE = 'civil-affairs'
export const ITEM = 'elderly-allowance'
const DAY_MS = 86_400_000

export type ExchangeRegion = {
  readonly code: RegionCode
  readonly bindings: Readonly<Record<string, string>>
  /** Public halves of its keys, as its partner has them. */
  readonly shown: Awaited<ReturnType<typeof publicExchangeKeys>>
}

export async function makeExchangeRegion(
  { bindings }: Pick<Region, 'bindings'>,
  code: RegionCode,
  origin: string,
  now: number,
): Promise<ExchangeRegion> {
  const secret = await makeExchangeKeys(now - DAY_MS)
  return {
    code,
    shown: await publicExchangeKeys(secret),
    bindings: {
      ...bindings,
      TONGBAN_PUBLIC_ORIGIN: origin,
      TONGBAN_EXCHANGE_KEYS: secret,
    },
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Made up; signed by both yesterday, and in force since. */
export function agreementOf(now: number): SignedVersion {
  const from = dayOf(now - 2 * DAY_MS)
  const party = (region: RegionCode) => ({
    region,
    name: { zh: `测速${region}`, en: `Bench ${region}` },
    baseUrl: `https://${region}.invalid/exchange`,
    keys: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  })
  const agreement: Agreement = {
    id: 'bench',
    version: 1,
    parties: [party(HANDLES), party(HANDS_OVER)],
    items: [
      {
        itemCode: ITEM,
        receivedBy: HANDS_OVER,
        handledBy: HANDLES,
        modes: ['online'],
        office: OFFICE,
        from,
        until: null,
      },
    ],
    duties: { receiving: { zh: '收件', en: 'takes in' }, handling: { zh: '办理', en: 'handles' } },
    limits: { acceptAndPushWorkdays: 1, paperPostWorkdays: 2, recheckWorkdays: 1, resultPostWorkdays: 1 },
    noticeDays: 30,
    from,
    until: null,
    previous: null,
  }
  return {
    id: agreement.id,
    version: agreement.version,
    state: 'inForce',
    validFrom: from,
    validUntil: null,
    endedOn: null,
    effectiveAt: now - DAY_MS,
    agreement,
  }
}

export async function routeVersionOf(version: SignedVersion): Promise<string> {
  const [row] = await routeRows([version], HANDS_OVER)
  if (row === undefined) throw new Error('the agreement of the bench has no route')
  return row.version
}

/** What stands in the database of `own` about its partner. */
export async function befriending(
  own: RegionCode,
  partner: ExchangeRegion,
  version: SignedVersion,
  now: number,
): Promise<readonly Statement[]> {
  const document = agreementText(version.agreement)
  const { agreement: _, effectiveAt, ...row } = version
  return [
    insertPartner({
      region: partner.code,
      nameZh: '测速',
      nameEn: 'Bench',
      baseUrl: `${partner.bindings.TONGBAN_PUBLIC_ORIGIN}/exchange`,
      keys: JSON.stringify(partner.shown),
      state: 'active',
      change: null,
      changeBy: null,
      suspendedBy: null,
      failures: 0,
      openUntil: null,
      probeBy: null,
      clockOffsetMs: 0,
      lastHeardAt: null,
      updatedAt: now,
    }),
    insertAgreement({
      ...row,
      partner: partner.code,
      document,
      digest: await agreementDigest(document),
      ownSignature: null,
      partnerSignature: null,
      closing: null,
      proposedAt: now,
      effectiveAt,
      updatedAt: now,
      pending: null,
      pendingBy: null,
      untold: null,
      attempts: 0,
      nextAt: null,
      lastReason: null,
    }),
    insertRoutes({ rows: JSON.stringify(await routeRows([version], own)) }),
  ]
}
