import { type Failure, ROLES, type Role } from '@tongban/kernel'
import type { NoticeRow } from '@tongban/store'
import {
  type Addressed,
  NOTICE_STATES,
  receivingRoles,
  reviewingRoles,
  type Taker,
  takesSteps,
} from '@tongban/supervision'
import { notPossible } from '../words.ts'
import { stageOf, stateOf } from './load.ts'
import { coded, possibleFor } from './view.ts'

/** Why a step of a notice is not taken, as people are told. */
const rolesText = (roles: readonly Role[]) => roles.map((role) => `${ROLES[role].zh} ${role}`).join('、')

/** 通知书发给谁，由谁签收、回复. */
export const notYours = (addressed: Addressed): Failure => ({
  code: 'notAllowed',
  need:
    addressed.receiver === 'supervisingBody'
      ? rolesText(receivingRoles(addressed))
      : `本文书所致部门的${rolesText(receivingRoles(addressed))} of the department it is addressed to`,
})

export const notReviewer = (addressed: Addressed): Failure => ({
  code: 'notAllowed',
  need: rolesText(reviewingRoles(addressed)),
})

const NOTICE = { zh: '本文书', en: 'notice' }
const TOLD = { zh: '仅作告知，不需要签收和回复', en: 'told, with nothing to sign or to answer' }

/** Where it stands, and what whoever asks may do instead. */
export function noticeRefusal(row: NoticeRow, taker: Taker): Failure {
  const state = stateOf(row)
  return takesSteps(stageOf(row))
    ? notPossible(NOTICE, state, NOTICE_STATES[state], possibleFor(row, taker).map(coded))
    : notPossible(NOTICE, 'told', TOLD, [])
}
