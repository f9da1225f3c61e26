/**
 * How much of what a machine approved a person looks at again. A region sets every figure; none is law. Pure: who draws,
 * stores and stops is for services. (国务院令第716号 在线政务服务规定 gives no figures; DESIGN §4 no. 6.)
 */
export type AuditPolicy = {
  /** Share of automatic approvals that is drawn, 0 to 1. */
  readonly share: number
  /** The share while a rule version is new, and for how many days from its first day of effect it is. */
  readonly newVersionShare: number
  readonly newVersionDays: number
  /** Share of what the machine did not approve, drawn beside it: a list of approvals alone would give the answer away. */
  readonly controlShare: number
  /** Share of drawn approvals a person may disagree with before automatic decisions of the item stop, 0 to 1. */
  readonly disagreementLimit: number
  /** The limit is reckoned on no fewer than this many, so that one early disagreement alone need not stop an item. */
  readonly atLeast: number
}

export type AuditCount = { readonly judged: number; readonly disagreed: number }

/** More disagreements than the limit allows, of as many as were judged or of the least number there is a limit for. */
export const isOverLimit = (
  { disagreementLimit, atLeast }: AuditPolicy,
  { judged, disagreed }: AuditCount,
): boolean => disagreed > disagreementLimit * Math.max(judged, atLeast)

/** What is wrong with a policy; nothing when it can be used. */
export function auditPolicyDefects(policy: AuditPolicy): readonly string[] {
  const shares = ['share', 'newVersionShare', 'controlShare', 'disagreementLimit'] as const
  const counts = ['newVersionDays', 'atLeast'] as const
  return [
    ...shares
      .filter((name) => !(policy[name] >= 0 && policy[name] <= 1))
      .map((name) => `${name} is not between 0 and 1`),
    ...counts
      .filter((name) => !(Number.isSafeInteger(policy[name]) && policy[name] >= 0))
      .map((name) => `${name} is not a whole number from 0`),
    ...(policy.newVersionShare < policy.share ? ['newVersionShare is below share'] : []),
  ]
}
