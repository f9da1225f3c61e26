import { type Claim, type Item, regionNameOf, SOURCE_NAMES } from '@tongban/catalogue'
import { APPLICATION_SOURCE, type FactDefinition, hasType, type SettledFact } from '@tongban/decisions'
import { type FieldError, fail, type Json, ok, type Result } from '@tongban/kernel'
import { divisionCode } from '@tongban/privacy'
import type { Language } from '../rules/lexicon.ts'

/**
 * Facts as somebody states them who only wants to see what the published rules would say. Nobody's number is asked for:
 * a number or an account is stated as one's own, as another's, or as none. What is not stated is unknown.
 */
export const STANDS_FOR = { own: 'own', other: 'other' } as const

export type StatedFact = {
  readonly name: string
  readonly label: string
  readonly source: string
  readonly type: FactDefinition['type']
  /** About who applies and how, or about the matter itself. */
  readonly about: 'applicant' | 'matter'
  readonly values: readonly { readonly value: Json; readonly label: string }[]
  readonly nullable: boolean
  /** The plain case of somebody who applies for themselves: a value, or what another fact says; null where there is none. */
  readonly usual: Usual
}

export type Usual = { readonly value: Json } | { readonly sameAs: string } | null

/** The region that publishes the rules, and with whom it handles the item: what a division code is chosen from. */
export type Near = { readonly region: string; readonly claim: Pick<Claim, 'handleArea'> }

const SENSITIVE = [
  { value: STANDS_FOR.own, zh: '申请人本人的', en: 'the applicant’s own' },
  { value: STANDS_FOR.other, zh: '他人的', en: 'somebody else’s' },
] as const

export const statedFacts = (item: Item, near: Near, language: Language): readonly StatedFact[] =>
  item.facts.map((fact) => ({
    name: fact.name,
    label: fact[language],
    source: SOURCE_NAMES[fact.source]?.[language] ?? fact.source,
    type: fact.type,
    about: APPLICANT_GROUPS.test(fact.name) ? 'applicant' : 'matter',
    values: isDivision(fact) ? divisionsOf(near, language) : valuesOf(item, fact, language),
    nullable: isNullable(fact),
    usual: usualOf(item, fact),
  }))

const APPLICANT_GROUPS = /^((applicant|submitter|representation|authority|guardian)\.|privacyNoticeSeen$)/

/** A fact that holds a division code (GB/T 2260). */
const isDivision = ({ name, type }: FactDefinition) => type === 'string' && /region$/i.test(name)

/** Dongcheng, Beijing: a place far from every region that is shown; where it is near, Hangzhou’s Shangcheng is not. */
const FAR_AWAY = ['110101', '330102'] as const

function divisionsOf({ region, claim }: Near, language: Language): StatedFact['values'] {
  const named = [...new Set([region, ...claim.handleArea])].flatMap((code) => {
    const name = regionNameOf(code)
    return name === undefined ? [] : [{ value: code, label: DIVISION[language](name[language], code) }]
  })
  const far = FAR_AWAY.find(
    (code) => code.slice(0, 4) !== region.slice(0, 4) && !claim.handleArea.includes(code),
  )
  return far === undefined ? named : [...named, { value: far, label: ELSEWHERE[language] }]
}

const DIVISION = {
  zh: (name: string, code: string) => `${name}（${code}）`,
  en: (name: string, code: string) => `${name} (${code})`,
}
const ELSEWHERE = { zh: '其他地区', en: 'Another region' }

function valuesOf(item: Item, fact: FactDefinition, language: Language): StatedFact['values'] {
  if (isNotice(fact)) {
    const { version } = item.privacyNotice ?? {}
    return version === undefined ? [] : [{ value: version, label: `${NOTICE[language]}${version}` }]
  }
  if (fact.sensitive === true)
    return SENSITIVE.map(({ value, ...said }) => ({ value, label: said[language] }))
  if (fact.values !== undefined)
    return fact.values.map((value) => ({ value, label: fact.words?.[value]?.[language] ?? value }))
  if (fact.type !== 'list') return []
  const none = { value: [], label: { zh: '没有', en: 'none' }[language] }
  return fact.example === undefined
    ? [none]
    : [none, { value: [fact.example.entry], label: fact.example[language] }]
}

const isNotice = ({ name, source }: FactDefinition) =>
  name === 'privacyNoticeSeen' && source === APPLICATION_SOURCE
const NOTICE = { zh: '现行版本 ', en: 'the present version, ' }

const isNullable = ({ nullable, absent }: FactDefinition) => nullable === true || absent === null

