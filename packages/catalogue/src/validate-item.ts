/**
 * Whether an item may stand in the catalogue and be published. Run over every item at build and again at publication.
 * 行政许可法 32, 42, 44 (limits of a licence), 36 and 57 (third parties, quotas); 个人信息保护法 24, 55–56.
 */
import { FORM_SOURCE } from '@tongban/decisions/runtime'
import { fail, ok, type Result } from '@tongban/kernel'
import type { Item, LimitStep } from './item.ts'
import { licenceDefects } from './item-licence.ts'
import { sourceNameOf } from './source-names.ts'
import { procedureDefects } from './validate-procedure.ts'

export type ItemDefect = { readonly item: string; readonly field: string; readonly reason: string }

type Check = (item: Item) => readonly Omit<ItemDefect, 'item'>[]
const defect = (field: string, reason: string) => ({ field, reason })
const when = (wrong: boolean, field: string, reason: string) => (wrong ? [defect(field, reason)] : [])
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The figures a licence must carry, or those of joint handling in place of the decision limit. */
const LICENCE_FIGURES: readonly (readonly [LimitStep, number])[] = [
  ['notice', 5],
  ['delivery', 10],
]

const CHECKS: readonly Check[] = [
  ({ code }) => when(!/^[a-z][a-z-]{2,60}$/.test(code), 'code', 'must be a URL-friendly name'),
  ({ catalogCode }) => when(catalogCode.value.length !== 12, 'catalogCode', 'a basic code has 12 characters'),
  ({ taskName }) => when(taskName.zh === '' || taskName.en === '', 'taskName', 'needs both languages'),
  ({ byLaw }) => when(byLaw.length === 0, 'byLaw', 'an item needs a legal basis'),
  ({ taskType, procedure }) =>
    when(taskType !== procedure, 'procedure', 'the procedure is that of the type of the item'),
  ({ planEffectiveDate, planCancelDate }) => [
    ...when(!isDay(planEffectiveDate), 'planEffectiveDate', 'not a civil date'),
    ...when(
      planCancelDate !== null && (!isDay(planCancelDate) || planCancelDate < planEffectiveDate),
      'planCancelDate',
      'not a civil date on or after the first day',
    ),
  ],
  ({ limits }) =>
    limits.flatMap((limit, index) => [
      ...when(limit.basis.zh === '' || limit.basis.en === '', `limits.${index}.basis`, 'names no basis'),
      ...when(
        typeof limit.amount === 'number' && !(Number.isInteger(limit.amount) && limit.amount > 0),
        `limits.${index}.amount`,
        'must be a whole number above zero',
      ),
      ...when(
        limit.basis.kind === 'promise' && typeof limit.amount === 'number',
        `limits.${index}.amount`,
        'a promise is a parameter of the region',
      ),
    ]),
  licenceLimits,
  ({ signatures }) =>
    when(signatures.length === 0 || signatures.length > 2, 'signatures', 'one or two signatures 最多签两次'),
  ({ retention }) =>
    when(retention.years < 1 || retention.basis.zh === '', 'retention', 'needs years and a basis'),
  ({ isFee, fee }) => when(isFee !== (fee !== null), 'fee', 'a fee is named exactly where one is charged'),
  ({ oneGrantPer = [] }) =>
    when(
      oneGrantPer.some((path) => !/^(applicant|form)(\.[A-Za-z][A-Za-z0-9]*)+$/.test(path)),
      'oneGrantPer',
      'names something that is not in the application',
    ),
  materials,
  procedureDefects,
  licenceDefects,
  competence,
  facts,
  automatic,
]

export function validateItem(item: Item): Result<Item, readonly ItemDefect[]> {
  const defects = CHECKS.flatMap((check) => check(item)).map((found) => ({ item: item.code, ...found }))
  return defects.length === 0 ? ok(item) : fail(defects)
}

/** All items, and that versions of one item do not overlap in time. */
export function validateCatalogue(items: readonly Item[]): Result<readonly Item[], readonly ItemDefect[]> {
  const defects = items.flatMap((item) => {
    const checked = validateItem(item)
    return checked.ok ? [] : [...checked.failure]
  })
  for (const [index, item] of items.entries())
    for (const other of items.slice(index + 1))
      if (item.code === other.code && overlap(item, other))
        defects.push({
          item: item.code,
          ...defect('planEffectiveDate', 'two versions are in force on one day'),
        })
  return defects.length === 0 ? ok(items) : fail(defects)
}

