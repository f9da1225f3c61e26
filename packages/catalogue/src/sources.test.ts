/** The records each source holds, in the shape the items read them, from form to decision. */
import { decide, type Reading, settle } from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'
import { describe, expect, test } from 'vitest'
import { applicationRecord } from './applicant-facts.ts'
import { isAsked } from './is-asked.ts'
import { CASES } from './items/cases.ts'
import { ITEMS } from './items/index.ts'
import { itemOf, modelOf, NOW } from './rules.fixture.ts'

type Record = { readonly [key: string]: Json } | null
const ID = '110105195405060026'
const applicant = { idKind: 'residentId', idNumber: ID }
const BORN = { birthDate: '1954-05-06', hukouRegion: '510116' }

const EXAMPLES: Readonly<{
  [code: string]: {
    readonly form: Json
    readonly level?: string
    readonly records: { readonly [source: string]: Record }
  }
}> = {
  'elderly-allowance': {
    form: { payee: { account: '6222000000000000' }, hukouRegion: '510116' },
    records: {
      population: { ...BORN, lifeStatus: 'alive' },
      funeral: null,
      allowance: null,
      payeeAccount: { holderMatches: true },
    },
  },
  'graduate-settlement': {
    form: { settlement: { kind: 'talentCollective', region: '510116' }, dependants: 0 },
    records: {
      population: { birthDate: '2004-03-10', name: '演示甲', hukouRegion: '370811', hukouKind: 'own' },
      graduate: {
        level: 'bachelor',
        mode: 'fullTime',
        graduatedOn: '2026-06-30',
        degreeConferred: true,
        domestic: true,
        name: '演示甲',
        birthDate: '2004-03-10',
      },
      receiving: null,
      socialInsurance: null,
      hostConsent: null,
    },
  },
  'sole-trader-registration': {
    form: {
      organisationForm: 'individual',
      scope: ['日用百货销售'],
      premises: { address: '演示路1号', region: '510116', kind: 'rented', declared: true },
    },
    level: 'L3',
    records: {
      population: { birthDate: '1996-11-20' },
      realName: { level: 'L3' },
      market: null,
      scopeCatalogue: { found: [{ term: '日用百货销售', kind: 'general' }], missing: 0 },
      permits: { found: [], missing: 0 },
      addressLibrary: { region: '510116', onNegativeList: false },
      court: null,
      signature: { valid: true },
    },
  },
  'unemployment-registration': {
    form: {
      residence: { choice: 'hukou' },
      reason: 'lostJob',
      abilityAndWill: true,
      commitmentSigned: true,
      declarations: { student: false, serving: false, imprisoned: false },
    },
    records: {
      population: { birthDate: '1992-05-06', hukouRegion: '510116' },
      pension: null,
      socialInsurance: { insuredNow: 'none', insuredBefore: true },
      market: null,
      employment: null,
    },
  },
  'hygiene-permit-cancellation': {
    form: {
      permitNumber: '演卫许2024第0001号',
      ground: 'ceased',
      applicantIs: 'operator',
      original: 'electronicOnly',
    },
    level: 'L3',
    records: {
      licence: {
        holderNumber: ID,
        issuerRegion: '510116',
        state: 'valid',
        validUntil: '2028-10-31',
        linkedPermits: [{ number: '演酒备2024第0001号', name: '酒类备案' }],
      },
      market: { state: 'living', responsibleNumber: ID },
      enforcement: null,
    },
  },
}

