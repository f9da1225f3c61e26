/**
 * A case with its expected answer, as data: an item's own examples, read by its tests and by whoever publishes a new
 * version. Persons and numbers are made up.
 */
import type { FactStatus, Outcome } from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'

export type DatedCase = {
  readonly name: string
  readonly receivedOn: string
  /** What differs from the item's approvable example. */
  readonly facts?: Readonly<Record<string, Json>>
  readonly status?: Readonly<Record<string, Exclude<FactStatus, 'known'>>>
  readonly parameters?: Readonly<Record<string, Json>>
  readonly expected: {
    readonly outcome: Outcome
    /** Rule ids that stand against approval, exactly these; with `elsewhere` the row of competence. */
    readonly rules: readonly string[]
    readonly dates?: Readonly<Record<string, string>>
    readonly codes?: readonly string[]
    readonly result?: { readonly [name: string]: Json }
  }
}

export type DatedCases = {
  /** Region whose parameters are taken. */
  readonly region: string
  /** Facts of an application that is approved on 2026-11-23. */
  readonly approvable: Readonly<Record<string, Json>>
  readonly cases: readonly DatedCase[]
}

export const RECEIVED_ON = '2026-11-23'

/** Facts about applicant and representation of a person applying alone, at L2. */
export const ALONE: Readonly<Record<string, Json>> = {
  'applicant.idKind': 'residentId',
  'applicant.idNumber': '110105194912310021',
  'submitter.idNumber': '110105194912310021',
  'submitter.realName': 'L2',
  'representation.kind': 'self',
  'representation.authorityComplete': false,
  'representation.until': null,
  'authority.verified': false,
  'guardian.recorded': false,
  'guardian.idNumber': null,
}

const on = (
  name: string,
  expected: DatedCase['expected'],
  more: Omit<DatedCase, 'name' | 'receivedOn' | 'expected'>,
): DatedCase => ({
  name,
  receivedOn: RECEIVED_ON,
  expected,
  ...more,
})
type Change = Omit<DatedCase, 'name' | 'receivedOn' | 'expected'>

export const approved = (
  name: string,
  change: Change,
  result?: { readonly [name: string]: Json },
): DatedCase =>
  on(name, { outcome: 'approve', rules: [], ...(result === undefined ? {} : { result }) }, change)

export const referred = (
  name: string,
  change: Change,
  rules: readonly string[],
  more: Pick<DatedCase['expected'], 'dates' | 'codes'> = {},
): DatedCase => on(name, { outcome: 'refer', rules, ...more }, change)

export const supplemented = (name: string, change: Change, rules: readonly string[]): DatedCase =>
  on(name, { outcome: 'supplement', rules }, change)

export const elsewhere = (name: string, change: Change, rule: string): DatedCase =>
  on(name, { outcome: 'elsewhere', rules: [rule] }, change)

const AGENT = {
  'representation.kind': 'agent',
  'representation.authorityComplete': true,
  'representation.until': '2027-06-30',
  'authority.verified': true,
} as const

const STRANGER = { 'submitter.idNumber': '110105198001010011' } as const

/** Rows G1–G6 as every item has them; an item leaves out those it puts its own row in place of. */
export function applicantCases(without: readonly ('G1' | 'G2' | 'G4' | 'G5')[] = []): readonly DatedCase[] {
  const cases: readonly (readonly [string, DatedCase])[] = [
    [
      'G1',
      referred(
        '登记有监护人而本人申请',
        { facts: { 'guardian.recorded': true, 'guardian.idNumber': '110105198001010011' } },
        ['G1'],
      ),
    ],
    [
      'G1',
      approved('登记的监护人代为申请', {
        facts: {
          'guardian.recorded': true,
          'guardian.idNumber': '110105198001010011',
          'submitter.idNumber': '110105198001010011',
          'representation.kind': 'guardian',
        },
      }),
    ],
    [
      'G2',
      supplemented('代理人没有委托书', { facts: { ...AGENT, 'representation.authorityComplete': false } }, [
        'G2',
      ]),
    ],
    [
      'G2',
      supplemented('委托书已过期', { facts: { ...AGENT, 'representation.until': '2026-11-22' } }, ['G2']),
    ],
    [
      'G3',
      approved('代理人委托书经电子核验，当日届满', {
        facts: { ...AGENT, 'representation.until': '2026-11-23' },
      }),
    ],
    [
      'G2',
      supplemented(
        '经办人没有委托书',
        {
          facts: {
            ...AGENT,
            ...STRANGER,
            'representation.kind': 'handler',
            'representation.authorityComplete': false,
          },
        },
        ['G2'],
      ),
    ],
    [
      'G3',
      referred(
        '经办人的委托书无法电子核验',
        { facts: { ...AGENT, ...STRANGER, 'representation.kind': 'handler', 'authority.verified': false } },
        ['G3'],
      ),
    ],
    [
      'G6',
      referred(
        '他人以法定代表人身份代个人申请',
        { facts: { ...STRANGER, 'representation.kind': 'legalRepresentative' } },
        ['G6'],
      ),
    ],
    ['G6', referred('他人以本人名义提交', { facts: STRANGER }, ['G6'])],
    ['G3', referred('委托书无法电子核验', { facts: { ...AGENT, 'authority.verified': false } }, ['G3'])],
    ['G4', referred('持护照申请', { facts: { 'applicant.idKind': 'passport' } }, ['G4'])],
    ['G5', supplemented('实名等级只有 L1', { facts: { 'submitter.realName': 'L1' } }, ['G5'])],
  ]
  const skipped: ReadonlySet<string> = new Set(without)
  return cases.filter(([rule]) => !skipped.has(rule)).map(([, dated]) => dated)
}