function overlap(a: Item, b: Item): boolean {
  const endsBefore = (x: Item, y: Item) => x.planCancelDate !== null && x.planCancelDate < y.planEffectiveDate
  return !endsBefore(a, b) && !endsBefore(b, a)
}

function licenceLimits({ procedure, limits }: Item) {
  if (procedure !== 'licence') return []
  const has = (step: LimitStep, amount: number) =>
    limits.some(
      (limit) =>
        limit.step === step &&
        limit.amount === amount &&
        limit.unit === 'workday' &&
        limit.basis.kind === 'law',
    )
  const decided =
    (has('decision', 20) && has('extension', 10)) || (has('jointDecision', 45) && has('jointExtension', 15))
  return [
    ...LICENCE_FIGURES.flatMap(([step, amount]) =>
      when(!has(step, amount), 'limits', `a licence needs ${step} ${amount} working days`),
    ),
    ...when(!decided, 'limits', 'a licence needs 20 + 10 working days, or 45 + 15 when joint'),
  ]
}

function materials({ materials: list, situations }: Item) {
  const known = new Set(situations.map((situation) => situation.code))
  return list.flatMap((material, index) => [
    ...when(material.byLaw === '', `materials.${index}.byLaw`, 'a material is asked for by some rule'),
    ...when(
      material.isNeed === 'notNeeded' && material.exemption === null,
      `materials.${index}.exemption`,
      'what is not needed says how it is had instead',
    ),
    ...when(
      material.heldBy !== undefined &&
        'source' in material.heldBy &&
        sourceNameOf(material.heldBy.source).sourceName === undefined,
      `materials.${index}.heldBy`,
      'no such source',
    ),
    ...material.situations.flatMap((situation) =>
      when(!known.has(situation), `materials.${index}.situations`, `no such situation: ${situation}`),
    ),
  ])
}

function competence({ competentBy, facts: definitions, automatic: mode }: Item) {
  const names = new Set(definitions.map((definition) => definition.name))
  const asked = [
    ...(competentBy.fact === undefined ? [] : [competentBy.fact]),
    ...(competentBy.choose === undefined
      ? []
      : [competentBy.choose.fact, ...Object.values(competentBy.choose.options)]),
  ]
  const given = asked.length > 0 || competentBy.formPath !== undefined
  return [
    ...when(
      competentBy.by !== 'any' && !given,
      'competentBy',
      'names neither a fact nor a place in the form',
    ),
    ...when(mode === 'auto' && competentBy.by !== 'any' && asked.length === 0, 'competentBy', 'needs a fact'),
    ...asked.flatMap((name) => when(!names.has(name), 'competentBy', `no such fact: ${name}`)),
  ]
}

function facts({ facts: definitions, sources }: Item) {
  const asked = new Set(['application', FORM_SOURCE, ...sources.map(({ source }) => source)])
  const names = definitions.map(({ name }) => name)
  return [
    ...when(new Set(names).size !== names.length, 'facts', 'a fact is named twice'),
    ...definitions.flatMap(({ name, source, zh, en }) => [
      ...when(!asked.has(source), `facts.${name}`, `nothing says how ${source} is asked`),
      ...when(zh === '' || en === '', `facts.${name}`, 'needs both languages'),
    ]),
    ...sources.flatMap(({ source, keyPaths }) =>
      when(keyPaths.length === 0, `sources.${source}`, 'names no key'),
    ),
  ]
}

/** What an item decided without a person must have, and must not have. */
function automatic(item: Item) {
  if (item.automatic === 'none') return []
  return [
    ...when(
      item.impactAssessment === null,
      'impactAssessment',
      'automatic decision needs one (个人信息保护法 55)',
    ),
    ...when(item.privacyNotice === null, 'privacyNotice', 'automatic decision needs one (个人信息保护法 24)'),
    ...when(item.quota, 'quota', 'an item with a quota is not decided automatically (行政许可法 57)'),
    ...when(item.thirdPartyInterest, 'thirdPartyInterest', 'third parties must be heard (行政许可法 36, 47)'),
    ...when(
      item.minimumRealNameLevel === 'L0' || item.minimumRealNameLevel === 'L1',
      'minimumRealNameLevel',
      'automatic approval needs at least L2',
    ),
    ...when(item.facts.length === 0, 'facts', 'automatic decision needs facts'),
  ]
}
