import {
  type Flip,
  report as inWords,
  type Plan,
  type ReportLine,
  type ShadowReport,
} from '@tongban/decisions'

/**
 * Past cases decided again, counted over all pages so far: pure addition, so that any number of cases can be gone
 * through a page at a time. Holds case numbers, outcomes and rule ids, never a value of anybody's.
 */
export type Totals = {
  readonly cases: number
  readonly replayed: number
  readonly erased: number
  /** Decided by an earlier version, and the rules in force would already decide them otherwise. */
  readonly alreadyDifferent: number
  readonly different: number
  readonly resultsOnly: number
  readonly outcomes: ShadowReport['outcomes']
  readonly rules: ShadowReport['rules']
  /** Cases the rules in force do not decide as is recorded of themselves; and records that cannot be read. */
  readonly notReproduced: readonly string[]
  readonly groups: { readonly [id: string]: CaseGroup }
}

/** Cases that change in the same way: one has to be explained, for all of them. */
export type CaseGroup = { readonly cases: number; readonly sample: Flip }

export const NOTHING: Totals = {
  cases: 0,
  replayed: 0,
  erased: 0,
  alreadyDifferent: 0,
  different: 0,
  resultsOnly: 0,
  outcomes: {},
  rules: {},
  notReproduced: [],
  groups: {},
}

const MOST_NAMED = 20

export function addTotals(left: Totals, right: Totals): Totals {
  return {
    cases: left.cases + right.cases,
    replayed: left.replayed + right.replayed,
    erased: left.erased + right.erased,
    alreadyDifferent: left.alreadyDifferent + right.alreadyDifferent,
    different: left.different + right.different,
    resultsOnly: left.resultsOnly + right.resultsOnly,
    outcomes: joined(left.outcomes, right.outcomes, (a, b) => joined(a, b, (x, y) => x + y)),
    rules: joined(left.rules, right.rules, (a, b) => ({
      gained: a.gained + b.gained,
      lost: a.lost + b.lost,
    })),
    notReproduced: [...left.notReproduced, ...right.notReproduced].slice(0, MOST_NAMED),
    groups: addGroups(left.groups, right.groups),
  }
}

export const addGroups = (left: Totals['groups'], right: Totals['groups']): Totals['groups'] =>
  joined(left, right, (a, b) => ({ cases: a.cases + b.cases, sample: a.sample }))

type Named<T> = { readonly [name: string]: T }

function joined<T>(left: Named<T>, right: Named<T>, add: (left: T, right: T) => T): Named<T> {
  const out: Record<string, T> = { ...left }
  for (const [name, value] of Object.entries(right)) {
    const held = out[name]
    out[name] = held === undefined ? value : add(held, value)
  }
  return out
}

/** What differing cases have in common: from what to what, and by which rules. */
export function groupOf({ from, to, gained, lost }: Flip): string {
  return `cases:${from.outcome}>${to.outcome}:${changes(gained, '+')}${changes(lost, '-')}`
}

/** A case that a person refused and the new rules would approve: told apart, whatever the rules in force say. */
export const REFUSED_BY_PERSON = 'cases:refusedByPerson>approve'

const changes = (rules: readonly string[], sign: string) =>
  rules
    .toSorted()
    .map((rule) => `${sign}${rule}`)
    .join('')

/** A flip without anybody's values. */
export const withoutValues = (flip: Flip): Flip => ({
  ...flip,
  from: { ...flip.from, result: null },
  to: { ...flip.to, result: null },
})

/** The totals as sentences, with one case of each group. */
export function totalsInWords(plan: Plan, totals: Totals): readonly ReportLine[] {
  const { alreadyDifferent } = totals
  const flips = Object.values(totals.groups).map(({ sample }) => sample)
  const { lines } = inWords(plan, { shadow: { ...totals, flips, kept: flips.length, groups: {} } })
  if (alreadyDifferent === 0) return lines
  const earlier: ReportLine = {
    severity: 'note',
    kind: 'alreadyDifferent',
    table: null,
    zh: `另有 ${alreadyDifferent} 件由更早的版本决定，按现行规则已会有不同结果；是否不同以现行规则为准比较。`,
    en: `${alreadyDifferent} were decided by earlier versions, and the rules in force would already decide them otherwise; the comparison is with the rules in force.`,
  }
  return [...lines, earlier]
}
