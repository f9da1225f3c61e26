/**
 * The model by which speed is measured: 3 linked tables (14 FIRST, 16 COLLECT SUM, 10 FIRST = 40 rules) over 15
 * inputs (booleans, numbers, dates, enumerations, a region code, a list), invented and without legal meaning. The
 * rules stand here in a neutral form that other engines can be given too, with a generator of seeded cases. The
 * hand-written answer to compare with is `forty-rules-oracle.fixture.ts`.
 */
import { escapeXml } from './dmn.fixture.ts'

export type NeutralType = 'boolean' | 'number' | 'date' | 'string' | 'list'
/** A test of one input; `has` asks whether a list holds a text. Dates are ISO texts, ordered as such. */
type NeutralTest =
  | { readonly is: boolean | string | number }
  | { readonly atLeast: number | string }
  | { readonly below: number | string }
  | { readonly from: number | string; readonly to: number | string }
  | { readonly oneOf: readonly string[] }
  | { readonly noneOf: readonly string[] }
  | { readonly has: string }
type NeutralRow = {
  readonly when: Readonly<Record<string, NeutralTest>>
  readonly give: string | number
}
export type NeutralTable = {
  readonly name: string
  readonly hit: 'FIRST' | 'COLLECT SUM'
  readonly columns: readonly string[]
  readonly rows: readonly NeutralRow[]
}

export const FORTY_INPUTS = {
  local: 'boolean',
  employed: 'boolean',
  owner: 'boolean',
  penalty: 'boolean',
  age: 'number',
  income: 'number',
  residenceYears: 'number',
  dependants: 'number',
  insuredSince: 'date',
  registeredOn: 'date',
  education: 'string',
  housing: 'string',
  household: 'string',
  region: 'string',
  certificates: 'list',
} as const satisfies Record<string, NeutralType>

export const FORTY_TABLES: readonly NeutralTable[] = [
  {
    name: 'standing',
    hit: 'FIRST',
    columns: ['penalty', 'age', 'local', 'region', 'household', 'registeredOn', 'employed', 'owner'],
    rows: [
      { when: { penalty: { is: true } }, give: 'barred' },
      { when: { age: { below: 16 } }, give: 'minor' },
      { when: { age: { from: 16, to: 17 }, employed: { is: false } }, give: 'minor' },
      { when: { local: { is: true }, region: { is: '510116' }, household: { is: 'single' } }, give: 'core' },
      { when: { local: { is: true }, region: { is: '510116' }, owner: { is: true } }, give: 'core' },
      { when: { local: { is: true }, region: { oneOf: ['510104', '510105', '510106'] } }, give: 'near' },
      { when: { local: { is: true }, registeredOn: { below: '2010-01-01' } }, give: 'old' },
      { when: { local: { is: true }, household: { oneOf: ['family', 'extended'] } }, give: 'family' },
      { when: { local: { is: true } }, give: 'local' },
      { when: { employed: { is: true }, registeredOn: { below: '2020-07-01' } }, give: 'settled' },
      { when: { employed: { is: true }, region: { noneOf: ['500112', '500103'] } }, give: 'worker' },
      { when: { owner: { is: true }, household: { is: 'family' } }, give: 'owner' },
      { when: { age: { atLeast: 60 } }, give: 'senior' },
      { when: {}, give: 'other' },
    ],
  },
  {
    name: 'points',
    hit: 'COLLECT SUM',
    columns: [
      'age',
      'income',
      'residenceYears',
      'dependants',
      'insuredSince',
      'education',
      'housing',
      'certificates',
    ],
    rows: [
      { when: { age: { from: 18, to: 35 } }, give: 20 },
      { when: { age: { from: 36, to: 45 } }, give: 10 },
      { when: { education: { is: 'doctor' } }, give: 50 },
      { when: { education: { is: 'master' } }, give: 35 },
      { when: { education: { oneOf: ['bachelor', 'associate'] } }, give: 20 },
      { when: { income: { below: 3000.5 } }, give: 15 },
      { when: { income: { from: 3000.5, to: 8000 }, dependants: { atLeast: 2 } }, give: 8 },
      { when: { residenceYears: { atLeast: 5 } }, give: 12 },
      { when: { residenceYears: { atLeast: 10 }, housing: { is: 'rented' } }, give: 6 },
      { when: { insuredSince: { below: '2015-01-01' } }, give: 18 },
      { when: { insuredSince: { from: '2015-01-01', to: '2020-12-31' } }, give: 9 },
      { when: { certificates: { has: 'teacher' } }, give: 7 },
      { when: { certificates: { has: 'nurse' }, age: { below: 50 } }, give: 11 },
      { when: { certificates: { has: 'volunteer' }, residenceYears: { atLeast: 1 } }, give: 3 },
      { when: { housing: { noneOf: ['owned', 'shared'] }, dependants: { atLeast: 1 } }, give: 5 },
      { when: { dependants: { atLeast: 3 }, income: { below: 5000 } }, give: 4 },
    ],
  },
  {
    name: 'outcome',
    hit: 'FIRST',
    columns: ['standing', 'points', 'income', 'housing', 'employed', 'insuredSince'],
    rows: [
      { when: { standing: { oneOf: ['barred', 'minor'] } }, give: 'refer' },
      { when: { standing: { is: 'core' }, points: { atLeast: 30 } }, give: 'approve' },
      { when: { standing: { oneOf: ['near', 'old'] }, points: { atLeast: 45 } }, give: 'approve' },
      {
        when: {
          standing: { is: 'family' },
          points: { atLeast: 50 },
          housing: { oneOf: ['owned', 'rented'] },
        },
        give: 'approve',
      },
      { when: { points: { atLeast: 90 }, employed: { is: true } }, give: 'approve' },
      {
        when: { standing: { is: 'settled' }, insuredSince: { below: '2018-01-01' }, points: { atLeast: 60 } },
        give: 'approve',
      },
      { when: { income: { atLeast: 20_000 } }, give: 'refer' },
      { when: { points: { from: 25, to: 44 }, employed: { is: true } }, give: 'supplement' },
      { when: { points: { below: 25 } }, give: 'refer' },
      { when: {}, give: 'supplement' },
    ],
  },
]

