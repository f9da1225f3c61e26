import type { Claim, Item, Material, StageClaim } from '@tongban/catalogue'
import type { HandoverRow } from '@tongban/store'

/**
 * A part of joint handling 多地联办 in the region that is asked for it: a case of its own, of the department the stage is
 * there, by people. What is decided in it is that department's opinion. It asks for no papers, issues no letter and no
 * licence, and is told to nobody but the lead, from whom the one result comes.
 */
export function asPart(item: Item, claim: Claim, code: string): { item: Item; claim: Claim } | null {
  const stage = claim.stages?.find((each) => each.stage === code && each.region === undefined)
  if (stage === undefined) return null
  const { joint, issues, ends, inspection, renewal, oneGrantPer, ...rest } = item
  const limits = item.limits.filter(({ step }) => step !== 'jointDecision' && step !== 'jointExtension')
  return {
    // Whose matter it is was found by the lead, and what was handed in is complete there.
    item: {
      ...rest,
      limits,
      materials: item.materials.map(handedInThere),
      competentBy: { by: 'any' },
      automatic: 'none',
      facts: [],
      sources: [],
    },
    claim: { ...claim, department: stage.department, promisedWorkdays: stage.workdays, stages: [stage] },
  }
}

/** It has its name here, for what comes from the lead; it is asked of nobody, and no register stands for it. */
const handedInThere = ({ heldBy, ...material }: Material): Material => ({
  ...material,
  isNeed: 'notNeeded',
  exemption: null,
})

/** Whether this region has a part in a case another region leads. */
export const isPart = ({
  handovers,
}: {
  readonly handovers: readonly Pick<HandoverRow, 'role' | 'mode'>[]
}): boolean => handovers.some(({ role, mode }) => role === 'handling' && mode === 'joint')

/** The stage a part is of, as its receipt says. */
export const stageOf = ({ stages = [] }: Pick<Claim, 'stages'>): StageClaim['stage'] | undefined =>
  stages.length === 1 ? stages[0]?.stage : undefined
