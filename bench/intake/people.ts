import { residentCheckCharacter } from '@tongban/privacy'

/**
 * Who applies: synthetic persons in their seventies whose household is here, each once, since nobody is granted the
 * allowance twice. The address code 519999 is no place, so that nobody
 * real bears such a number.
 */
export type Person = { readonly name: string; readonly idNumber: string; readonly birthDate: string }

export const ITEM = 'elderly-allowance'
export const ACCOUNT = '9999000011112222'
const PLACE = '519999'
/** Sequences have three digits; so many persons are born on one day. */
const FIRST_SEQUENCE = 100
const PER_DAY = 900
const DAY_MS = 86_400_000

export function peopleOf(count: number, today: string): readonly Person[] {
  const firstDay = Date.UTC(Number(today.slice(0, 4)) - 79, 0, 1)
  return Array.from({ length: count }, (_, at) => {
    const birthDate = new Date(firstDay + Math.floor(at / PER_DAY) * DAY_MS).toISOString().slice(0, 10)
    const body = `${PLACE}${birthDate.replaceAll('-', '')}${FIRST_SEQUENCE + (at % PER_DAY)}`
    return { name: '演示甲', idNumber: `${body}${residentCheckCharacter(body)}`, birthDate }
  })
}

/** Handed in by the person, or by staff who have the person at the counter. */
export const applicationOf = ({ name, idNumber }: Person, by: 'person' | 'staff') => ({
  itemCode: ITEM,
  situation: 'ownAccount',
  applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
  representation: { kind: by === 'person' ? 'self' : 'staffAssisted' },
  contact: { phone: '028-00000000' },
  form: { payee: { account: ACCOUNT } },
  materials: [],
  channel: by === 'person' ? 'web' : 'window',
  delivery: { kind: 'electronic' },
  privacyNotice: '2026-01',
})

export type Register = {
  readonly source: string
  readonly records: readonly { readonly keys: readonly string[]; readonly record: object }[]
}

/** What the registers say of them; a register without a record of somebody says that there is none. */
export const registersOf = (people: readonly Person[], region: string): readonly Register[] => [
  {
    source: 'population',
    records: people.map(({ name, idNumber, birthDate }) => ({
      keys: [idNumber],
      record: { name, birthDate, hukouRegion: region, hukouKind: 'own', lifeStatus: 'alive' },
    })),
  },
  {
    source: 'payeeAccount',
    records: people.map(({ idNumber }) => ({ keys: [idNumber, ACCOUNT], record: { holderMatches: true } })),
  },
  ...['guardianship', 'signature', 'funeral', 'allowance'].map((source) => ({ source, records: [] })),
]
