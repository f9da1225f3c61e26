import { civilDateAt } from '@tongban/calendar'
import type { AgreedItem, Agreement } from './agreement.ts'
import type { SignedVersion } from './routes.ts'

/** Agreements for tests: 500112 and 510116, made up. */
export const A = '510116'
export const B = '500112'
const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const party = (region: string) => ({
  region,
  name: { zh: `地区${region}`, en: `Region ${region}` },
  baseUrl: `https://${region}.test/exchange`,
  keys: [KEY],
})

export const anItem = (change: Partial<AgreedItem> = {}): AgreedItem => ({
  itemCode: 'elderly-allowance',
  receivedBy: A,
  handledBy: B,
  modes: ['online'],
  office: 'civil-affairs',
  from: '2026-12-01',
  until: null,
  ...change,
})

export const anAgreement = (change: Partial<Agreement> = {}): Agreement => ({
  id: 'chuanyu',
  version: 1,
  parties: [party(B), party(A)],
  items: [anItem()],
  duties: {
    receiving: { zh: '收件并核对身份', en: 'takes in and checks identity' },
    handling: { zh: '审查决定', en: 'examines and decides' },
  },
  limits: {
    acceptAndPushWorkdays: 1,
    paperPostWorkdays: 2,
    recheckWorkdays: 1,
    resultPostWorkdays: 1,
  },
  noticeDays: 30,
  from: '2026-12-01',
  until: null,
  previous: null,
  ...change,
})

/** Stored as signed by both on this day at noon; null: not signed. */
export function aVersion(
  change: Partial<Agreement> = {},
  { signedOn = '2026-11-23', endedOn = null }: { signedOn?: string | null; endedOn?: string | null } = {},
): SignedVersion {
  const agreement = anAgreement(change)
  const effectiveAt = signedOn === null ? null : Date.parse(`${signedOn}T04:00:00Z`)
  if (effectiveAt !== null && civilDateAt(effectiveAt) !== signedOn) throw new Error('not that day')
  return {
    id: agreement.id,
    version: agreement.version,
    state: signedOn === null ? 'proposedHere' : 'inForce',
    validFrom: agreement.from,
    validUntil: agreement.until,
    endedOn,
    effectiveAt,
    agreement,
  }
}
