import { type Across, acrossOf } from './across.ts'
import { endOfLastMonth, firstOfMonth, latestGraduation } from './day.ts'
import type { People } from './people.ts'
import type { Person } from './person.ts'

/**
 * What the registers of the demonstration hold. A source that is listed here is held, even if nobody has a record in
 * it: then everybody is known to have none. A source left out is unavailable, and a person decides.
 */
export type Registry = { readonly source: string; readonly records: readonly Entry[] }
export type Entry = {
  readonly keys: readonly string[]
  readonly record: { readonly [name: string]: unknown }
  /** How long ago the source stated it. */
  readonly hoursAgo: number
}

const STALE_HOURS = 24 * 40
/** Account of every payee of the demonstration; not a number any bank gives. */
export const DEMO_ACCOUNT = '9999000011112222'
export const DEMO_SCOPE = {
  general: '日用百货销售',
  postApproval: '食品销售',
  preApproval: '烟草制品零售',
} as const
export const DEMO_ADDRESS = '演示路 1 号'
export const DEMO_TRADE_NAMES = { free: '演示百货店', identical: '演示小卖部' } as const
export const DEMO_PERMIT = '演卫公证字2022001'

export function registriesOf(
  region: string,
  other: string,
  today: string,
  people: People,
  /** Who applies in the other region is on record here. */
  away: Across = acrossOf(region, today),
): readonly Registry[] {
  const everyone: readonly Person[] = [...Object.values(people), ...Object.values(away)]
  const graduatedOn = latestGraduation(today)
  const about = (person: Person, record: Entry['record'], hoursAgo = 0): Entry => ({
    keys: [person.idNumber],
    record,
    hoursAgo,
  })
  const hukouOf = (person: Person) => {
    if (person === people.elsewhere) return other
    return person === people.graduate || person === people.partTime ? '510704' : region
  }
  const degree = (person: Person, mode: 'fullTime' | 'partTime') =>
    about(person, {
      level: 'bachelor',
      mode,
      graduatedOn,
      degreeConferred: true,
      domestic: true,
      name: person.name,
      birthDate: person.birthOn,
    })

  return [
    {
      source: 'population',
      records: everyone
        .filter((person) => person !== people.unrecorded && person !== away.acrossUnrecorded)
        .map((person) =>
          about(
            person,
            {
              name: person.name,
              birthDate: person.birthOn,
              hukouRegion: hukouOf(person),
              hukouKind: 'own',
              lifeStatus: person === people.dead ? 'dead' : 'alive',
            },
            person === people.stale ? STALE_HOURS : 0,
          ),
        ),
    },
    { source: 'guardianship', records: [] },
    { source: 'authority', records: [] },
    {
      source: 'signature',
      records: [people.operator, people.barred].map(({ idNumber }) => ({
        keys: ['sole-trader-registration', idNumber, DEMO_ADDRESS],
        record: { valid: true },
        hoursAgo: 0,
      })),
    },
    { source: 'funeral', records: [about(people.dead, { recordedOn: endOfLastMonth(today) })] },
    { source: 'allowance', records: [about(people.granted, { currentAllowance: 'here' })] },
    {
      source: 'payeeAccount',
      records: everyone.map((person) => ({
        keys: [person.idNumber, DEMO_ACCOUNT],
        record: { holderMatches: true },
        hoursAgo: 0,
      })),
    },
    {
      source: 'graduate',
      records: [degree(people.graduate, 'fullTime'), degree(people.partTime, 'partTime')],
    },
    { source: 'receiving', records: [] },
    { source: 'hostConsent', records: [] },
    { source: 'propertyTitle', records: [] },
    {
      source: 'socialInsurance',
      records: [
        about(people.unemployed, { insuredNow: 'none', insuredBefore: true }),
        about(people.insured, { insuredNow: 'employee', insuredBefore: true }),
      ],
    },
    { source: 'pension', records: [] },
    { source: 'employment', records: [] },
    { source: 'residencePermit', records: [] },
    {
      source: 'market',
      records: [about(people.barred, { barredUntil: firstOfMonth(today, { years: 1 }) })],
    },
    {
      source: 'realName',
      records: [people.operator, people.barred].map((person) => about(person, { level: 'L3' })),
    },
    { source: 'court', records: [] },
    {
      source: 'nameService',
      records: Object.entries(DEMO_TRADE_NAMES).map(([state, name]) => entry(name, { state })),
    },
    {
      source: 'scopeCatalogue',
      records: Object.entries(DEMO_SCOPE).map(([kind, term]) => entry(term, { term, kind })),
    },
    { source: 'permits', records: [] },
    { source: 'addressLibrary', records: [entry(DEMO_ADDRESS, { region, onNegativeList: false })] },
    {
      source: 'licence',
      records: [
        entry(DEMO_PERMIT, {
          holderNumber: people.permitHolder.idNumber,
          issuerRegion: region,
          state: 'expired',
          validUntil: endOfLastMonth(today),
          linkedPermits: [],
        }),
      ],
    },
    { source: 'enforcement', records: [] },
  ]
}

const entry = (key: string, record: Entry['record']): Entry => ({ keys: [key], record, hoursAgo: 0 })
