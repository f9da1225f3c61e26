/**
 * Whether what an item and a claim say of the officials' work can be followed. 行政许可法 34(3), 35, 36, 42(2), 43, 45,
 * 47, 50: what the law gives licences only, only a licence has; what stops a clock or ends a case names its article.
 */
import type { Basis, Item } from './item.ts'
import { CAPPED, POSTED_STEPS, RENEWAL_DAYS, type StepCaps } from './procedure-fields.ts'
import type { Claim, RegionProfile } from './region.ts'

export type FieldDefect = { readonly field: string; readonly reason: string }
const when = (wrong: boolean, field: string, reason: string): readonly FieldDefect[] =>
  wrong ? [{ field, reason }] : []

/** A law or a local law with its article; a promise is neither. */
const namesArticle = ({ kind, zh, en }: Basis) => kind !== 'promise' && /\d|第.+条/.test(zh) && en !== ''
const repeated = (codes: readonly string[]) => new Set(codes).size !== codes.length

export function procedureDefects(item: Item): readonly FieldDefect[] {
  const { procedure, forwards, joint, renewal, abandonment, inspection, suspensionGrounds = [] } = item
  const licence = procedure === 'licence'
  const hasJointLimit = item.limits.some(({ step }) => step === 'jointDecision')
  return [
    ...when(forwards === true && !licence, 'forwards', 'only a licence is forwarded (行政许可法 43)'),
    ...when(joint !== undefined && !licence, 'joint', 'joint handling is for licences (行政许可法 42(2))'),
    ...when(
      (joint !== undefined) !== hasJointLimit,
      'joint',
      'joint handling has its stages and its limits, or neither',
    ),
    ...when(joint?.stages.length === 0, 'joint.stages', 'names no stage'),
    ...when(repeated(joint?.stages.map(({ code }) => code) ?? []), 'joint.stages', 'a stage is named twice'),
    ...when(
      abandonment !== undefined && !namesArticle(abandonment),
      'abandonment',
      'giving up by silence needs an article of a law or a local law',
    ),
    ...when(inspection?.zh === '' || inspection?.en === '', 'inspection', 'names no basis'),
    ...suspensionGrounds.flatMap(({ code, basis }) =>
      when(
        !namesArticle(basis),
        `suspensionGrounds.${code}`,
        'a ground that stops the clock needs its article',
      ),
    ),
    ...when(
      item.thirdPartyInterest !== (item.interestedParties !== undefined),
      'interestedParties',
      'are named exactly where a third-party interest is (行政许可法 36, 47)',
    ),
    ...(renewal === undefined ? [] : renewalDefects(item, renewal)),
  ]
}

function renewalDefects({ procedure, situations }: Item, renewal: NonNullable<Item['renewal']>) {
  const { daysBefore, expiresOnPath, basis } = renewal
  const known = new Set(situations.map(({ code }) => code))
  return [
    ...when(procedure !== 'licence', 'renewal', 'only a licence is renewed (行政许可法 50)'),
    ...when(renewal.situations.length === 0, 'renewal.situations', 'names no situation'),
    ...renewal.situations.flatMap((code) =>
      when(!known.has(code), 'renewal.situations', `no such situation: ${code}`),
    ),
    ...when(
      !/^(applicant|form)(\.[A-Za-z][A-Za-z0-9]*)+$/.test(expiresOnPath),
      'renewal.expiresOnPath',
      'names something that is not in the application',
    ),
    ...when(
      !(Number.isInteger(daysBefore) && daysBefore > 0),
      'renewal.daysBefore',
      'must be a whole number above zero',
    ),
    ...when(!namesArticle(basis), 'renewal.basis', 'names no article'),
    ...when(
      daysBefore !== RENEWAL_DAYS && /^行政许可法 50/.test(basis.zh),
      'renewal.daysBefore',
      `行政许可法 50 says ${RENEWAL_DAYS} days; another term needs its own article`,
    ),
  ]
}

/** What is wrong with the region's part of an item's procedure. */
export function validateProcedureClaim(claim: Claim, item: Item, region: RegionProfile): readonly string[] {
  const { abandonment, suspensionGrounds = [], posts = {}, supplementWorkdays, caps = {} } = claim
  const held = new Set(
    region.departments
      .filter(({ code }) => code === claim.department || code === SERVICE_CENTRE)
      .flatMap((department) => department.posts.map(({ code }) => code)),
  )
  const steps: readonly string[] = POSTED_STEPS
  return [
    ...stageDefects(claim, item, region),
    ...capDefects(caps),
    ...(abandonment !== undefined && !namesArticle(abandonment)
      ? ['abandonment: giving up by silence needs an article of a local law']
      : []),
    ...suspensionGrounds
      .filter(({ basis }) => !namesArticle(basis))
      .map(({ code }) => `suspensionGrounds.${code}: a ground that stops the clock needs its article`),
    ...Object.entries(posts).flatMap(([step, codes]) => [
      ...(steps.includes(step) ? [] : [`posts.${step}: no such step`]),
      ...(codes.length === 0 ? [`posts.${step}: nobody could take the step`] : []),
      ...codes.filter((code) => !held.has(code)).map((code) => `posts.${step}: no such post: ${code}`),
    ]),
    ...(supplementWorkdays !== undefined && !(Number.isInteger(supplementWorkdays) && supplementWorkdays > 0)
      ? ['supplementWorkdays: must be a whole number above zero']
      : []),
    ...(supplementWorkdays !== undefined && item.procedure === 'registration'
      ? ['supplementWorkdays: incomplete papers of a registration are returned (实施细则 18)']
      : []),
  ]
}

/** Each figure is a whole number above zero: a cap of nothing would take away a right. */
export const capDefects = (caps: Partial<StepCaps>): readonly string[] =>
  CAPPED.filter((name) => {
    const most = caps[name]
    return most !== undefined && !(Number.isInteger(most) && most > 0)
  }).map((name) => `caps.${name}: must be a whole number above zero`)

/** Posts of the service centre may take steps for every department 综合窗口. */
const SERVICE_CENTRE = 'services'

/** Each stage of the item has one department of the region and its days, and nothing else has. */
function stageDefects(
  { stages = [] }: Claim,
  { joint }: Item,
  { code: own, departments }: RegionProfile,
): readonly string[] {
  const elsewhere = stages.flatMap(({ region }) => region ?? [])
  const named = joint?.stages.map(({ code }) => code) ?? []
  return [
    ...named
      .filter((code) => stages.filter(({ stage }) => stage === code).length !== 1)
      .map((code) => `stages: ${code} needs one department and its working days`),
    // There is one hand-over of a case to a region.
    ...when(repeated(elsewhere), 'stages', 'names a region twice').map(({ reason }) => `stages: ${reason}`),
    ...stages.flatMap(({ stage, department, workdays, region }) => [
      ...(named.includes(stage) ? [] : [`stages: no such stage: ${stage}`]),
      ...(region !== undefined || departments.some(({ code }) => code === department)
        ? []
        : [`stages.${stage}: no such department`]),
      ...(region === undefined || (/^[1-9]\d{5}$/.test(region) && region !== own)
        ? []
        : [`stages.${stage}: is no other region`]),
      ...(Number.isInteger(workdays) && workdays > 0 ? [] : [`stages.${stage}: working days above zero`]),
    ]),
  ]
}
