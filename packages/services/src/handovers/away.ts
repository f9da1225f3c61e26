import { endOfDayAt } from '@tongban/calendar'
import { type CaseFold, type Clock, earliestOwed, type LimitBasis } from '@tongban/cases'
import type { Deadline } from '@tongban/exchange'
import type { EpochMs } from '@tongban/kernel'
import type { HandoverRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import { dueClockOf } from '../cases/due-clock.ts'
import { deadlineTold, handoverAway } from './at-receiving/deadline-told.ts'
import type { HandoverView } from './view.ts'

/**
 * What a reader is told of a case that is with another region: the limit that region has told, with whose calendar it was
 * reckoned. Until it has told one, the notice that is owed from the receipt here (行政许可法 32) is the day to look to.
 */
export type AwayView = {
  readonly dueOn: string | null
  readonly dueBasis: LimitBasis | null
  readonly standing: Text
}

type Loaded = { readonly fold: CaseFold; readonly handovers: readonly HandoverRow[] }

export function awayView(
  loaded: Loaded,
  views: readonly Pick<HandoverView, 'partner'>[],
  clocks: readonly Clock[],
): AwayView | null {
  const row = handoverAway(loaded)
  if (row === undefined || loaded.fold.state !== 'transferred') return null
  const name = views.find(({ partner }) => partner.region === row.partner)?.partner ?? {
    zh: row.partner,
    en: row.partner,
  }
  const told = deadlineTold(loaded)
  if (told === null) {
    const owed = owedUntilTold(clocks)
    const taken = row.custody === 'there'
    return {
      dueOn: owed?.dueOn ?? null,
      dueBasis: owed?.basis ?? null,
      standing: {
        zh: `已移送${name.zh}办理，${taken ? '对方已接收，由工作人员办理，尚未受理' : '等待对方接收'}；期限从本地收件之日起算。`,
        en: `Handed over to ${name.en}, which ${taken ? 'has taken it over and given it to a person there; it is not accepted yet' : 'has not taken it over yet'}; the term runs from the receipt here.`,
      },
    }
  }
  const { calendar, asOn, consumedWorkdays } = told
  return {
    dueOn: told.dueOn,
    dueBasis: told.basis === null ? null : asBasis(told.basis),
    standing: {
      zh: `由${name.zh}办理。期限由${name.zh}按其工作日历（${calendar}）计算，截至${asOn}已用${consumedWorkdays}个工作日。`,
      en: `${name.en} has the case. It reckons the term by its own calendar (${calendar}): ${consumedWorkdays} working days had gone by on ${asOn}.`,
    },
  }
}

/** An item without a notice is owed its decision from the receipt. */
const owedUntilTold = (clocks: readonly Clock[]): Clock | undefined =>
  clocks.find(({ step }) => step === 'notice') ?? clocks.find(({ step }) => step === 'decision')

/** A limit as the row of a case keeps it, and the lists of officials show it. */
export type DueShown = {
  readonly dueOn: string | null
  readonly dueAt: EpochMs | null
  readonly dueClock: string | null
}

/** What this region owes; of a case that is with another region the same day as its view. */
export function dueShown(loaded: Loaded, clocks: readonly Clock[]): DueShown {
  const owed = earliestOwed(clocks)
  if (owed !== undefined || loaded.fold.state !== 'transferred' || handoverAway(loaded) === undefined)
    return dueOf(owed)
  return dueAway(deadlineTold(loaded), clocks)
}

export function dueAway(told: Deadline | null, clocks: readonly Clock[]): DueShown {
  if (told === null) return dueOf(owedUntilTold(clocks))
  const { dueOn, step, basis } = told
  const dueClock = step === null || basis === null ? null : `${step}/${basis.kind}`
  return dueOn === null ? dueOf(undefined) : { dueOn, dueAt: endOfDayAt(dueOn), dueClock }
}

const dueOf = (due: Clock | undefined): DueShown => ({
  dueOn: due?.dueOn ?? null,
  dueAt: due?.dueAt ?? null,
  dueClock: dueClockOf(due),
})

/** Guarantee: bases are those of clocks, whose kinds both regions know; another kind is shown as it came. */
const asBasis = (basis: { readonly kind: string; readonly zh: string; readonly en: string }) =>
  basis as LimitBasis
