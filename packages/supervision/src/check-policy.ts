/**
 * Whether a policy contradicts itself: what would never happen, would happen twice, or in the wrong order. A policy that
 * passes gives each clock its stages in order, each stage once. Pure: which steps there are is told by whoever asks.
 */
import type { FieldError } from '@tongban/kernel'
import type { CardCause, CardRule, Level, Policy, Receiver } from './policy.ts'
import { COLOURS, STAGES, type WatchedBasis } from './stage.ts'

type Check = (policy: Policy, steps: readonly string[]) => readonly FieldError[]

export function contradictionsIn(policy: Policy, steps: readonly string[]): readonly FieldError[] {
  const checks: readonly Check[] = [
    levelsInOrder,
    replyAfterReceipt,
    bulletinLast,
    cardsOnce,
    cardsGrave,
    cardsPossible,
    namesApart,
    postsKnown,
    deliveryInOrder,
  ]
  return checks.flatMap((check) => check(policy, steps))
}

const error = (pointer: string, zh: string, en: string): FieldError => ({ pointer, zh, en })
const RECEIVERS: readonly Receiver[] = ['person', 'departmentHead', 'supervisingBody']

/** Each level once, in its order, later than the one below it and never to somebody lower. */
const levelsInOrder: Check = ({ levels }) =>
  levels.flatMap((level, at) => {
    const before = levels[at - 1]
    return before === undefined ? [] : afterLevel(before, level, `/levels/${at}`)
  })

function afterLevel(before: Level, level: Level, at: string): FieldError[] {
  const { zh, en } = STAGES[before.stage]
  if (STAGES[level.stage].level <= STAGES[before.stage].level)
    return [
      error(
        `${at}/stage`,
        `督办级别应由低到高、各出现一次：这一级不能排在“${zh}”之后。`,
        `Levels go upwards, each once: this one cannot follow "${en}".`,
      ),
    ]
  const errors: FieldError[] = []
  if (level.overdueWorkdays <= before.overdueWorkdays)
    errors.push(
      error(
        `${at}/overdueWorkdays`,
        `上一级应晚于下一级：应大于 ${before.overdueWorkdays}（“${zh}”）。`,
        `A level comes later than the one below it: more than ${before.overdueWorkdays} ("${en}").`,
      ),
    )
  if (RECEIVERS.indexOf(level.receiver) < RECEIVERS.indexOf(before.receiver))
    errors.push(
      error(
        `${at}/receiver`,
        `上一级不能发给比“${zh}”更低的对象。`,
        `A level is not addressed to somebody lower than "${en}" is.`,
      ),
    )
  return errors
}

const replyAfterReceipt: Check = ({ levels }) =>
  levels.flatMap(({ signWithinWorkdays, replyWithinWorkdays }, at) =>
    replyWithinWorkdays >= signWithinWorkdays
      ? []
      : [
          error(
            `/levels/${at}/replyWithinWorkdays`,
            '回复期限不能短于签收期限。',
            'The reply cannot be due before the receipt.',
          ),
        ],
  )

const bulletinLast: Check = ({ levels, bulletinAfterWorkdays }) => {
  const last = levels.at(-1)
  if (last === undefined || bulletinAfterWorkdays === null) return []
  return bulletinAfterWorkdays >= last.overdueWorkdays
    ? []
    : [
        error(
          '/bulletinAfterWorkdays',
          `通报不能早于最后一级督办（逾期 ${last.overdueWorkdays} 个工作日）。`,
          `The bulletin cannot come before the last level (${last.overdueWorkdays} working days late).`,
        ),
      ]
}

/** Cards with where they stand, for each basis they are drawn by. */
type Drawn = { readonly at: number; readonly card: CardRule; readonly basis: WatchedBasis }
const drawn = ({ cards }: Policy): readonly Drawn[] =>
  cards.flatMap((card, at) => card.bases.map((basis) => ({ at, card, basis })))
const isEarlier = (all: readonly Drawn[], index: number, is: (other: Drawn) => boolean) =>
  all.slice(0, index).some(is)

const cardsOnce: Check = (policy) => {
  const all = drawn(policy)
  return all.flatMap(({ at, card, basis }, index) =>
    isEarlier(
      all,
      index,
      (other) =>
        other.card.colour === card.colour && other.card.cause === card.cause && other.basis === basis,
    )
      ? [
          error(
            `/cards/${at}/colour`,
            '同一事由和依据下，同一牌色只能出现一次。',
            'For one cause and basis a colour is drawn once.',
          ),
        ]
      : [],
  )
}

/** Causes that a clock itself has, by being over; the others are found in what was done. */
const OVER: readonly CardCause[] = ['overdue', 'stageOvertime', 'lateHandover', 'unanswered']

