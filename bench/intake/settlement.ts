import { blindIndex } from '@tongban/privacy'
import { personBorn, standingParts } from './people.ts'
import { REGION } from './region.ts'
import type { Scenario } from './scenario.ts'

/** 应届毕业生接收落户: graduates from elsewhere who settle in the talent collective. A grant issues no licence. */
const DAY_MS = 86_400_000
const GRADUATED_DAYS_AGO = 150

export const settlement: Scenario = {
  name: 'settlement',
  says: '应届毕业生接收落户, a grant without a licence',
  item: 'graduate-settlement',
  issuesLicence: false,
  personAt: (at, today) => personBorn(23, at, today),
  applicationOf: (person, by) => ({
    ...standingParts(person, by),
    itemCode: 'graduate-settlement',
    situation: 'talentCollective',
    form: { settlement: { kind: 'talentCollective', region: REGION }, dependants: 0 },
  }),
  registersOf: (people, today) => {
    const graduatedOn = new Date(Date.parse(today) - GRADUATED_DAYS_AGO * DAY_MS).toISOString().slice(0, 10)
    const degree = { level: 'bachelor', mode: 'fullTime', graduatedOn, degreeConferred: true, domestic: true }
    return [
      {
        source: 'population',
        records: people.map(({ name, idNumber, birthDate }) => ({
          keys: [idNumber],
          record: { name, birthDate, hukouRegion: '370811', hukouKind: 'own', lifeStatus: 'alive' },
        })),
      },
      {
        source: 'graduate',
        records: people.map(({ name, idNumber, birthDate }) => ({
          keys: [idNumber],
          record: { ...degree, name, birthDate },
        })),
      },
      ...['guardianship', 'signature', 'receiving', 'socialInsurance', 'hostConsent', 'propertyTitle'].map(
        (source) => ({ source, records: [] }),
      ),
    ]
  },
  async keysOf(ring, { idNumber }) {
    const [person, party, matter] = await Promise.all([
      blindIndex(ring, 'registry', idNumber),
      blindIndex(ring, 'party', `residentId|${idNumber}`),
      blindIndex(ring, 'grant', `residentId|${idNumber}`),
    ])
    return { person, party, matter }
  },
}
