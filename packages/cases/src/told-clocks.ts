/**
 * Terms that were told: to the applicant who supplements, to interested parties who may ask for a hearing (行政许可法 36, 47),
 * and the time a special procedure was said to need (45). The notice that was given says how long each is.
 */
import { addWorkdays, dayNumber, rollToWorkday } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { type Begun, type Clock, type ClockContext, clockOf } from './clock.ts'
import {
  type ClockRule,
  type ClockStep,
  endOf,
  HEARING_REQUEST,
  HEARING_REQUEST_WORKDAYS,
  type LimitBasis,
  SPECIAL_PROCEDURE,
} from './clock-rules.ts'
import type { CaseFold, ToldParty } from './fold.ts'

export function toldClocks(context: ClockContext): Clock[] {
  const { fold } = context
  const told = (
    step: ClockStep,
    fromOn: CivilDate | null,
    untilOn: CivilDate | null,
    ended: CivilDate | null,
    more: Partial<Pick<Begun, 'name' | 'length' | 'basis' | 'isUnused'>> = {},
  ) =>
    fromOn === null || untilOn === null
      ? []
      : [
          clockOf(context, {
            step,
            name: 'told',
            basis: TOLD,
            length: { unit: 'calendarDay', value: dayNumber(untilOn) - dayNumber(fromOn), roll: 'none' },
            fromOn,
            endedOn: ended,
            ...more,
          }),
        ]
  const answered = fold.supplementedOn ?? fold.closedOn
  const closedOn = endOf('decision', fold)
  return [
    ...told('supplement', fold.supplementRequestedOn, fold.supplementUntilOn, answered),
    ...told(
      'supplement',
      fold.handover?.supplementAskedOn ?? null,
      fold.handover?.supplementUntilOn ?? null,
      fold.handover?.supplementSentOn ?? fold.closedOn,
      { name: 'elsewhere' },
    ),
    ...termsOfParties(fold).flatMap((term) => {
      const { on, isUnused } = termEnded(context, term, closedOn)
      const { toldOn, untilOn } = term
      return told('thirdParty', toldOn, untilOn, on, {
        name: untilOn,
        isUnused,
        ...lawfulTerm(context, toldOn, untilOn),
      })
    }),
    ...fold.suspensions.flatMap((each) =>
      each.neededWorkdays === null
        ? []
        : [
            clockOf(context, {
              step: 'suspension',
              name: String(each.seq),
              basis: SPECIAL_PROCEDURE,
              length: { unit: 'workday', value: each.neededWorkdays },
              // So that it ends with the working day on which the clock should run again.
              fromOn: rollToWorkday(context.calendar, each.fromOn).on,
              endedOn: each.untilOn ?? closedOn,
            }),
          ],
    ),
  ]
}

/** 47(1): the five working days of the law, where no longer term was told; null where one was, whose days then count. */
function lawfulTerm(
  { calendar }: ClockContext,
  fromOn: CivilDate,
  untilOn: CivilDate,
): Pick<ClockRule, 'length' | 'basis'> | null {
  if (addWorkdays(calendar, fromOn, HEARING_REQUEST_WORKDAYS).on !== untilOn) return null
  return { length: { unit: 'workday', value: HEARING_REQUEST_WORKDAYS }, basis: HEARING_REQUEST }
}

/** Parties who were told on one day and have until one day. */
type PartyTerm = {
  readonly toldOn: CivilDate
  readonly untilOn: CivilDate
  readonly parties: readonly ToldParty[]
}

/** Each term that was told: parties told together share it, whoever is told later has a time of their own. */
function termsOfParties({ parties }: CaseFold): readonly PartyTerm[] {
  const terms = new Map<string, PartyTerm>()
  for (const party of parties) {
    const { toldOn, untilOn } = party
    if (untilOn === null) continue
    const key = `${toldOn}/${untilOn}`
    terms.set(key, { toldOn, untilOn, parties: [...(terms.get(key)?.parties ?? []), party] })
  }
  return [...terms.values()]
}

/**
 * A term ends when the last of its parties has spoken, a hearing is asked for, or the case is decided or closed. A right
 * that was not used ends with its last day whatever came later, and is nobody’s breach.
 */
function termEnded(
  { fold: { hearingRequestedOn }, today }: ClockContext,
  { toldOn, untilOn, parties }: PartyTerm,
  closedOn: CivilDate | null,
): { readonly on: CivilDate | null; readonly isUnused: boolean } {
  const heard = parties.map(({ heardOn }) => heardOn)
  const last = heard.includes(null) ? null : heard.toSorted().at(-1)
  const used = [last, hearingRequestedOn, closedOn].find(
    (on) => on !== null && on !== undefined && toldOn <= on && on <= untilOn,
  )
  if (used !== null && used !== undefined) return { on: used, isUnused: false }
  return untilOn < today
    ? { on: untilOn, isUnused: heard.every((on) => on === null || on > untilOn) }
    : { on: null, isUnused: false }
}

/** 本办件告知: the term stands in the notice that was given. */
const TOLD: LimitBasis = { kind: 'promise', zh: '本办件告知书', en: 'the notice given in this case' }