const SELF: Readonly<Record<string, Json>> = {
  'applicant.idKind': 'residentId',
  'applicant.idNumber': STANDS_FOR.own,
  'submitter.idNumber': STANDS_FOR.own,
  'submitter.realName': 'L3',
  'representation.kind': 'self',
  'representation.authorityComplete': false,
  'authority.verified': false,
  'guardian.recorded': false,
}

function usualOf(item: Item, fact: FactDefinition): Usual {
  const { name, absent, unasked, sensitive } = fact
  // The number of somebody’s own document says the day they were born on; who tries another case says it apart.
  if (name === 'applicant.idBirthDate' && item.facts.some((each) => each.name === BORN))
    return { sameAs: BORN }
  // A consent or proof of one's own that is not there is no plain case: left open, it is for who tries to say.
  if (fact.own && absent === false && SELF[name] === undefined) return null
  if (isNotice(fact)) return valueOr(item.privacyNotice?.version)
  const own = SELF[name] ?? absent ?? unasked
  if (own !== undefined && own !== null) return { value: own }
  // Whoever applies for themselves has no guardian and no authority: what may be none of it is none.
  if (APPLICANT_GROUPS.test(name) && isNullable(fact)) return { value: null }
  return sensitive === true && absent === undefined ? { value: STANDS_FOR.own } : null
}

const BORN = 'birthDate'
const valueOr = (value: Json | undefined): Usual => (value === undefined ? null : { value })

const MOST_BYTES = 2000

/** Facts to decide by: what is stated is known, all else is missing. */
export function settleStated(
  item: Item,
  stated: Readonly<Record<string, Json>>,
  at: number,
): Result<readonly SettledFact[], readonly FieldError[]> {
  const names = new Set(item.facts.map(({ name }) => name))
  const errors = [
    ...Object.keys(stated).flatMap((name) => (names.has(name) ? [] : [unknownName(name)])),
    ...item.facts.flatMap((fact) => errorOf(fact, stated[fact.name])),
  ]
  if (errors.length > 0) return fail(errors)
  return ok(
    item.facts.map((fact): SettledFact => {
      const { name, source, zh, en } = fact
      const value = stated[name]
      const status = value === undefined ? 'missing' : 'known'
      return { name, status, value: value ?? null, source, sourceAt: at, fetchedAt: at, zh, en }
    }),
  )
}

function errorOf(fact: FactDefinition, value: Json | undefined): readonly FieldError[] {
  if (value === undefined || (value === null && isNullable(fact))) return []
  const isFit =
    fact.sensitive === true
      ? SENSITIVE.some((each) => each.value === value)
      : hasType(fact, value) &&
        JSON.stringify(value).length <= MOST_BYTES &&
        (!isDivision(fact) || divisionCode(String(value)) !== undefined)
  if (isFit) return []
  const { zh, en } = fact
  const kind = expectedOf(fact)
  return [
    {
      pointer: `/facts/${fact.name}`,
      zh: `“${zh}”${EXPECTED[kind].zh}`,
      en: `“${en}” ${EXPECTED[kind].en}`,
    },
  ]
}

function expectedOf(fact: FactDefinition): keyof typeof EXPECTED {
  if (fact.sensitive === true) return 'sensitive'
  if (isDivision(fact)) return 'division'
  return fact.values === undefined ? fact.type : 'values'
}

const EXPECTED = {
  division: {
    zh: '应为行政区划代码，如 510116。',
    en: 'must be a division code, such as 510116.',
  },
  sensitive: {
    zh: '只能填 own（本人的）、other（他人的）。请不要填写真实号码。',
    en: 'must be own or other. Never enter a real number here.',
  },
  values: { zh: '请从所列的值中选一个。', en: 'must be one of the values listed.' },
  date: { zh: '应为日期，如 1950-03-08。', en: 'must be a date, such as 1950-03-08.' },
  number: { zh: '应为数字，如 2。', en: 'must be a number, such as 2.' },
  boolean: { zh: '应为是或否。', en: 'must be yes or no.' },
  string: { zh: '应为文字，不能超过 2,000 字节。', en: 'must be a text of at most 2,000 bytes.' },
  list: { zh: '应为列表，不能超过 2,000 字节。', en: 'must be a list of at most 2,000 bytes.' },
} as const

const unknownName = (name: string): FieldError => ({
  pointer: `/facts/${name}`,
  zh: '本事项的规则不看此项。请从公示的 facts 中取名称。',
  en: 'The rules of this item do not look at it. Take the names from the facts of the published rules.',
})
