import { otherThan, type Region } from '../region/regions.ts'
import { acrossOf } from '../seed/across.ts'
import { peopleOf } from '../seed/people.ts'
import type { Person } from '../seed/person.ts'
import { type Bearer, claimsOf, subjectOf } from '../token/sign.ts'
import { inGroups } from './groups.ts'
import { officialsOf } from './officials.ts'

/** Who can be tried out at the pages of a region, as its gateway is told: their claims, and no token. */
export function demoPeopleOf({ code }: Region, firstDay: string): string {
  const shown = (
    key: string,
    { zh, en, name }: { zh: string; en: string; name: string },
    bearer: Bearer,
  ) => ({
    key,
    name,
    zh,
    en,
    subject: subjectOf(bearer),
    claims: claimsOf(code, bearer),
  })
  const people: Readonly<Record<string, Person>> = {
    ...peopleOf(code, firstDay),
    ...acrossOf(otherThan(code), firstDay),
  }
  const all = [
    ...Object.entries(people).map(([key, person]) =>
      shown(key, person, {
        kind: 'applicant',
        name: person.name,
        idKind: 'residentId',
        idNumber: person.idNumber,
        realNameLevel: 'L3',
      }),
    ),
    ...Object.entries(officialsOf(code)).map(([key, official]) => shown(key, official, official)),
  ]
  return JSON.stringify(inGroups(all))
}
