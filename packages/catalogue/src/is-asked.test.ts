/** Which sources an application asks, and that the notice names each of them. */
import type { Json } from '@tongban/kernel'
import { describe, expect, test } from 'vitest'
import { REPRESENTATION_KINDS } from './applicant-facts.ts'
import { isAsked } from './is-asked.ts'
import { CASES } from './items/cases.ts'
import { itemOf } from './rules.fixture.ts'
import { SOURCE_NAMES } from './source-names.ts'

type Body = { readonly [key: string]: Json }
const body = (kind: string, form: Body = {}, level = 'L3', idKind = 'residentId'): Body => ({
  applicant: { idKind },
  representation: { kind },
  form,
  submitter: { realNameLevel: level },
})
const asked = (code: string, of: Body) =>
  itemOf(code)
    .sources.filter((source) => isAsked(source, of))
    .map(({ source }) => source)

test('is the service that verifies authorities asked of the one who applies for himself?', () => {
  const code = 'elderly-allowance'
  expect(asked(code, body('self'))).toEqual([
    'identity',
    'guardianship',
    'population',
    'funeral',
    'allowance',
    'payeeAccount',
  ])
  for (const kind of REPRESENTATION_KINDS)
    expect([kind, asked(code, body(kind)).includes('authority')]).toEqual([
      kind,
      ['agent', 'handler'].includes(kind),
    ])
})

test('is a seal asked for where a face check does, and guardians of a company?', () => {
  const code = 'hygiene-permit-cancellation'
  expect(asked(code, body('self'))).not.toContain('signature')
  expect(asked(code, body('self', {}, 'L2'))).toContain('signature')
  expect(asked(code, body('handler'))).toContain('signature')
  expect(asked(code, body('self', {}, 'L3', 'unifiedSocialCreditCode'))).not.toContain('guardianship')
})

test.each([
  ['graduate-settlement', 'hostConsent', { settlement: { kind: 'talentCollective' } }, false],
  ['graduate-settlement', 'hostConsent', { settlement: { kind: 'employerCollective' } }, true],
  ['graduate-settlement', 'propertyTitle', { settlement: { kind: 'employerCollective' } }, false],
  ['graduate-settlement', 'propertyTitle', { settlement: { kind: 'ownHome' } }, true],
  ['unemployment-registration', 'residencePermit', { residence: { choice: 'hukou' } }, false],
  ['unemployment-registration', 'residencePermit', { residence: { choice: 'usual' } }, true],
  ['unemployment-registration', 'residencePermit', {}, false],
] as const)('%s: is %s asked for the form %j? %s', (code, source, form, expected) => {
  expect(asked(code, body('self', form)).includes(source)).toBe(expected)
})

describe.each(Object.keys(CASES))('%s', (code) => {
  test('does the privacy notice name every source that can be asked?', () => {
    const { sources, privacyNotice, facts } = itemOf(code)
    expect(sources.length).toBeGreaterThan(5)
    for (const { source, when } of sources) {
      const name = SOURCE_NAMES[source]
      if (name === undefined) throw new Error(`${source} has no name`)
      const [always = '', sometimes = ''] = privacyNotice?.zh.split('仅在') ?? []
      expect([source, when === undefined ? always : sometimes]).toEqual([
        source,
        expect.stringContaining(name.zh),
      ])
      expect(privacyNotice?.en).toContain(name.en)
    }
    for (const { source, sourceName } of facts) expect([source, sourceName]).not.toContain(undefined)
  })
})
