import { OUTCOMES_ELSEWHERE } from '@tongban/cases'
import type { Json } from '@tongban/kernel'
import { partnerServiceStatement, servedThere } from '../../cases/service-events.ts'
import type { Applier, Appliers, Incoming } from '../applier.ts'
import { deadlineKept } from '../deadline.ts'
import { applyTold, dataOf, deadlineIn, keepTold, toldBy } from './apply-told.ts'
import { resultDelivered } from './result-delivered.ts'
import { givenBackRow, withdrawnMeanwhile } from './take-back.ts'

/**
 * What the handling region 办理地 tells the region that took the application in 收件地, one applier for each type of message:
 * each makes events that change nothing of the procedure, which is there, and of which some are the end here.
 */
const accepted: Applier = (ctx, incoming) => {
  const data = dataOf(incoming.opened, 'case.accepted')
  const { acceptedAt, acceptedOn, deemed = false } = data
  return applyTold(ctx, incoming, {
    happenings: [toldBy(ctx, incoming.opened, 'acceptedElsewhere', { acceptedOn, deemed }, acceptedAt)],
    makes: { acceptedAt, ...deadlineIn(data) },
    notice: 'acceptedElsewhere',
    isOpenThere: true,
  })
}

const supplementRequested: Applier = (ctx, incoming) => {
  const data = dataOf(incoming.opened, 'case.supplement-requested')
  const { requestedAt, untilOn, missing = [] } = data
  return applyTold(ctx, incoming, {
    happenings: [
      toldBy(
        ctx,
        incoming.opened,
        'supplementRequestedElsewhere',
        { ...(untilOn === null ? {} : { untilOn }), missing: [...missing] },
        requestedAt,
      ),
    ],
    makes: deadlineIn(data),
    notice: 'supplementRequestedElsewhere',
    isOpenThere: true,
  })
}

const clock =
  (type: 'case.clock-paused' | 'case.clock-resumed' | 'case.clock-extended', change: string): Applier =>
  (ctx, incoming) => {
    const data = dataOf(incoming.opened, type)
    const byWorkdays = 'byWorkdays' in data ? data.byWorkdays : undefined
    const told: { [name: string]: Json } = { change, ground: data.ground, calendar: data.deadline.calendar }
    if (byWorkdays !== undefined) told.workdays = byWorkdays
    if (data.deadline.dueOn !== null) told.dueOn = data.deadline.dueOn
    return applyTold(ctx, incoming, {
      happenings: [toldBy(ctx, incoming.opened, 'clockTold', told, data.at)],
      makes: deadlineIn(data),
      notice: 'clockTold',
      isOpenThere: true,
    })
  }

/** The limit alone: it is shown as it is told, and the applicant hears of what moved it from the event that did. */
const deadlineTold: Applier = (ctx, incoming) => {
  const data = dataOf(incoming.opened, 'case.deadline-told')
  const { calendar, dueOn } = data.deadline
  const told = { change: 'told', calendar, ...(dueOn === null ? {} : { dueOn }), ...servedThere(data) }
  const happening = toldBy(ctx, incoming.opened, 'clockTold', told, data.at)
  return applyTold(ctx, incoming, {
    happenings: [happening],
    makes: deadlineIn(data),
    isOpenThere: true,
    also: partnerServiceStatement(incoming.loaded, 'supplement', happening),
  })
}

const lastDayTold = ({ handover }: Pick<Incoming, 'handover'>): { readonly dueOn?: string } => {
  const dueOn = deadlineKept(handover)?.dueOn ?? null
  return dueOn === null ? {} : { dueOn }
}

/** A grant ends the case here once its result is here and holds; every other decision ends it at once. */
const decided: Applier = (ctx, incoming) => {
  const data = dataOf(incoming.opened, 'case.decided')
  const { outcome, changed, decidedAt, decidedOn, automatic, rules, reasonCodes } = data
  if (changed !== undefined) {
    const event = changed === 'reopened' ? 'reopenedElsewhere' : 'changedElsewhere'
    return applyTold(ctx, incoming, {
      happenings: [toldBy(ctx, incoming.opened, event, { changed, outcome }, decidedAt)],
      makes: { ...deadlineIn(data), ...(changed === 'reopened' ? { decidedAt: null, closedAt: null } : {}) },
      notice: event,
    })
  }
  const told = {
    outcome,
    decidedOn,
    automatic,
    rules: rules === null ? null : `${rules.id}@${rules.version}`,
    reasons: [...reasonCodes],
    // By which day it was owed there, as far as that was told: the message itself no longer says.
    ...lastDayTold(incoming),
    ...servedThere(data),
  }
  const happening = toldBy(ctx, incoming.opened, 'decidedElsewhere', told, decidedAt)
  const makes = { decidedAt, ...deadlineIn(data) }
  const also = partnerServiceStatement(incoming.loaded, 'decision', happening)
  if (outcome === 'granted')
    return applyTold(ctx, incoming, { happenings: [happening], makes, isOpenThere: true, also })
  const end = OUTCOMES_ELSEWHERE[outcome]
  return applyTold(ctx, incoming, {
    happenings: [happening, toldBy(ctx, incoming.opened, end, {}, decidedAt)],
    makes,
    notice: end,
    isOpenThere: true,
    also,
  })
}

const withdrawn: Applier = (ctx, incoming) => {
  const { at } = dataOf(incoming.opened, 'case.withdrawn')
  return applyTold(ctx, incoming, {
    happenings: [toldBy(ctx, incoming.opened, 'withdrawnElsewhere', {}, at)],
    makes: { deadline: null },
    notice: 'withdrawnElsewhere',
    isOpenThere: true,
  })
}

/** It is this region's again; a person here looks what becomes of it, and it goes to none it has been to. */
const givenBack =
  (type: 'case.refused' | 'case.returned'): Applier =>
  async (ctx, incoming) => {
    const data = dataOf(incoming.opened, type)
    const path = 'path' in data ? data.path : []
    // Given back before, and told once more by a region that has forgotten it: it is here already.
    if (incoming.loaded.fold.handover === null) return keepTold(ctx, incoming)
    const now = ctx.clock.now()
    return applyTold(ctx, incoming, {
      happenings: [
        toldBy(
          ctx,
          incoming.opened,
          'returnedByPartner',
          { code: data.code, kind: type === 'case.refused' ? 'refused' : 'returned' },
          Date.parse(incoming.opened.message.time),
        ),
        ...withdrawnMeanwhile(incoming.loaded, now),
      ],
      makes: givenBackRow(incoming.handover, path, now),
      notice: 'returnedByPartner',
      isOpenThere: true,
    })
  }

export const AT_RECEIVING: Appliers = {
  'case.accepted': accepted,
  'case.refused': givenBack('case.refused'),
  'case.returned': givenBack('case.returned'),
  'case.supplement-requested': supplementRequested,
  'case.clock-paused': clock('case.clock-paused', 'paused'),
  'case.clock-resumed': clock('case.clock-resumed', 'resumed'),
  'case.clock-extended': clock('case.clock-extended', 'extended'),
  'case.deadline-told': deadlineTold,
  'case.decided': decided,
  'case.withdrawn': withdrawn,
  'case.result-delivered': resultDelivered,
}
