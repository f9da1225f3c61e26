import { addDays, civilDate, startOfDayAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import { ERASED } from '@tongban/licences'
import type { LicenceEventRow, LicenceRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { readData } from './event-data.ts'
import { actNameOf, causeOf, type GroundView, groundNameOf, type LicenceCause, textOf } from './event-view.ts'
import type { Standing } from './in-force.ts'
import { remediesInWords } from './remedies.ts'

/**
 * How a licence stands, for whoever it is of: since when, by which act and on which ground, what that means now, and
 * where one can turn against it. Made from its events at reading; nothing is written for it.
 */
export type LicenceExplanation = {
  readonly since: EpochMs
  /** The last act; null where time alone has ended it. */
  readonly act: string | null
  readonly actName: Text | null
  readonly ground: GroundView | null
  readonly orderNumber: string | null
  readonly because: LicenceCause | null
  /** What it means, and what can be done. */
  readonly next: Text
  /** 救济途径 of an act that takes away; null of others, and where the region names no organs. */
  readonly remedies: Text | null
}

type Explained = Pick<LicenceRow, 'identifier' | 'validFrom' | 'validUntil' | 'departmentCode'>

/** Null of a licence that holds as it was issued. `events` are its own, in their order. */
export function explanationOf(
  { region }: Pick<Context, 'region'>,
  licence: Explained,
  standing: Standing,
  events: readonly LicenceEventRow[],
  now: EpochMs,
): LicenceExplanation | null {
  const happened = events.filter(({ seq, type }) => seq > 1 && type !== ERASED)
  const last = happened.at(-1)
  const isUntouched = last === undefined || last.type === 'restore' || last.type === 'cancelTransfer'
  if (standing === 'lapsed' && (last === undefined || isUntouched)) return ranOut(licence, now)
  if (last === undefined) {
    // What has just been written is not among the events that were read.
    return standing === 'valid' || standing === 'notYetValid'
      ? null
      : { ...NOTHING, since: now, next: nextOf(standing, null), remedies: against(region, licence, standing) }
  }
  const { orderNumber, by, department, ground } = readData(last.data)
  const isReplaced = last.type === 'renew' || last.type === 'change' || ground === 'transferred'
  const successor = isReplaced ? textOf(by) : null
  return {
    since: last.at,
    act: last.type,
    actName: actNameOf(last.type),
    ground: groundNameOf(last),
    orderNumber: textOf(orderNumber),
    because: causeOf(region, last),
    next: isAskedBack(standing, last) ? ASKED_BACK : nextOf(standing, successor),
    remedies:
      successor === null
        ? against(region, { departmentCode: textOf(department) ?? licence.departmentCode }, standing)
        : null,
  }
}

const NOTHING = { act: null, actName: null, ground: null, orderNumber: null, because: null } as const

function ranOut({ validUntil }: Explained, now: EpochMs): LicenceExplanation {
  const last = validUntil === null ? undefined : civilDate(validUntil)
  return {
    ...NOTHING,
    since: last === undefined ? now : startOfDayAt(addDays(last, 1)),
    next: NEXT.lapsed,
    remedies: null,
  }
}

const against = (
  region: Context['region'],
  { departmentCode }: Pick<LicenceRow, 'departmentCode'>,
  standing: Standing,
): Text | null =>
  standing === 'valid' || standing === 'notYetValid' || standing === 'transferredOut'
    ? null
    : remediesInWords(region, departmentCode)

const ENDED: Text = {
  zh: '该证照已经终止，不能再使用，也不能恢复；仍需要的，请重新申请。',
  en: 'The licence has ended: it can be used no more and is not taken up again. Apply anew if you still need one.',
}
const NEXT = {
  valid: { zh: '该证照可以照常使用。', en: 'The licence can be used as before.' },
  notYetValid: {
    zh: '该证照自有效期起始日起可以使用。',
    en: 'The licence can be used from the first day it holds.',
  },
  suspended: {
    zh: '暂扣期间该证照不能使用和出示；期满或者改正后，由签发部门发还。请向签发部门了解期限和改正要求。',
    en: 'While it is suspended the licence can be neither used nor shown; the department that issued it gives it back when the term is over or what was wrong is mended. Ask that department for the term and what is to be mended.',
  },
  annulled: ENDED,
  cancelled: ENDED,
  revoked: ENDED,
  lapsed: {
    zh: '该证照的有效期已过，不能再使用；仍需要的，请申请延续（该类证照可以延续的）或者重新申请。',
    en: 'The licence has run out and can be used no more. Apply to renew it, where its type can be renewed, or anew.',
  },
  transferredOut: {
    zh: '该证照正在办理转出，转入地区签发后以新证照为准。',
    en: 'The licence is being transferred; the one the other region issues takes its place.',
  },
  other: {
    zh: '该证照暂时不能使用，原因见说明。请向签发部门了解如何恢复。',
    en: 'The licence cannot be used for now, for the reason given. Ask the department that issued it how it is restored.',
  },
} as const satisfies Record<Standing, Text>

/** 取消转出 was asked for, and the other region has not answered. */
const isAskedBack = (standing: Standing, { type }: Pick<LicenceEventRow, 'type'>) =>
  standing === 'transferredOut' && type === 'cancelTransfer'
const ASKED_BACK: Text = {
  zh: '已请求取消转出，等待转入地区答复：尚未转入的，恢复为有效；已经转入的，以新证照为准。',
  en: 'The transfer was asked back and the other region has not answered: if it has not taken the licence it holds again, else the new one stands.',
}

function nextOf(standing: Standing, successor: string | null): Text {
  if (successor === null) return NEXT[standing]
  return {
    zh: `该证照已由新版本 ${successor} 代替，请使用新版本。`,
    en: `A newer version, ${successor}, has taken its place; use that one.`,
  }
}
