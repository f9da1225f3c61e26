import {
  type ClockPlan,
  type ClockRule,
  groundsOf,
  LAW_RULES,
  STEP_CAPS,
  type StepPolicy,
} from '@tongban/cases'
import { type Claim, type Item, stageDepartment } from '@tongban/catalogue'
import type { Context } from '../context.ts'
import { fromReceipt, lengthOf } from './limit-rules.ts'

/**
 * What the item and the region say about the steps and the clocks of a case: the law's figures and the joint stages
 * from the item, promises, local law and posts from the region's claim. 行政许可法 42 (the head extends by ten, the head
 * of government in joint handling by fifteen), 43, 45, 47, 50; 市场主体登记管理条例 19 (the head extends by three).
 */
export function stepPolicyOf(
  { calendar, region }: Pick<Context, 'calendar' | 'region'>,
  item: Item,
  claim: Claim,
): StepPolicy {
  return {
    procedure: item.procedure,
    calendar,
    plan: clockPlanOf(item, claim),
    signatures: item.signatures,
    extension: extensionOf(item),
    abandonment: claim.abandonment ?? item.abandonment ?? null,
    thirdPartyInterest: item.thirdPartyInterest,
    forwards: item.forwards === true,
    inspection: item.inspection ?? null,
    caps: { ...STEP_CAPS, ...region.caps, ...claim.caps },
    posts: claim.posts ?? {},
  }
}

export function clockPlanOf(item: Item, claim: Claim): ClockPlan {
  return {
    limits: [...item.limits.flatMap((limit) => ruleOf(limit, item, claim)), ...rulesOfTheLaw(item)],
    joint: jointOf(item, claim),
    grounds: groundsOf(item.procedure, [
      ...(item.suspensionGrounds ?? []),
      ...(claim.suspensionGrounds ?? []),
    ]),
    renewal: item.renewal ?? null,
  }
}

/** A promise the region has not made is no limit. Extensions are figures of the policy and no clocks. */
function ruleOf(
  { step, unit, amount: stated, basis }: Item['limits'][number],
  item: Item,
  claim: Claim,
): ClockRule[] {
  if (step === 'extension' || step === 'jointExtension') return []
  const amount = typeof stated === 'number' ? stated : claim[stated.parameter]
  if (amount === null) return []
  const rule = { step, length: lengthOf(unit, amount), basis, ...fromReceipt(item, step) }
  return [basis.kind === 'promise' && claim.promiseExtends === true ? { ...rule, isExtendable: true } : rule]
}

const rulesOfTheLaw = ({ procedure, forwards }: Item): readonly ClockRule[] => [
  ...(procedure === 'licence' ? [LAW_RULES.hearing] : []),
  ...(forwards === true ? [LAW_RULES.lowerExamination] : []),
]

/** The stages the item names, each with the department and the days the region has given it. */
function jointOf({ joint }: Item, { stages: claimed = [] }: Claim): ClockPlan['joint'] {
  if (joint === undefined) return null
  const stages = joint.stages.flatMap(({ code, zh, en }) => {
    const own = claimed.find(({ stage }) => stage === code)
    const basis = {
      kind: 'promise',
      zh: '本地配置：联办部门办理时限',
      en: 'Set by the region: days of a stage',
    } as const
    return own === undefined
      ? []
      : [
          {
            department: stageDepartment(own),
            zh,
            en,
            length: { unit: 'workday', value: own.workdays } as const,
            basis,
          },
        ]
  })
  return { mode: joint.mode, stages }
}

/** Who may extend and by how much; the figure of joint handling goes before, since it is the outer clock there. */
function extensionOf({ limits }: Item): StepPolicy['extension'] {
  const figure = (step: 'extension' | 'jointExtension') => limits.find((limit) => limit.step === step)
  const joint = figure('jointExtension')
  const found = joint ?? figure('extension')
  if (found === undefined || typeof found.amount !== 'number') return null
  const role = joint === undefined ? 'head' : 'governmentHead'
  return { workdays: found.amount, role, basis: found.basis }
}
