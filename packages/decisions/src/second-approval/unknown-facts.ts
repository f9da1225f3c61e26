/**
 * Hindrances for what could not be established: one per group of facts, always to a person. An unknown fact neither
 * approves nor refuses.
 */
import type { Hindrance } from './decision.ts'
import { type FactStatus, groupOf, type SettledFact } from './fact.ts'

const WHY: Record<Exclude<FactStatus, 'known' | 'contradictory'>, readonly [zh: string, en: string]> = {
  missing: ['来源没有此项记录', 'the source has no such record'],
  stale: ['数据已超过时效', 'the data are out of date'],
  unavailable: ['来源暂时无法访问', 'the source cannot be reached'],
  withheld: [
    '提交人尚未证明可以代为办理，未查询',
    'not looked up, as the submitter has not shown that they may act',
  ],
  wrongType: ['数据格式不符', 'the data have the wrong form'],
}

/** `U.<group>` for unknown, `C.<group>` for contradictory facts, each group once, in the order of the facts. */
export function hindrancesOfUnknown(facts: readonly SettledFact[]): readonly Hindrance[] {
  const groups = new Map<string, SettledFact[]>()
  for (const fact of facts) {
    const rule = `${fact.status === 'contradictory' ? 'C' : 'U'}.${groupOf(fact.name)}`
    groups.set(rule, [...(groups.get(rule) ?? []), fact])
  }
  return [...groups].map(([rule, members]) => ({ rule, route: 'refer', code: null, ...wording(members) }))
}

function wording(facts: readonly SettledFact[]): Omit<Hindrance, 'rule' | 'route' | 'code'> {
  const zhNames = facts.map(({ zh }) => zh).join('、')
  const enNames = facts.map(({ en }) => en).join(', ')
  const common = { basis: '本地配置', cure: null, dates: {} }
  const status = facts[0]?.status ?? 'missing'
  if (status === 'contradictory')
    return {
      zh: `${zhNames}：填写内容与登记不一致，转由工作人员核对。`,
      en: `${enNames}: the form and the register differ; a person checks this.`,
      ...common,
    }
  const [zh, en] = WHY[status === 'known' ? 'wrongType' : status]
  return {
    zh: `${zhNames}：${zh}，本项信息暂无法核实，转人工。`,
    en: `${enNames}: ${en}; this cannot be verified now and goes to a person.`,
    ...common,
  }
}
