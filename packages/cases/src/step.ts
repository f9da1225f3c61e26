/** One event more: the fold of a case after it, from the fold before it and where the table leads. */
import { civilDateAt } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { CHANGES, FRESH } from './changes.ts'
import type { CaseEvent } from './event.ts'
import { type CaseFold, openSuspensions } from './fold.ts'
import { handoverOf } from './handover.ts'
import { isClosed, type State } from './state.ts'
import { dateIn, textIn } from './step-data.ts'

/** The fold after `event`, whose place in the table was checked; `state` is where the table leads. */
export function step(current: CaseFold | null, event: CaseEvent, state: State): CaseFold {
  const on = civilDateAt(event.at)
  const before = current ?? begun(event, on)
  const change = CHANGES[event.type]?.(before, event, on)
  const stays = event.type === 'resumed' && openSuspensions({ ...before, ...change }).length > 0
  const now = stays ? 'suspended' : state
  const closed = isClosed(now)
  const closes = closed && !isClosed(before.state)
  return {
    ...before,
    ...change,
    state: now,
    seq: event.seq,
    headHash: event.hash,
    closedOn: closed ? (closes ? on : before.closedOn) : null,
    endedBy: closed ? (closes ? event.type : before.endedBy) : null,
  }
}

function begun({ actorKind, actorSubject, data, at }: CaseEvent, on: CivilDate): CaseFold {
  const renewalExpiresOn = dateIn(data, 'renewalExpiresOn')
  return {
    ...FRESH,
    state: 'received',
    seq: 0,
    headHash: '',
    receivedAt: at,
    receivedOn: on,
    closedOn: null,
    withPerson: false,
    endedBy: null,
    helpers: actorKind === 'official' ? [actorSubject] : [],
    examiners: [],
    delivery: textIn(data, 'delivery'),
    isRenewal: data.renewal === true || renewalExpiresOn !== null,
    renewalExpiresOn,
    licenceCheckedOn: null,
    noticeFromOn: on,
    noticeEndedOn: null,
    reopenedOn: null,
    heldOn: null,
    erasedOn: null,
    handover: handoverOf(data),
  }
}