describe.each(Object.entries(EXAMPLES))('%s', (code, { form, level, records }) => {
  const item = itemOf(code)

  async function run(without?: string, change: { readonly [source: string]: Record } = {}) {
    const answers: { readonly [source: string]: Record } = {
      guardianship: null,
      signature: null,
      identity: { idNumber: ID, name: '演示甲', realNameLevel: level ?? 'L2' },
      application: {
        ...applicationRecord({ applicant, representation: { kind: 'self' } }),
        privacyNotice: item.privacyNotice?.version ?? null,
      },
      ...records,
      ...change,
    }
    // The numbers of these examples are one person's; only the elder's carries the birth date the register has.
    const own = code === 'elderly-allowance' ? {} : { applicant: { ...applicant, idBirthDate: null } }
    // Who is not asked says nothing; the rows are decided all the same.
    const body = {
      applicant,
      representation: { kind: 'self' },
      form,
      submitter: { realNameLevel: level ?? 'L2' },
    }
    const silent = new Set(item.sources.filter((key) => !isAsked(key, body)).map(({ source }) => source))
    const asked = Object.entries(answers).filter(([source]) => !silent.has(source))
    const readings = Object.fromEntries(
      asked.map(([source, record]): [string, Reading] => [
        source,
        source === without
          ? { source, state: 'unavailable', reason: 'down' }
          : {
              source,
              state: 'answered',
              record: source === 'application' ? { ...record, ...own } : record,
              sourceAt: NOW,
            },
      ]),
    )
    const facts = settle({ definitions: item.facts, form, readings, now: NOW })
    const cases = CASES[code]
    if (cases === undefined) throw new Error('no cases')
    return decide({ model: await modelOf(code, cases), facts, receivedOn: '2026-11-23' })
  }

  test('do form and records of the right shape lead to approval?', async () => {
    expect(item.form.safeParse(form).success).toBe(true)
    const decision = await run()
    expect([decision.outcome, decision.hindrances]).toEqual(['approve', []])
    const asked = new Set(['application', 'identity', ...item.sources.map(({ source }) => source)])
    for (const source of Object.keys(records)) expect(asked.has(source)).toBe(true)
  })

  test('does every source that is down keep the case from being approved, and never refuse it?', async () => {
    for (const source of Object.keys(records)) {
      const { outcome, hindrances } = await run(source)
      const rules = hindrances.map(({ rule }) => rule)
      if (outcome === 'approve') expect(['hostConsent', 'permits', 'signature']).toContain(source)
      else
        expect([source, outcome, rules.every((rule) => rule.startsWith('U.'))]).toEqual([
          source,
          'refer',
          true,
        ])
    }
  })
})

test('does a form that differs from the register go to a person?', async () => {
  const item = itemOf('elderly-allowance')
  const population: Reading = {
    source: 'population',
    state: 'answered',
    record: { ...BORN, lifeStatus: 'alive' },
    sourceAt: NOW,
  }
  const facts = settle({
    definitions: item.facts,
    form: { birthDate: '1953-05-06' },
    readings: { population },
    now: NOW,
  })
  const cases = CASES['elderly-allowance']
  if (cases === undefined) throw new Error('no cases')
  const decision = decide({
    model: await modelOf('elderly-allowance', cases),
    facts,
    receivedOn: '2026-11-23',
  })
  expect(decision.outcome).toBe('refer')
  expect(decision.hindrances.map(({ rule }) => rule)).toContain('C.birthDate')
})

test('what is said of a scope or a permit that the form leaves out?', async () => {
  const item = itemOf('sole-trader-registration')
  const example = EXAMPLES['sole-trader-registration']
  const cases = CASES['sole-trader-registration']
  if (example === undefined || cases === undefined) throw new Error('no example')
  const model = await modelOf('sole-trader-registration', cases)
  const rulesWith = (records: { readonly [source: string]: Record }) => {
    const answers = {
      guardianship: null,
      identity: { idNumber: ID, realNameLevel: 'L3' },
      application: applicationRecord({ applicant, representation: { kind: 'self' } }),
      ...records,
    }
    const readings = Object.fromEntries(
      Object.entries(answers).map(([source, record]): [string, Reading] => [
        source,
        { source, state: 'answered', record, sourceAt: NOW },
      ]),
    )
    const facts = settle({ definitions: item.facts, form: example.form, readings, now: NOW })
    return decide({ model, facts, receivedOn: '2026-11-23' }).hindrances.map(({ rule }) => rule)
  }
  const { scopeCatalogue: _scope, permits: _permits, ...rest } = example.records
  expect(rulesWith(rest)).toEqual(['B8'])
  expect(
    rulesWith({ ...rest, scopeCatalogue: { found: [{ term: '旅馆业', kind: 'preApproval' }], missing: 0 } }),
  ).toEqual(['B9'])
})

test('does every list that a source is asked for say which fields of an entry are asked?', () => {
  const lists = ITEMS.flatMap(({ sources }) => sources).filter(({ many }) => many === true)
  expect(lists.length).toBeGreaterThan(0)
  for (const { source, eachFields = [] } of lists)
    expect([source, eachFields.length > 0]).toEqual([source, true])
})
