import { civilDate, civilDateAt } from '@tongban/calendar'
import { findItem, ITEMS, type Item } from '@tongban/catalogue'
import { valueAt } from '@tongban/decisions/runtime'
import { type CivilDate, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { type PublicDecisionRow, publicDecisions } from '@tongban/store'
import { monthPeriod } from '@tongban/supervision'
import { DEMONSTRATION } from '../applications/answer.ts'
import type { Application } from '../applications/body.ts'
import { openApplicationOf } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { NOT_OURS, openPlace, sealPlace } from '../lists/cursor.ts'
import { type Coded, itemOf } from '../supervision/notices/coded.ts'
import { monthNamed } from './month.ts'

/**
 * Decisions that anybody may read 行政许可决定公开 (行政许可法 40, 政府信息公开条例 20): grants of items whose `publicity` opens them, as far as
 * it does. A natural person is the family name and 某, never more; identity numbers, addresses and benefits are in no answer.
 */
export type DecisionsQuery = {
  readonly item: string
  /** `2026-11`; this month where none is given. */
  readonly month?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type PublicDecision = {
  readonly number: string | null
  readonly decidedOn: string
  /** Null, as is the name, where only the number and the day are public. */
  readonly result: Coded | null
  /** Of an organisation or a business in full, of a person masked; null where it is not public or was erased. */
  readonly name: string | null
  readonly isMasked: boolean
}
export type PublicDecisions = {
  readonly item: Coded & { readonly publicity: string }
  /** Items whose decisions are public. */
  readonly items: readonly (Coded & { readonly publicity: string })[]
  readonly month: string
  readonly asOf: number
  readonly notice: string | null
  readonly decisions: readonly PublicDecision[]
  readonly cursor: string | null
}

const GRANTED: Coded = { code: 'granted', zh: '准予', en: 'granted' }
/** After every day and every row. */
const FIRST_PAGE = { beforeOn: '9999-12-31', beforeRow: 0 }

export async function listPublicDecisions(
  ctx: Pick<Context, 'clock' | 'database' | 'environment' | 'keys' | 'region'>,
  query: DecisionsQuery,
): Promise<Result<PublicDecisions, Failure>> {
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const item = publicItem(query.item, today)
  const month = monthNamed(query.month ?? monthPeriod(today).name)
  if (item === undefined || month === undefined)
    return fail({
      code: 'invalidInput',
      errors: [...(item === undefined ? [notPublic(today)] : []), ...(month === undefined ? [NO_MONTH] : [])],
    })
  const asked = JSON.stringify(['publicDecisions', item.code, month.name])
  const after = await openBefore(ctx, query.cursor, asked)
  if (!after.ok) return after
  const { limit } = query
  const [rows] = await ctx.database.read([
    publicDecisions({
      item: item.code,
      from: month.from,
      until: month.until,
      ...after.value,
      limit: limit + 1,
    }),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    item: described(item, now),
    items: publicItems(today).map((each) => described(each, now)),
    month: month.name,
    asOf: now,
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
    decisions: await Promise.all(shown.map((row) => decisionOf(ctx, item, row))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, `${last.decidedOn} ${last.row}`, asked),
  })
}

async function openBefore(
  { keys }: Pick<Context, 'keys'>,
  cursor: string | undefined,
  asked: string,
): Promise<Result<typeof FIRST_PAGE, Failure>> {
  if (cursor === undefined) return ok(FIRST_PAGE)
  const place = await openPlace(keys, cursor, asked)
  if (!place.ok) return place
  const [beforeOn = '', row] = place.value.split(' ')
  return civilDate(beforeOn) === undefined || row === undefined
    ? fail({ code: 'invalidInput', errors: [NOT_OURS] })
    : ok({ beforeOn, beforeRow: Number(row) })
}

/** As the item is today: what it opens, it opens for earlier decisions too. A benefit is never opened, whatever it says. */
function publicItems(today: CivilDate): readonly Item[] {
  const codes = [...new Set(ITEMS.map(({ code }) => code))].sort()
  return codes.flatMap((code) => {
    const found = findItem(code, today)
    return found.ok && found.value.publicity !== 'notPublic' && found.value.procedure !== 'benefit'
      ? [found.value]
      : []
  })
}
const publicItem = (code: string, today: CivilDate) => publicItems(today).find((item) => item.code === code)

const described = ({ code, publicity }: Item, now: number) => ({
  ...(itemOf(code, now) ?? { code, zh: code, en: code }),
  publicity,
})

async function decisionOf(
  ctx: Pick<Context, 'keys'>,
  item: Item,
  { caseNumber, decidedOn, applicationEnc, digest, number }: PublicDecisionRow,
): Promise<PublicDecision> {
  const named =
    item.publicity === 'numberPublic' || applicationEnc === ''
      ? null
      : publicName(item, await openApplicationOf(ctx, caseNumber, applicationEnc, digest))
  return {
    number,
    decidedOn,
    result: item.publicity === 'numberPublic' ? null : GRANTED,
    name: named?.name ?? null,
    isMasked: named?.isMasked ?? false,
  }
}

/** An organisation by its name, a business by the name it was registered under, a person by the family name alone. */
export function publicName(
  { issues }: Pick<Item, 'issues'>,
  { applicant: { kind, name, idKind }, form }: Pick<Application, 'applicant' | 'form'>,
): { readonly name: string; readonly isMasked: boolean } {
  if (kind === 'organisation' || kind === 'agency') return { name, isMasked: false }
  // A sole trader known by a credit code is a business; known by an identity document it is a person.
  if (kind === 'soleTrader' && idKind === 'unifiedSocialCreditCode') return { name, isMasked: false }
  const path = issues?.claims.businessName?.find((each) => each.startsWith('form.'))
  const business = path === undefined ? undefined : valueAt(form, path.slice('form.'.length))
  return typeof business === 'string' && business !== ''
    ? { name: business, isMasked: false }
    : { name: maskedPerson(name), isMasked: true }
}

/** Family names of two characters that a single one would cut 复姓; the commonest. */
const COMPOUND =
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 夏侯 南宫 轩辕 独孤 呼延 长孙 宇文 澹台 赫连 万俟 闻人 钟离'.split(
    ' ',
  )
const maskedPerson = (name: string): string => {
  const family = COMPOUND.find((each) => name.startsWith(each) && [...name].length > 2)
  // A name that is not Chinese would be told by its first word.
  return /^\p{Script=Han}/u.test(name) ? `${family ?? [...name][0] ?? ''}某` : '某'
}

const notPublic = (today: CivilDate): FieldError => {
  const codes = publicItems(today).map(({ code }) => code)
  return {
    pointer: '/query/item',
    zh: `该事项的决定不公开。公开的事项：${codes.join('、')}。`,
    en: `Decisions of this item are not public. Those of these are: ${codes.join(', ')}.`,
  }
}
const NO_MONTH: FieldError = {
  pointer: '/query/month',
  zh: '应为 YYYY-MM 的月份。',
  en: 'Must be a month, YYYY-MM.',
}
