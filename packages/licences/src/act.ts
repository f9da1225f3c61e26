/**
 * Whether an act of life may be done to a licence: by the table, by who does it, and by what the law asks it to carry.
 * Nothing is loaded and nothing written; a refusal says what is possible now (409), who is needed (403), or what is
 * missing (422).
 */
import {
  type Actor,
  type CivilDate,
  type FieldError,
  fail,
  holdsRole,
  ok,
  type Result,
  ROLES,
  type Role,
  type StepBecause,
  type StepTaker,
  type StepWords,
} from '@tongban/kernel'
import { type ActGround, groundsOfAct } from './act-grounds.ts'
import type { LicenceType } from './licence-type.ts'
import {
  LICENCE_ACTS,
  LICENCE_STATES,
  type LicenceAct,
  type LicenceState,
  nextStateOf,
  possibleActs,
} from './life.ts'

/** Who does what: roles of officials, and whether the machine does it too (by a decision, or when time is up). */
export const ACT_RULES = {
  issue: { roles: ['handler', 'chief', 'head'], machine: true },
  renew: { roles: ['handler', 'chief', 'head'], machine: true },
  change: { roles: ['handler', 'chief', 'head'], machine: true },
  suspend: { roles: ['chief', 'head'], machine: false },
  restore: { roles: ['chief', 'head'], machine: false },
  lapse: { roles: ['chief', 'head'], machine: true },
  annul: { roles: ['head', 'governmentHead'], machine: false },
  cancel: { roles: ['handler', 'chief', 'head'], machine: true },
  revoke: { roles: ['head', 'governmentHead'], machine: false },
  other: { roles: ['head'], machine: false },
  transferOut: { roles: ['handler', 'chief', 'head'], machine: false },
  cancelTransfer: { roles: ['handler', 'chief', 'head'], machine: false },
  transferIn: { roles: ['handler', 'chief', 'head'], machine: false },
} as const satisfies Record<LicenceAct, { readonly roles: readonly Role[]; readonly machine: boolean }>

/** The law that is applied, where the ground alone does not name it. */
export type NamedLaw = { readonly act: string; readonly article: string }

export type ActFacts = {
  readonly type: Pick<LicenceType, 'acts' | 'name'>
  /** `machine`: a decision by published rules, or the clock. */
  readonly actor: Actor | 'machine'
  readonly ground: string | null
  readonly law: NamedLaw | null
  readonly description: string | null
  /** Number of the written decision. */
  readonly orderNumber: string | null
  /** The day of the act, and the last day the licence holds. */
  readonly on: CivilDate
  readonly validUntil: CivilDate | null
  /** The new version that has already taken its place. */
  readonly replaced: boolean
}

export type ActRefusal =
  | { readonly code: 'notAllowed'; readonly need: string }
  | { readonly code: 'invalidInput'; readonly errors: readonly FieldError[] }
  | {
      readonly code: 'stepNotPossible'
      readonly state: string
      readonly possible: readonly LicenceAct[]
      readonly words: StepWords
      readonly who: readonly (StepTaker & { readonly event: LicenceAct })[]
      readonly because: StepBecause | null
    }

export function actOn(
  state: LicenceState | 'none',
  act: LicenceAct,
  facts: ActFacts,
): Result<LicenceState, ActRefusal> {
  const possible = actsNow(state, facts)
  const next = nextStateOf(state, act)
  if (next === undefined || !possible.includes(act))
    return fail(notPossible(state, possible, becauseOf(act, state, facts)))
  const need = needOf(act, facts.actor)
  if (need !== undefined) return fail({ code: 'notAllowed', need })
  const errors = errorsOf(act, facts)
  return errors.length > 0 ? fail({ code: 'invalidInput', errors }) : ok(next)
}

/** What is possible now, whoever asks: by the table, the type, and how far time has run. */
export function actsNow(
  state: LicenceState | 'none',
  facts: Pick<ActFacts, 'type' | 'on' | 'validUntil' | 'replaced'>,
): readonly LicenceAct[] {
  const { type, on, validUntil, replaced } = facts
  const isOver = validUntil !== null && on > validUntil
  return possibleActs(state).filter((act) => {
    if (!type.acts.includes(act)) return false
    // What was replaced is ended already; only that it was ever granted can still be taken back.
    if (replaced && state !== 'none') return act === 'annul'
    if (act === 'lapse') return isOver
    // Run out: it is renewed before its end (行政许可法 50), and nothing is changed, suspended or handed on any more.
    return !(isOver && AFTER_END_NO_MORE.includes(act) && state !== 'none')
  })
}

const AFTER_END_NO_MORE: readonly LicenceAct[] = [
  'change',
  'suspend',
  'restore',
  'transferOut',
  'cancelTransfer',
]

/** An act with whose it is. */
export function offerOf(act: LicenceAct): StepTaker & { readonly event: LicenceAct } {
  const { roles } = ACT_RULES[act]
  return {
    event: act,
    ...said(LICENCE_ACTS[act]),
    by: roles,
    byZh: roles.map((role) => ROLES[role].zh).join('、'),
    byEn: roles.map((role) => ROLES[role].en).join(', '),
  }
}

