/** Nobody is granted anything for somebody else on his word alone (行政许可法 29; 民法典 61, 165). */
import { decide, FACT_STATUSES, type FactStatus, type SettledFact } from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REPRESENTATION_KINDS } from './applicant-facts.ts'
import { RECEIVED_ON } from './dated-case.ts'
import { CASES } from './items/cases.ts'
import { itemOf, modelOf, settledFacts } from './rules.fixture.ts'
import { someFacts } from './some-facts.fixture.ts'

const STRANGER = '110105198001010011'
const BY_WORD = REPRESENTATION_KINDS.filter((kind) => kind !== 'staffAssisted')
type Changes = Readonly<Record<string, { readonly value: Json; readonly status?: FactStatus }>>

/** Authority that does not hold: not verified or not known to be, incomplete, or ended. */
const NO_AUTHORITY: readonly Changes[] = [
  { 'authority.verified': { value: false } },
  ...FACT_STATUSES.filter((status) => status !== 'known').map(
    (status): Changes => ({ 'authority.verified': { value: true, status } }),
  ),
  { 'authority.verified': { value: true }, 'representation.authorityComplete': { value: false } },
  { 'authority.verified': { value: true }, 'representation.until': { value: '2026-11-22' } },
]

const changed = (facts: readonly SettledFact[], changes: Changes): readonly SettledFact[] =>
  facts.map((fact) => {
    const change = changes[fact.name]
    return change === undefined ? fact : { ...fact, value: change.value, status: change.status ?? 'known' }
  })

describe.each(Object.entries(CASES))('%s', (code, cases) => {
  const item = itemOf(code)

  const stranger = (kind: string, applicantIs: string, authority: Changes): Changes => ({
    'representation.authorityComplete': { value: true },
    'representation.until': { value: '2027-06-30' },
    ...authority,
    'submitter.idNumber': { value: STRANGER },
    'representation.kind': { value: kind },
    applicantIs: { value: applicantIs },
  })
  const STANDINGS = ['holder', 'legalRepresentative', 'operator', 'agent'] as const

  test.each(BY_WORD)('is a stranger who applies as %s ever approved?', async (kind) => {
    const model = await modelOf(code, cases)
    const facts = settledFacts(item, cases, {})
    for (const authority of NO_AUTHORITY)
      for (const applicantIs of STANDINGS) {
        const made = changed(facts, stranger(kind, applicantIs, authority))
        const { outcome, hindrances } = decide({ model, facts: made, receivedOn: RECEIVED_ON })
        expect([kind, applicantIs, outcome]).not.toContain('approve')
        expect(hindrances.length).toBeGreaterThan(0)
      }
  })

  test('does verified authority let an agent and a handler through?', async () => {
    const model = await modelOf(code, cases)
    for (const kind of ['agent', 'handler']) {
      const made = changed(settledFacts(item, cases, { facts: { 'seal.valid': true } }), {
        ...stranger(kind, 'agent', { 'authority.verified': { value: true } }),
        'seal.valid': { value: true },
      })
      expect(decide({ model, facts: made, receivedOn: RECEIVED_ON }).outcome).toBe('approve')
    }
  })

  test('whatever else is so or not known: is a stranger without authority ever approved?', async () => {
    const model = await modelOf(code, cases)
    fc.assert(
      fc.property(
        someFacts(item.facts, cases),
        fc.constantFrom(...BY_WORD),
        fc.constantFrom(...STANDINGS),
        fc.constantFrom(...NO_AUTHORITY),
        fc.constantFrom<FactStatus>(...FACT_STATUSES),
        ([drawn], kind, applicantIs, authority, status) => {
          const changes = stranger(kind, applicantIs, authority)
          const number = { ...changes, 'submitter.idNumber': { value: STRANGER, status } }
          const made = changed(drawn, number).map((fact) =>
            // The stranger is neither the applicant, nor the recorded guardian, nor the head in the register.
            fact.name !== 'submitter.idNumber' && fact.value === STRANGER ? { ...fact, value: 'x' } : fact,
          )
          expect(decide({ model, facts: made, receivedOn: RECEIVED_ON }).outcome).not.toBe('approve')
        },
      ),
      { numRuns: 300 },
    )
  })
})
