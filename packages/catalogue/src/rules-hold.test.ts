import { civilDateAt } from '@tongban/calendar'
import { decide, groupOf, printPlan } from '@tongban/decisions/runtime'
import { canonicalJson } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DatedCase, RECEIVED_ON } from './dated-case.ts'
import { CASES } from './items/cases.ts'
import { boundPlan, decideCase, itemOf, modelOf, ruleIds, settledFacts } from './rules.fixture.ts'
import { someFacts, UNKNOWN } from './some-facts.fixture.ts'

const ITEMS = Object.entries(CASES)

/** Facts whose absence changes nothing in the approvable example, because no row uses them in that situation. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'elderly-allowance': [
    'representation.authorityComplete',
    'representation.until',
    'authority.verified',
    'guardian.idNumber',
    'privacyNoticeSeen',
  ],
  'graduate-settlement': [
    'applicant.idBirthDate',
    'representation.authorityComplete',
    'representation.until',
    'authority.verified',
    'guardian.idNumber',
    'hukouKind',
    'settlement.hostConsents',
    'settlement.titleKnown',
  ],
  'sole-trader-registration': [
    'submitter.realName',
    'representation.authorityComplete',
    'representation.until',
    'authority.verified',
    'familyMembers',
    'name.wanted',
    'name.state',
    'preApprovals.permits',
  ],
  'unemployment-registration': [
    'representation.authorityComplete',
    'representation.until',
    'authority.verified',
    'guardian.idNumber',
    'insuredBefore',
    'residence.region',
    'residence.known',
  ],
  'hygiene-permit-cancellation': [
    'representation.authorityComplete',
    'representation.until',
    'authority.verified',
    'guardian.idNumber',
    'permit.validUntil',
    'business.state',
    'seal.valid',
  ],
}

describe.each(ITEMS)('%s', (code, cases) => {
  const item = itemOf(code)

  test('does each row hold in at least one case and fail in another?', async () => {
    const seen = new Map<string, { hit: number; miss: number }>()
    for (const dated of cases.cases) {
      const decision = await decideCase(code, cases, dated)
      for (const { table, row, rule, state } of decision.trace) {
        if (table !== 'hindrances' && table !== 'competence' && table !== 'result') continue
        const key = `${table} ${row + 1} ${rule ?? ''}`
        const counts = seen.get(key) ?? { hit: 0, miss: 0 }
        if (state === 'hit') counts.hit += 1
        if (state === 'miss') counts.miss += 1
        seen.set(key, counts)
      }
    }
    const single = (key: string) => key === 'result 1 ' && code !== 'elderly-allowance'
    const gaps = [...seen].filter(([key, { hit, miss }]) => hit === 0 || (miss === 0 && !single(key)))
    expect(gaps.map(([key]) => key)).toEqual([])
    expect(seen.size).toBeGreaterThan(15)
  })

  test('does every fact that is not known refer, unless no row uses it in this situation?', async () => {
    const model = await modelOf(code, cases)
    const without: string[] = []
    for (const definition of item.facts) {
      for (const status of UNKNOWN) {
        const facts = settledFacts(item, cases, { status: { [definition.name]: status } })
        const decision = decide({ model, facts, receivedOn: RECEIVED_ON })
        if (decision.outcome === 'approve') {
          if (status !== 'contradictory') without.push(definition.name)
          continue
        }
        const letter = status === 'contradictory' ? 'C' : 'U'
        expect([definition.name, status, decision.outcome, ruleIds(decision)]).toEqual([
          definition.name,
          status,
          'refer',
          [`${letter}.${groupOf(definition.name)}`],
        ])
      }
    }
    expect([...new Set(without)].toSorted()).toEqual([...(UNUSED[code] ?? [])].toSorted())
  })

  test('is every supplement that holds told in one notice?', async () => {
    const parts = cases.cases.filter(({ expected }) => expected.outcome === 'supplement')
    for (const [at, one] of parts.entries()) {
      for (const other of parts.slice(at + 1)) {
        if (Object.keys(one.facts ?? {}).some((name) => Object.hasOwn(other.facts ?? {}, name))) continue
        if (one.status !== undefined || other.status !== undefined) continue
        const both: DatedCase = { ...one, facts: { ...one.facts, ...other.facts } }
        const decision = await decideCase(code, cases, both)
        expect(decision.hindrances.map(({ rule }) => rule)).toEqual(
          expect.arrayContaining([...one.expected.rules, ...other.expected.rules]),
        )
        expect(decision.outcome).toBe('supplement')
        expect(decision.hindrances.every(({ cure }) => cure !== null)).toBe(true)
      }
    }
  })

  test('can anything be approved while a row holds or a needed fact is unknown?', async () => {
    const model = await modelOf(code, cases)
    fc.assert(
      fc.property(someFacts(item.facts, cases), fc.nat(), ([facts], pick) => {
        const before = decide({ model, facts, receivedOn: RECEIVED_ON })
        const open = before.trace.filter(({ table, state }) => table === 'hindrances' && state !== 'miss')
        expect(before.outcome === 'approve').toBe(
          before.outcome !== 'elsewhere' && before.hindrances.length === 0 && open.length === 0,
        )
        expect(before.result === null).toBe(before.outcome !== 'approve')
        const stop = {
          rule: 'S1',
          route: 'refer',
          code: null,
          zh: '停',
          en: 'stop',
          basis: '本地配置',
          cure: null,
          dates: {},
        } as const
        expect(decide({ model, facts, receivedOn: RECEIVED_ON, extra: [stop] }).outcome).not.toBe('approve')
        // Knowing less never approves what knowing more did not, and never changes the result.
        const blind = facts.map((fact, at) =>
          at === pick % facts.length ? { ...fact, status: 'unavailable' as const } : fact,
        )
        const after = decide({ model, facts: blind, receivedOn: RECEIVED_ON })
        if (after.outcome === 'approve' && facts[pick % facts.length]?.status === 'known') {
          expect(before.outcome).toBe('approve')
          expect(after.result).toEqual(before.result)
        }
        // A contradiction is a hindrance of its own; to lose it is to know something else, not less.
        if (facts[pick % facts.length]?.status === 'contradictory') return
        if (before.outcome === 'refer') expect(after.outcome).not.toBe('supplement')
        if (before.outcome === 'refer' || before.outcome === 'supplement')
          expect(after.outcome).not.toBe('approve')
      }),
      { numRuns: 400 },
    )
  })

  test('does a value of the region change the plan, and does each row name its basis?', async () => {
    const plan = await boundPlan(code, cases.region)
    const other = await boundPlan(code, cases.region, { minimumRealName: 'L1' })
    expect(canonicalJson(JSON.parse(JSON.stringify(other)))).not.toBe(
      canonicalJson(JSON.parse(JSON.stringify(plan))),
    )
    for (const { name, annotations, rows } of printPlan(plan)) {
      const at = (note: string) => annotations.indexOf(note)
      for (const { notes, outputs } of rows) {
        expect([name, notes[at('说明')], notes[at('English')], notes[at('依据')]]).not.toContain('')
        if (outputs.includes('"supplement"'))
          expect([notes[at('补正')], notes[at('To hand in')]]).not.toContain('')
      }
    }
  })
})

const ages: readonly (readonly [
  code: string,
  fact: string,
  birth: string,
  day: string,
  rules: readonly string[],
])[] = [
  ['elderly-allowance', 'birthDate', '1956-02-29', '2025-12-27', ['E2']],
  ['elderly-allowance', 'birthDate', '1956-02-29', '2025-12-28', []],
  ['elderly-allowance', 'birthDate', '1957-02-28', '2026-12-27', ['E2']],
  ['elderly-allowance', 'birthDate', '1957-02-28', '2026-12-28', []],
  ['elderly-allowance', 'birthDate', '1957-03-01', '2026-12-31', ['E2']],
  ['elderly-allowance', 'birthDate', '1957-03-01', '2027-01-01', []],
  ['sole-trader-registration', 'operator.birthDate', '2008-02-29', '2026-02-27', ['B3']],
  ['sole-trader-registration', 'operator.birthDate', '2008-02-29', '2026-02-28', []],
  ['sole-trader-registration', 'operator.birthDate', '2008-02-29', '2024-02-28', ['B2']],
  ['sole-trader-registration', 'operator.birthDate', '2008-02-29', '2024-02-29', ['B3']],
  ['unemployment-registration', 'birthDate', '2010-11-23', '2026-11-22', ['R1']],
  ['unemployment-registration', 'birthDate', '2010-11-23', '2026-11-23', []],
  ['unemployment-registration', 'birthDate', '2010-11-23', '2026-11-24', []],
]

test.each(ages)('%s: is a person whose %s is %s of age on %s?', async (code, fact, birth, day, rules) => {
  const cases = CASES[code]
  if (cases === undefined) throw new Error('no such cases')
  const facts = { [fact]: birth, ...(code === 'elderly-allowance' ? { 'applicant.idBirthDate': birth } : {}) }
  const decision = await decideCase(code, cases, {
    name: '',
    receivedOn: day,
    facts,
    expected: { outcome: 'approve', rules: [] },
  })
  expect(ruleIds(decision)).toEqual(rules)
})

const bands: readonly (readonly [
  birth: string,
  day: string,
  amount: number,
  from: string,
  next: string | null,
])[] = [
  ['1956-02-29', '2026-02-28', 200, '2026-02-01', '2036-02-29'],
  ['1936-11-24', '2026-11-23', 500, '2026-11-01', '2036-11-24'],
  ['1936-12-01', '2026-11-30', 300, '2026-11-01', '2026-12-01'],
  ['1936-11-30', '2026-11-01', 500, '2026-11-01', '2036-11-30'],
  ['1926-12-01', '2026-11-30', 500, '2026-11-01', '2026-12-01'],
  ['1926-11-30', '2026-11-01', 1000, '2026-11-01', null],
]

test.each(bands)(
  'what does a person born %s and applying on %s draw?',
  async (birth, day, amount, from, next) => {
    const cases = CASES['elderly-allowance']
    if (cases === undefined) throw new Error('no such cases')
    const facts = { birthDate: birth, 'applicant.idBirthDate': birth }
    const decision = await decideCase('elderly-allowance', cases, {
      name: '',
      receivedOn: day,
      facts,
      expected: { outcome: 'approve', rules: [] },
    })
    // A birthday in the first month paid counts for that month already.
    expect(decision.result).toEqual({ result: { amountYuan: amount, payableFromOn: from, nextBandOn: next } })
  },
)

test('does the civil day of receipt turn at midnight in Shanghai?', async () => {
  const cases = CASES['unemployment-registration']
  if (cases === undefined) throw new Error('no such cases')
  const at = async (instant: string) => {
    const receivedOn = civilDateAt(Date.parse(instant))
    const facts = { birthDate: '2010-11-23' }
    const decision = await decideCase('unemployment-registration', cases, {
      name: '',
      receivedOn,
      facts,
      expected: { outcome: 'approve', rules: [] },
    })
    return [receivedOn, decision.outcome]
  }
  expect(await at('2026-11-22T15:59:59.999Z')).toEqual(['2026-11-22', 'refer'])
  expect(await at('2026-11-22T16:00:00.000Z')).toEqual(['2026-11-23', 'approve'])
})