/** The refusal of an act where the licence stands, with what is possible instead and whose that is. */
export function notPossible(
  state: LicenceState | 'none',
  possible: readonly LicenceAct[],
  because: StepBecause | null,
): Extract<ActRefusal, { readonly code: 'stepNotPossible' }> {
  const who = possible.map(offerOf)
  return {
    code: 'stepNotPossible',
    state,
    possible,
    who,
    because,
    words: {
      what: { zh: '该证照', en: 'licence' },
      state: state === 'none' ? { zh: '未签发', en: 'not issued' } : said(LICENCE_STATES[state]),
      possible: who.map(({ zh, en, byZh, byEn }) => ({ zh: `${zh}（${byZh}）`, en: `${en} (${byEn})` })),
      ...(possible.length === 0 ? { instead: ANEW } : {}),
    },
  }
}

const ANEW = {
  zh: '终止的证照不能恢复；仍需要的，由持证人重新申请，另行签发。',
  en: 'A licence that has ended is not taken up again; whoever still needs one applies anew and is issued another.',
}

/** What stands against the act where it is not the state alone. */
function becauseOf(
  act: LicenceAct,
  state: LicenceState | 'none',
  { type, validUntil, on, replaced }: ActFacts,
): StepBecause | null {
  const name = LICENCE_ACTS[act]
  if (!type.acts.includes(act))
    return {
      guard: 'actNotOfType',
      zh: `“${type.name.zh}”这类证照没有“${name.zh}”这一操作。`,
      en: `A licence of the type “${type.name.en}” knows no such act as “${name.en}”.`,
      facts: { act },
    }
  if (state === 'none') return null
  if (replaced)
    return {
      guard: 'replaced',
      zh: '该证照已由新版本代替（见 replacedBy），请对新版本办理。',
      en: 'A newer version has taken the place of this licence (see replacedBy); act on that one.',
      facts: { act },
    }
  if (validUntil === null) return null
  if (act === 'lapse' && on <= validUntil)
    return {
      guard: 'notRunOut',
      zh: `有效期至 ${validUntil}，尚未届满。`,
      en: `It holds until ${validUntil} and has not run out.`,
      facts: { act, validUntil },
    }
  if (on > validUntil && AFTER_END_NO_MORE.includes(act))
    return {
      guard: 'runOut',
      zh: `有效期至 ${validUntil}，已经届满，不能再办理“${name.zh}”。`,
      en: `It held until ${validUntil} and has run out: “${name.en}” is possible no more.`,
      facts: { act, validUntil },
    }
  return null
}

const said = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({ zh, en })

function needOf(act: LicenceAct, actor: ActFacts['actor']): string | undefined {
  const { roles, machine } = ACT_RULES[act]
  if (actor === 'machine' ? machine : holdsRole(actor, ...roles)) return undefined
  return `${roles.map((role) => ROLES[role].zh).join('、')} ${roles.map((role) => ROLES[role].en).join(', ')}`
}

/** Penalties and annulments are written decisions with a number (行政处罚法 59; 行政许可法 38). */
const WITH_ORDER: readonly LicenceAct[] = ['suspend', 'annul', 'revoke']

/** All that an act lacks of what the law asks it to carry. */
export function errorsOf(
  act: LicenceAct,
  { ground, law, description, orderNumber }: Pick<ActFacts, 'ground' | 'law' | 'description' | 'orderNumber'>,
): readonly FieldError[] {
  const grounds = groundsOfAct(act)
  const named = grounds.find(({ code }) => code === ground)
  const errors: FieldError[] = []
  if (grounds.length > 0 && named === undefined) errors.push(groundMissing(grounds))
  // Whichever ground it will be: where every one of them asks for the law, its absence is told at once.
  const needsLaw = named?.needsLaw ?? (grounds.length > 0 && grounds.every((each) => each.needsLaw))
  if (needsLaw && !isNamed(law)) errors.push(NO_LAW)
  if (WITH_ORDER.includes(act) && (orderNumber ?? '').trim() === '') errors.push(NO_ORDER)
  if (act === 'other' && (description ?? '').trim() === '') errors.push(NO_DESCRIPTION)
  return errors
}

const NO_LAW: FieldError = {
  pointer: '/law',
  zh: '请写明所适用的法律、法规名称和条款。',
  en: 'Name the law or regulation that is applied and its article.',
}
const NO_ORDER: FieldError = {
  pointer: '/orderNumber',
  zh: '请填写决定书文号：暂扣、撤销、吊销须有书面决定。',
  en: 'Give the number of the written decision: suspending, annulling and revoking need one.',
}
const NO_DESCRIPTION: FieldError = {
  pointer: '/description',
  zh: '“其他”状态必须说明。',
  en: 'The state “other” needs a description.',
}

const isNamed = (law: NamedLaw | null) => law !== null && law.act.trim() !== '' && law.article.trim() !== ''

const groundMissing = (grounds: readonly ActGround[]): FieldError => ({
  pointer: '/ground',
  zh: `请从法定事由中选择：${grounds.map(({ code, zh }) => `${zh}（${code}）`).join('；')}。`,
  en: `Choose a ground of the law: ${grounds.map(({ code, en }) => `${en} (${code})`).join('; ')}.`,
})
