/**
 * Whether a step may be taken: by the table, by who takes it, by what it carries, and by the guards that need the item
 * and the region. Nothing is loaded and nothing written. A refusal says what is possible now and who may do it (409),
 * who is needed (403), or which fields are missing (422).
 */
import { type FieldError, fail, ok, type Result, ROLES, type Role } from '@tongban/kernel'
import {
  type Appended,
  appendChecked,
  type Happening,
  nextOf,
  type StepFailure,
  stepFailure,
} from './event.ts'
import { ruleOf, STEP_DOCUMENTS } from './event-rules.ts'
import type { CaseFold } from './fold.ts'
import { standing } from './guards.ts'
import { offerOf } from './possible-steps.ts'
import { nextState } from './state.ts'
import { textIn, textsIn } from './step-data.ts'
import { fieldErrors } from './step-fields.ts'
import { policyRefusal } from './step-guards.ts'
import type { StepPolicy } from './step-policy.ts'

export type HappeningFailure =
  | StepFailure
  | { readonly code: 'notAllowed'; readonly need: string }
  | { readonly code: 'invalidInput'; readonly errors: readonly FieldError[] }

export function mayHappen(
  fold: CaseFold | null,
  happening: Happening,
  policy: StepPolicy,
): Result<null, HappeningFailure> {
  const state = nextOf(fold, happening.type)
  if (!state.ok) return state
  const stranger = needOf(happening, policy)
  if (stranger !== null) return fail({ code: 'notAllowed', need: stranger })
  const errors = [...missing(happening), ...fieldErrors(happening)]
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const refused = fold === null ? undefined : policyRefusal(fold, happening, policy)
  return refused === undefined ? ok(null) : fail(stepFailure(fold, refused))
}

/** The same as a plain answer, for whoever tries out many steps and says nothing of those that fail. */
export function couldHappen(fold: CaseFold, happening: Happening, policy: StepPolicy): boolean {
  return (
    nextState(fold.state, happening.type) !== undefined &&
    standing(fold, happening.type) === undefined &&
    needOf(happening, policy) === null &&
    missing(happening).length + fieldErrors(happening).length === 0 &&
    policyRefusal(fold, happening, policy) === undefined
  )
}

/** Appends happenings that may all happen, one after the other; all or none. */
export function appendUnder(
  policy: StepPolicy,
  caseNumber: string,
  fold: CaseFold | null,
  happenings: readonly Happening[],
): Promise<Result<Appended, HappeningFailure>> {
  return appendChecked<HappeningFailure>(caseNumber, fold, happenings, (current, happening) =>
    mayHappen(current, happening, policy),
  )
}

/** Who is needed instead, or null where this actor may. An official names role and post under which he acts. */
function needOf({ type, actorKind, data }: Happening, { posts, extension, signatures }: StepPolicy) {
  const { others } = ruleOf(type)
  if (actorKind !== 'official') return others.includes(actorKind) ? null : everybody(type)
  const role = textIn(data, 'role')
  const narrowed = rolesFor(type, { extension, signatures })
  if (!narrowed.some((each) => each === role))
    return narrowed.length === 0 ? everybody(type) : wordsOf(narrowed)
  const limited = posts[type]
  const post = textIn(data, 'post')
  return limited === undefined || limited.includes(post ?? '')
    ? null
    : `岗位：${limited.join('、')} post: ${limited.join(', ')}`
}

/** An extension is for the one the law names for this item, a decision for those who sign it. */
export function rolesFor(
  type: Happening['type'],
  { extension, signatures }: Pick<StepPolicy, 'extension' | 'signatures'>,
): readonly Role[] {
  const { roles } = ruleOf(type)
  if (type === 'extended') return extension === null ? roles : [extension.role]
  return ['signed', 'granted', 'refused'].includes(type)
    ? roles.filter((role) => signatures.includes(role))
    : roles
}

function everybody(type: Happening['type']): string {
  const { byZh, byEn } = offerOf(type)
  return `${byZh} ${byEn}`
}

/** Roles in both languages, as a refusal names them. */
export const wordsOf = (roles: readonly Role[]) =>
  `${roles.map((role) => ROLES[role].zh).join('、')} ${roles.map((role) => ROLES[role].en).join(', ')}`

/** Reason, ground and document that the rule of this event asks for. */
function missing({ type, actorKind, data }: Happening): FieldError[] {
  const { reason, ground, document } = ruleOf(type)
  const errors: FieldError[] = []
  if (reason && textsIn(data, 'reasons').length === 0)
    errors.push({ pointer: '/reasons', zh: '请写明理由。', en: 'State the reasons.' })
  if (ground && textIn(data, 'ground') === null && actorKind === 'official')
    errors.push({ pointer: '/ground', zh: '请写明法律依据。', en: 'Name the legal ground.' })
  // A part of joint handling 多地联办 ends with an opinion: the letter is the lead’s.
  const isLettered = actorKind === 'official' && data.part !== true
  if (document !== null && textIn(data, 'document') === null && isLettered) {
    const { zh, en } = STEP_DOCUMENTS[document]
    errors.push({ pointer: '/document', zh: `缺少${zh}。`, en: `The ${en} is missing.` })
  }
  return errors
}