/** When a clock draws it: a share of the term comes before its end. */
const whenOf = ({ cause, overdueWorkdays }: CardRule): number | null =>
  cause === 'warnShare' ? -1 : OVER.includes(cause) ? overdueWorkdays : null

/** Whether one clock can draw both. */
const ofOneClock = (a: CardCause, b: CardCause): boolean => a === b || a === 'warnShare' || b === 'warnShare'

/** Of one clock a graver colour comes later, and none twice. */
const cardsGrave: Check = (policy) => {
  const all = drawn(policy)
  return all.flatMap(({ at, card, basis }, index) => {
    const when = whenOf(card)
    if (when === null) return []
    const grave = COLOURS.indexOf(card.colour)
    const stands = (other: Drawn): boolean => {
      const then = whenOf(other.card)
      if (then === null || other.basis !== basis || !ofOneClock(other.card.cause, card.cause)) return false
      // The same colour, cause and basis is told of already; of a part of a case the earliest of a colour counts.
      if (other.card.colour === card.colour)
        return other.card.cause !== card.cause && [other.card.cause, card.cause].includes('overdue')
      return grave > COLOURS.indexOf(other.card.colour) ? when <= then : when >= then
    }
    return isEarlier(all, index, stands)
      ? [
          error(
            `/cards/${at}`,
            '同一期限下，较重的牌色应晚于较轻的牌色，且各牌色只出现一次。',
            'For one clock a graver colour comes later than a lighter one, and each colour once.',
          ),
        ]
      : []
  })
}

/** What can never be drawn says so. */
const cardsPossible: Check = ({ cards, warnSharePercent, burst }) =>
  cards.flatMap(({ cause, overdueWorkdays }, at) => {
    const errors: FieldError[] = []
    if (cause === 'warnShare' && warnSharePercent === null)
      errors.push(
        error(
          `/cards/${at}/cause`,
          '没有按期限百分比的提醒（warnSharePercent 为 null），此牌永不出现。',
          'There is no reminder by share (warnSharePercent is null): this card would never be drawn.',
        ),
      )
    if (cause === 'burst' && burst === null)
      errors.push(
        error(
          `/cards/${at}/cause`,
          '没有规定补录的认定标准（burst 为 null），此牌永不出现。',
          'Nothing says what a burst is (burst is null): this card would never be drawn.',
        ),
      )
    if (!OVER.includes(cause) && overdueWorkdays !== 0)
      errors.push(
        error(
          `/cards/${at}/overdueWorkdays`,
          `只有因期限届满亮的牌（${OVER.join('、')}）可以晚若干工作日，其他应为 0。`,
          `Only cards for a limit that is over (${OVER.join(', ')}) may come some working days after; 0 for the others.`,
        ),
      )
    return errors
  })

const namesApart: Check = ({ colourNames }) => {
  const names = COLOURS.flatMap((colour) => {
    const name = colourNames[colour]
    return name === undefined ? [] : [{ colour, name }]
  })
  return names.flatMap(({ colour, name }, at) =>
    names.slice(0, at).some((other) => other.name === name)
      ? [error(`/colourNames/${colour}`, '两种牌色不能同名。', 'Two colours cannot have the same name.')]
      : [],
  )
}

const postsKnown: Check = ({ posts }, steps) => [
  ...Object.keys(posts)
    .filter((step) => step !== '*' && !steps.includes(step))
    .map((step) =>
      error(
        `/posts/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `没有这个步骤，应为：${steps.join('、')}，或者 *。`,
        `No such step; one of ${steps.join(', ')}, or *.`,
      ),
    ),
  ...(Object.hasOwn(posts, '*')
    ? []
    : [
        error(
          '/posts/*',
          '请填写其余步骤的责任岗位（*），否则有的牌没有责任岗位。',
          'Name the post for all other steps (*): a card names a post.',
        ),
      ]),
]

/** Nobody is woken: what is not urgent goes out between these. */
const DAY = { from: '07:00', until: '21:00' } as const

const deliveryInOrder: Check = ({ delivery: { slots, urgent } }) => [
  ...slots.flatMap((slot, at) => {
    const before = slots[at - 1]
    if (slot < DAY.from || slot > DAY.until)
      return [
        error(
          `/delivery/slots/${at}`,
          `应在 ${DAY.from} 至 ${DAY.until} 之间：不在夜间打扰。`,
          `Must lie between ${DAY.from} and ${DAY.until}: nobody is disturbed at night.`,
        ),
      ]
    return before !== undefined && slot <= before
      ? [error(`/delivery/slots/${at}`, '时刻应由早到晚，不重复。', 'Times go upwards, none twice.')]
      : []
  }),
  ...urgent.flatMap((stage, at) =>
    urgent.indexOf(stage) === at
      ? []
      : [error(`/delivery/urgent/${at}`, '同一环节只列一次。', 'Each stage is listed once.')],
  ),
]