export type FortyCase = {
  readonly local: boolean
  readonly employed: boolean
  readonly owner: boolean
  readonly penalty: boolean
  readonly age: number
  readonly income: number
  readonly residenceYears: number
  readonly dependants: number
  readonly insuredSince: string
  readonly registeredOn: string
  readonly education: string
  readonly housing: string
  readonly household: string
  readonly region: string
  readonly certificates: readonly string[]
}

/** Numbers from 0 to 1 that are the same for the same seed, by a multiplicative step and a mix (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pad = (part: number) => String(part).padStart(2, '0')

/** So many cases, the same for the same seed. */
export function fortyCases(count: number, seed = 1): FortyCase[] {
  const random = seeded(seed)
  const whole = (below: number) => Math.floor(random() * below)
  const pick = <T>(values: readonly [T, ...T[]]): T => values[whole(values.length)] ?? values[0]
  const date = () => `${2005 + whole(20)}-${pad(1 + whole(12))}-${pad(1 + whole(28))}`
  return Array.from({ length: count }, () => ({
    local: random() < 0.6,
    employed: random() < 0.7,
    owner: random() < 0.4,
    penalty: random() < 0.05,
    age: 10 + whole(70),
    income: pick([whole(25_000), whole(50_000) / 2, 3000.5, 8000, 5000]),
    residenceYears: whole(15),
    dependants: whole(5),
    insuredSince: date(),
    registeredOn: date(),
    education: pick(['none', 'associate', 'bachelor', 'master', 'doctor']),
    housing: pick(['owned', 'rented', 'shared', 'public']),
    household: pick(['single', 'family', 'extended']),
    region: pick(['510116', '510104', '510105', '510106', '500112', '500103', '110101']),
    certificates: (['teacher', 'nurse', 'volunteer', 'driver'] as const).filter(() => random() < 0.3),
  }))
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
/** A constant as FEEL writes it. */
function literal(value: boolean | string | number): string {
  if (typeof value !== 'string') return String(value)
  return ISO_DATE.test(value) ? `date("${value}")` : `"${value}"`
}

/** A test as the text of a cell. */
function feelTest(test: NeutralTest | undefined): string {
  if (test === undefined) return '-'
  if ('is' in test) return literal(test.is)
  if ('atLeast' in test) return `>= ${literal(test.atLeast)}`
  if ('below' in test) return `< ${literal(test.below)}`
  if ('from' in test) return `[${literal(test.from)}..${literal(test.to)}]`
  if ('oneOf' in test) return test.oneOf.map(literal).join(', ')
  if ('noneOf' in test) return `not(${test.noneOf.map(literal).join(', ')})`
  return `list contains(?, "${test.has}")`
}

const isInput = (name: string) => Object.hasOwn(FORTY_INPUTS, name)
const entry = (tag: string, text: string) => `<${tag}><text>${escapeXml(text)}</text></${tag}>`

function fortyTable(table: NeutralTable): string {
  const requirements = table.columns
    .map((name) => `<${isInput(name) ? 'requiredInput' : 'requiredDecision'} href="#${name}"/>`)
    .map((link) => `<informationRequirement>${link}</informationRequirement>`)
  const rows = table.rows.map((row, at) => {
    const cells = table.columns.map((name) => entry('inputEntry', feelTest(row.when[name])))
    return `<rule id="${table.name}-${at + 1}">${cells.join('')}${entry('outputEntry', literal(row.give))}</rule>`
  })
  const [policy, aggregation] = table.hit.split(' ')
  const type = aggregation === undefined ? 'string' : 'number'
  return `<decision id="${table.name}" name="${table.name}"><variable name="${table.name}" typeRef="${type}"/>
${requirements.join('')}
<decisionTable hitPolicy="${policy}"${aggregation === undefined ? '' : ` aggregation="${aggregation}"`}>
${table.columns.map((name) => `<input>${entry('inputExpression', name)}</input>`).join('')}
<output typeRef="${type}"/>
${rows.join('\n')}
</decisionTable></decision>`
}

/** The model as a DMN 1.5 file. */
export function fortyRulesXml(): string {
  const inputs = Object.entries(FORTY_INPUTS).map(([name, type]) => {
    const reference = type === 'list' ? 'tTexts' : type
    return `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${reference}"/></inputData>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="forty" name="forty rules" namespace="forty">
<itemDefinition name="tTexts" isCollection="true"><typeRef>string</typeRef></itemDefinition>
${inputs.join('\n')}
${FORTY_TABLES.map(fortyTable).join('\n')}
</definitions>`
}
