import { blindIndex } from '@tongban/privacy'
import { personBorn, standingParts } from './people.ts'
import { REGION } from './region.ts'
import type { Scenario } from './scenario.ts'

/** 高龄老人津贴: persons in their seventies whose household is here. A grant issues a licence that is signed first. */
const ACCOUNT = '9999000011112222'

/** For persons whose household is in this region. */
export const allowanceIn = (region: string): Scenario => ({
  name: 'allowance',
  says: '高龄老人津贴, a grant that issues a licence',
  item: 'elderly-allowance',
  issuesLicence: true,
  personAt: (at, today) => personBorn(79, at, today),
  applicationOf: (person, by) => ({
    ...standingParts(person, by),
    itemCode: 'elderly-allowance',
    situation: 'ownAccount',
    form: { payee: { account: ACCOUNT } },
  }),
  registersOf: (people) => [
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
  ],
  async keysOf(ring, { idNumber }) {
    const [person, account, party, matter] = await Promise.all([
      blindIndex(ring, 'registry', idNumber),
      blindIndex(ring, 'registry', `${idNumber}|${ACCOUNT}`),
      blindIndex(ring, 'party', `residentId|${idNumber}`),
      blindIndex(ring, 'grant', `residentId|${idNumber}`),
    ])
    return { person, account, party, matter }
  },
})

export const allowance = allowanceIn(REGION)
