import type { Failure } from '@tongban/kernel'

/** What a publisher can do with a version, by where it stands. */
const STATES = {
  draft: { zh: '草案', en: 'draft', possible: [{ action: 'submit', zh: '提交审批', en: 'submit' }] },
  submitted: {
    zh: '待审批',
    en: 'submitted',
    possible: [{ action: 'approve', zh: '由另一人审批', en: 'approval by another' }],
  },
  published: { zh: '已公布', en: 'published', possible: [] },
  late: {
    zh: '已过生效日而未审批',
    en: 'past its date of effect without approval',
    possible: [{ action: 'draft', zh: '以新的生效日重新起草', en: 'draft anew with a later date of effect' }],
  },
} as const satisfies Record<
  string,
  {
    readonly zh: string
    readonly en: string
    readonly possible: readonly { readonly action: string; readonly zh: string; readonly en: string }[]
  }
>
type VersionState = keyof typeof STATES

/** Guarantee: a version's state is written by drafting, submitting and approving alone. */
const asVersionState = (state: string) => state as VersionState

/** That a step is not possible where a version stands, in words. */
export function notPossible(state: string): Failure {
  const { possible, ...name } = STATES[asVersionState(state)]
  return {
    code: 'stepNotPossible',
    state,
    possible: possible.map(({ action }) => action),
    words: { what: { zh: '规则版本', en: 'rule version' }, state: name, possible },
  }
}
