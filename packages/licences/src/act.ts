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
  readonly type: Pick<LicenceType, 'acts'>
  /** `machine`: a decision by published rules, or the clock. */
  readonly actor: Actor | 'machine'
  readonly ground: string | null
  readonly law: NamedLaw | null
  readonly description: string | null
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
      readonly words: {
        readonly what: { readonly zh: string; readonly en: string }
        readonly state: { readonly zh: string; readonly en: string }
        readonly possible: readonly { readonly zh: string; readonly en: string }[]
      }
    }

export function actOn(
  state: LicenceState | 'none',
  act: LicenceAct,
  facts: ActFacts,
): Result<LicenceState, ActRefusal> {
  const possible = actsNow(state, facts)
  const next = nextStateOf(state, act)
  if (next === undefined || !possible.includes(act)) return fail(notPossible(state, possible))
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

function notPossible(state: LicenceState | 'none', possible: readonly LicenceAct[]): ActRefusal {
  const words = possible.map((act) => said(LICENCE_ACTS[act]))
  return {
    code: 'stepNotPossible',
    state,
    possible,
    words: {
      what: { zh: '该证照', en: 'licence' },
      state: state === 'none' ? { zh: '未签发', en: 'not issued' } : said(LICENCE_STATES[state]),
      possible: words,
    },
  }
}

const said = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({ zh, en })

function needOf(act: LicenceAct, actor: ActFacts['actor']): string | undefined {
  const { roles, machine } = ACT_RULES[act]
  if (actor === 'machine' ? machine : holdsRole(actor, ...roles)) return undefined
  return `${roles.map((role) => ROLES[role].zh).join('、')} ${roles.map((role) => ROLES[role].en).join(', ')}`
}

function errorsOf(act: LicenceAct, { ground, law, description }: ActFacts): readonly FieldError[] {
  const grounds = groundsOfAct(act)
  const named = grounds.find(({ code }) => code === ground)
  const errors: FieldError[] = []
  if (grounds.length > 0 && named === undefined) errors.push(groundMissing(grounds))
  if (named?.needsLaw === true && !isNamed(law))
    errors.push({
      pointer: '/law',
      zh: '请写明所适用的法律、法规名称和条款。',
      en: 'Name the law or regulation that is applied and its article.',
    })
  if (act === 'other' && (description ?? '').trim() === '')
    errors.push({
      pointer: '/description',
      zh: '“其他”状态必须说明。',
      en: 'The state “other” needs a description.',
    })
  return errors
}

const isNamed = (law: NamedLaw | null) => law !== null && law.act.trim() !== '' && law.article.trim() !== ''

const groundMissing = (grounds: readonly ActGround[]): FieldError => ({
  pointer: '/ground',
  zh: `请从法定事由中选择：${grounds.map(({ code, zh }) => `${zh}（${code}）`).join('；')}。`,
  en: `Choose a ground of the law: ${grounds.map(({ code, en }) => `${en} (${code})`).join('; ')}.`,
})
