import { residentCheckCharacter } from '@tongban/privacy'
import type { Scenario } from './scenario.ts'

/**
 * Who applies: synthetic persons, each once, since nobody is granted the same twice. The address code 519999 is no
 * place, so that nobody real bears such a number.
 */
export type Person = { readonly name: string; readonly idNumber: string; readonly birthDate: string }

const PLACE = '519999'
/** Sequences have three digits; so many persons are born on one day. */
const FIRST_SEQUENCE = 100
const PER_DAY = 900
const DAY_MS = 86_400_000

export const peopleOf = ({ personAt }: Scenario, count: number, today: string): readonly Person[] =>
  Array.from({ length: count }, (_, at) => personAt(at, today))

/** The person at this place among those born from the first of January on, so many years ago. */
export function personBorn(yearsAgo: number, at: number, today: string): Person {
  const firstDay = Date.UTC(Number(today.slice(0, 4)) - yearsAgo, 0, 1)
  const birthDate = new Date(firstDay + Math.floor(at / PER_DAY) * DAY_MS).toISOString().slice(0, 10)
  const body = `${PLACE}${birthDate.replaceAll('-', '')}${FIRST_SEQUENCE + (at % PER_DAY)}`
  return { name: '演示甲', idNumber: `${body}${residentCheckCharacter(body)}`, birthDate }
}

/** What every application of the bench says alike. */
export const standingParts = ({ name, idNumber }: Person, by: 'person' | 'staff') => ({
  applicant: { kind: 'person', name, idKind: 'residentId', idNumber },
  representation: { kind: by === 'person' ? 'self' : 'staffAssisted' },
  contact: { phone: '028-00000000' },
  materials: [],
  channel: by === 'person' ? 'web' : 'window',
  delivery: { kind: 'electronic' },
  privacyNotice: '2026-01',
})
