import { civilDate, civilDateAt } from '@tongban/calendar'
import { canonicalJson, type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import { firstCountedDay, handlingCutOf, insertHandlingCut, lastHandlingCut } from '@tongban/store'
import { DEMONSTRATION } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import type { Coded } from '../supervision/notices/coded.ts'
import {
  type Month,
  monthAfter,
  monthBefore,
  monthNamed,
  monthOfDay,
  monthThatIsOver,
  NOT_OVER,
} from './month.ts'
import { type HandlingCut, makeHandlingCut, PUBLIC_HANDLING_DEFINITIONS } from './public.ts'

/**
 * The public cut of handling of a month 办件公开统计 is made once and never again (政府信息公开条例 20): when the month is over and all that
 * happened in it is counted. Reckoned anew at each request, two of its answers could be subtracted, and a single case read from
 * the difference. What a calendar or a correction changes afterwards, officials see alone.
 */
export type PublicHandling = HandlingCut & {
  readonly region: Coded
  readonly month: string
  readonly asOf: number
  /** 截至: null while the month is not made yet, and nothing is shown of it. */
  readonly countedUntil: number | null
  readonly notice: string | null
  readonly definitions: typeof PUBLIC_HANDLING_DEFINITIONS
}

export async function readPublicHandling(
  ctx: Pick<Context, 'clock' | 'database' | 'environment' | 'region'>,
  asked: string | undefined,
): Promise<Result<PublicHandling, Failure>> {
  const month = monthThatIsOver(ctx, asked)
  if (month === undefined) return fail({ code: 'invalidInput', errors: [NOT_OVER] })
  const [[made], [last], [counted]] = await ctx.database.read([
    handlingCutOf({ month: month.name }),
    lastHandlingCut({}),
    firstCountedDay({}),
  ])
  if (made === undefined && month.name < nextToMake(last, counted, thisMonth(ctx)).name)
    return fail({ code: 'invalidInput', errors: [NOT_PUBLISHED] })
  return ok({
    region: { code: ctx.region.code, ...ctx.region.name },
    month: month.name,
    asOf: ctx.clock.now(),
    countedUntil: made?.madeAt ?? null,
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
    ...(made === undefined ? NOTHING : cutIn(made.cut)),
    definitions: PUBLIC_HANDLING_DEFINITIONS,
  })
}

const NOTHING: HandlingCut = { all: null, items: [] }
/** Guarantee: the text was written by `freezeHandlingCuts`. */
const cutIn = (text: string) => JSON.parse(text) as HandlingCut

/** Months made in one run; the others follow in the next. */
const AT_ONCE = 3

/** Makes the cuts of the months that are over, the oldest first, and answers which. */
export async function freezeHandlingCuts(
  ctx: Pick<Context, 'calendar' | 'clock' | 'database'>,
): Promise<readonly string[]> {
  const now = thisMonth(ctx)
  const [[last], [counted]] = await ctx.database.read([lastHandlingCut({}), firstCountedDay({})])
  const made: string[] = []
  let month = nextToMake(last, counted, now)
  while (made.length < AT_ONCE && month.name < now.name) {
    const done = await makeHandlingCut(ctx, month)
    if (done === undefined) break
    const { cut, countedUntil } = done
    await ctx.database.write([
      insertHandlingCut({ month: month.name, cut: canonicalJson(asJson(cut)), madeAt: countedUntil }),
    ])
    made.push(month.name)
    month = monthAfter(month)
  }
  return made
}

const thisMonth = ({ clock }: Pick<Context, 'clock'>): Month => monthOfDay(civilDateAt(clock.now()))

/** After the last that was made; the oldest of which anything is counted, or the one that is just over. */
function nextToMake(
  last: { readonly month: string } | undefined,
  counted: { readonly countedOn: string } | undefined,
  now: Month,
): Month {
  const made = last === undefined ? undefined : monthNamed(last.month)
  if (made !== undefined) return monthAfter(made)
  const day = civilDate(counted?.countedOn ?? '')
  const over = monthBefore(now)
  return day === undefined || day > over.from ? over : monthOfDay(day)
}

/** Guarantee: a cut holds texts, numbers, lists and nulls. */
const asJson = (cut: HandlingCut) => cut as unknown as Json

const NOT_PUBLISHED = {
  pointer: '/query/month',
  zh: '该月没有公布的统计。请查看以后的月份。',
  en: 'Nothing was published of this month. Ask for a later one.',
}
