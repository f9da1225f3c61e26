import { residentCheckCharacter } from '@tongban/privacy'

/**
 * Who applies: synthetic persons of 72 whose household is here. The address code 519999 is no place, so that nobody
 * real bears such a number.
 */
export type Person = { readonly name: string; readonly idNumber: string; readonly birthDate: string }

export const ITEM = 'elderly-allowance'
const ACCOUNT = '9999000011112222'
const PLACE = '519999'
const FIRST_SEQUENCE = 100

export function peopleOf(count: number, today: string): readonly Person[] {
  const birthDate = `${Number(today.slice(0, 4)) - 73}-01-01`
  return Array.from({ length: count }, (_, at) => {
    const body = `${PLACE}${birthDate.replaceAll('-', '')}${FIRST_SEQUENCE + at}`
    return { name: '演示甲', idNumber: `${body}${residentCheckCharacter(body)}`, birthDate }
  })
}

export const applicationOf = ({ name, idNumber }: Person) => ({
  itemCode: ITEM,
  situation: 'ownAccount',
  applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
  representation: { kind: 'self' },
  contact: { phone: '028-00000000' },
  form: { payee: { account: ACCOUNT } },
  materials: [],
  channel: 'web',
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
