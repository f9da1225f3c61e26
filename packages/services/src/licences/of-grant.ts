import { civilDate, civilDateAt } from '@tongban/calendar'
import type { ClaimPath, Item, Text } from '@tongban/catalogue'
import { valueAt } from '@tongban/decisions'
import type { CivilDate, EpochMs, FieldError, Json } from '@tongban/kernel'
import { type ClaimForm, type LicenceType, typeOf, validityOf, wrongClaims } from '@tongban/licences'
import type { Application } from '../applications/body.ts'
import { creditCodeOf, organOf } from '../cases/letterhead.ts'
import type { Context } from '../context.ts'
import type { LicenceActor } from './actor.ts'
import type { HeldLicence } from './as-source.ts'
import type { Wanted } from './issue.ts'

/**
 * What licence a grant issues and what it says: the item names for each claim where it comes from. A claim that nothing
 * gives is null; whether the type can do without it is for `lacksOf`.
 */
export type Grant = {
  readonly item: Item
  readonly application: Application
  /** Facts that were known when it was handed in, by name. */
  readonly facts: Readonly<Record<string, Json>>
  /** The values of the decision, by name. */
  readonly result: { readonly [name: string]: Json } | null
  readonly caseNumber: string
  /** The department that decides. */
  readonly department: string
  readonly receivedOn: CivilDate
  readonly at: EpochMs
  readonly actor: LicenceActor
  /** The licence that ends with this one; a valid one of the same holder and type. */
  readonly replaced: Replaced | undefined
}

export type Replaced = HeldLicence & { readonly act: 'renew' | 'change' }

export function wantedOf({ region }: Pick<Context, 'region'>, grant: Grant): Wanted | null {
  const { item, application, department, caseNumber, at, actor, replaced } = grant
  const { issues } = item
  if (issues === undefined) return null
  const { name, idKind, idNumber } = application.applicant
  const places = placesOf(grant)
  const ofHolder: Readonly<Record<string, Json>> = {
    holderName: name,
    holderIdKind: idKind,
    holderIdNumber: idNumber,
  }
  const claims = typeNamed(issues.type).claims.map(({ name: claim }): [string, Json] => {
    const value = ofHolder[claim] ?? firstOf(places, issues.claims[claim] ?? [])
    return [claim, value === undefined ? null : inWords(value, issues.words?.[claim])]
  })
  return {
    type: issues.type,
    caseNumber,
    departmentCode: department,
    issuingAuthority: organOf(region, department),
    issuingAuthorityCode: creditCodeOf(region, department),
    holder: { name, idKind, idNumber },
    claims: Object.fromEntries(claims),
    validFrom: dayOf(places, issues.validFrom) ?? civilDateAt(at),
    validUntil: issues.validUntil === null ? null : (dayOf(places, issues.validUntil) ?? null),
    holderKey: application.holderKey ?? null,
    at,
    actor,
    ...(replaced === undefined ? {} : { previous: replaced.row, act: replaced.act }),
  }
}

function typeNamed(name: string): LicenceType {
  const type = typeOf(name)
  if (type === undefined) throw new Error(`no such type of licence: ${name}`)
  return type
}

/** What a licence cannot be without and the grant does not say, each as what the official is asked to state. */
export function lacksOf({ issues }: Item, wanted: Wanted): readonly FieldError[] {
  if (issues === undefined) return []
  const type = typeNamed(wanted.type)
  const validity = validityOf(type, wanted.validFrom, wanted.validUntil)
  const wrong = wrongClaims(type, wanted.claims)
  return [
    ...type.claims
      .filter(({ name }) => wrong.includes(name))
      .map(({ name, label, form }) => ({
        pointer: `/results/${resultNamed(issues.claims[name]) ?? name}`,
        zh: `“${type.name.zh}”必须载明“${label.zh}”，请填写${FORM_WORDS[form].zh}。`,
        en: `The ${type.name.en.toLowerCase()} has to state "${label.en}": ${FORM_WORDS[form].en}.`,
      })),
    ...(validity.ok
      ? []
      : [
          {
            pointer: `/results/${resultNamed(issues.validUntil ?? []) ?? 'validUntilOn'}`,
            zh: `“${type.name.zh}”必须载明有效期，截止日期不得早于起始日期（${wanted.validFrom}），格式为 YYYY-MM-DD。`,
            en: `The ${type.name.en.toLowerCase()} has to state its last day, on or after its first (${wanted.validFrom}), written YYYY-MM-DD.`,
          },
        ]),
  ]
}

const FORM_WORDS = {
  text: { zh: '文字', en: 'a text' },
  date: { zh: '日期，格式为 YYYY-MM-DD', en: 'a date written YYYY-MM-DD' },
  amount: { zh: '数字', en: 'a number' },
} as const satisfies Record<ClaimForm, Text>

/** The name of the result a person gives it by, where there is one. */
const resultNamed = (paths: readonly ClaimPath[] = []): string | undefined =>
  paths.find((path) => path.startsWith('result.'))?.slice('result.'.length)

type Places = { readonly [place: string]: Json; readonly fact: Readonly<Record<string, Json>> }
/** Facts are told by their whole name, dots and all. */
const FACT = 'fact.'

function placesOf({ application, facts, result, caseNumber, receivedOn, at, replaced }: Grant): Places {
  const { applicant, form } = application
  return {
    applicant,
    form,
    result,
    fact: facts,
    case: { number: caseNumber, receivedOn, decidedOn: civilDateAt(at) },
    held: replaced === undefined ? null : { ...replaced.content.claims, validUntil: replaced.row.validUntil },
  }
}

function firstOf(places: Places, paths: readonly ClaimPath[]): Json | undefined {
  return paths
    .map((path) => (path.startsWith(FACT) ? places.fact[path.slice(FACT.length)] : valueAt(places, path)))
    .find(
      (value) =>
        value !== undefined &&
        value !== null &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    )
}

/** One text of a list, and of a code the word that people read. */
function inWords(value: Json, words: Readonly<Record<string, Text>> = {}): Json {
  if (Array.isArray(value)) return value.map((each: Json) => textOf(inWords(each, words))).join('；')
  return typeof value === 'string' ? (words[value]?.zh ?? value) : value
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

function dayOf(places: Places, paths: readonly ClaimPath[]): CivilDate | undefined {
  const value = firstOf(places, paths)
  return typeof value === 'string' ? civilDate(value) : undefined
}
