import { type Failure, fail, holdsRole, type Json, ok, type Result } from '@tongban/kernel'
import { type ExchangeAlarmRow, openAlarms } from '@tongban/store'
import type { Context } from '../context.ts'
import { openPlace, sealPlace } from '../lists/cursor.ts'
import { ALARMS, type AlarmKind } from './alarms.ts'
import { alarmId } from './resolve-alarm.ts'

/** What people have to take up of the exchange, oldest first. */
export type AlarmView = Pick<ExchangeAlarmRow, 'partner' | 'subject' | 'at'> & {
  /** By which it is ended. */
  readonly id: string
  readonly kind: { readonly code: AlarmKind; readonly zh: string; readonly en: string }
  readonly facts: Json
}
export type AlarmPage = { readonly alarms: readonly AlarmView[]; readonly cursor: string | null }

const ASKED = 'exchangeAlarms'
const PLACE = /^(\d{1,16})\.(.+)$/

export async function listExchangeAlarms(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<AlarmPage, Failure>> {
  if (!holdsRole(ctx.actor, 'admin', 'supervisor', 'auditor'))
    return fail({ code: 'notAllowed', need: '系统管理员 admin、监察员 supervisor、审计员 auditor' })
  const opened = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, ASKED)
  if (!opened.ok) return opened
  const [, at = '0', row = ''] = PLACE.exec(opened.value) ?? []
  const [rows] = await ctx.database.read([openAlarms({ at: Number(at), row, limit: limit + 1 })])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    alarms: shown.map(viewOf),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.at}.${rowOf(last)}`, ASKED),
  })
}

const rowOf = ({ kind, partner, subject }: ExchangeAlarmRow): string => `${kind}/${partner}/${subject}`

function viewOf({ kind, partner, subject, facts, at }: ExchangeAlarmRow): AlarmView {
  const code = asKind(kind)
  return {
    id: alarmId(kind, partner, subject),
    kind: { code, ...ALARMS[code] },
    partner,
    subject,
    facts: asJson(JSON.parse(facts)),
    at,
  }
}

/** Guarantee: rows are written by `raiseAlarm` alone. */
const asKind = (text: string) => text as AlarmKind
const asJson = (value: unknown) => value as Json
