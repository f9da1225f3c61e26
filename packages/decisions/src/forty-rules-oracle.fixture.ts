/** The forty rules once more, by hand and without any table: what every engine has to answer. */
import type { FortyCase } from './forty-rules.fixture.ts'

function standing(c: FortyCase): string {
  if (c.penalty) return 'barred'
  if (c.age < 16) return 'minor'
  if (c.age >= 16 && c.age <= 17 && !c.employed) return 'minor'
  if (c.local) {
    if (c.region === '510116' && c.household === 'single') return 'core'
    if (c.region === '510116' && c.owner) return 'core'
    if (c.region === '510104' || c.region === '510105' || c.region === '510106') return 'near'
    if (c.registeredOn < '2010-01-01') return 'old'
    if (c.household === 'family' || c.household === 'extended') return 'family'
    return 'local'
  }
  if (c.employed && c.registeredOn < '2020-07-01') return 'settled'
  if (c.employed && c.region !== '500112' && c.region !== '500103') return 'worker'
  if (c.owner && c.household === 'family') return 'owner'
  return c.age >= 60 ? 'senior' : 'other'
}

/** The sum of the rows that hold; null when none does, as DMN asks of a sum over nothing. */
function points(c: FortyCase): number | null {
  let sum = 0
  let rows = 0
  const add = (value: number, holds: boolean) => {
    if (!holds) return
    sum += value
    rows += 1
  }
  add(20, c.age >= 18 && c.age <= 35)
  add(10, c.age >= 36 && c.age <= 45)
  add(50, c.education === 'doctor')
  add(35, c.education === 'master')
  add(20, c.education === 'bachelor' || c.education === 'associate')
  add(15, c.income < 3000.5)
  add(8, c.income >= 3000.5 && c.income <= 8000 && c.dependants >= 2)
  add(12, c.residenceYears >= 5)
  add(6, c.residenceYears >= 10 && c.housing === 'rented')
  add(18, c.insuredSince < '2015-01-01')
  add(9, c.insuredSince >= '2015-01-01' && c.insuredSince <= '2020-12-31')
  add(7, c.certificates.includes('teacher'))
  add(11, c.certificates.includes('nurse') && c.age < 50)
  add(3, c.certificates.includes('volunteer') && c.residenceYears >= 1)
  add(5, c.housing !== 'owned' && c.housing !== 'shared' && c.dependants >= 1)
  add(4, c.dependants >= 3 && c.income < 5000)
  return rows === 0 ? null : sum
}

/** A comparison with a sum that is null never holds. */
function outcome(c: FortyCase, group: string, sum: number | null): string {
  const score = sum ?? Number.NaN
  if (group === 'barred' || group === 'minor') return 'refer'
  if (group === 'core' && score >= 30) return 'approve'
  if ((group === 'near' || group === 'old') && score >= 45) return 'approve'
  if (group === 'family' && score >= 50 && (c.housing === 'owned' || c.housing === 'rented')) return 'approve'
  if (score >= 90 && c.employed) return 'approve'
  if (group === 'settled' && c.insuredSince < '2018-01-01' && score >= 60) return 'approve'
  if (c.income >= 20_000) return 'refer'
  if (score >= 25 && score <= 44 && c.employed) return 'supplement'
  return score < 25 ? 'refer' : 'supplement'
}

export type FortyAnswer = {
  readonly standing: string
  readonly points: number | null
  readonly outcome: string
}

export function fortyOracle(c: FortyCase): FortyAnswer {
  const group = standing(c)
  const sum = points(c)
  return { standing: group, points: sum, outcome: outcome(c, group, sum) }
}
