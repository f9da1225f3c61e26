import { civilDateAt } from '@tongban/calendar'
import {
  DICTIONARY,
  dictionaryNamed,
  LEVELS,
  type Level,
  RATING_CHANNELS,
  type RatingChannel,
} from '@tongban/evaluations'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { ListedEvaluationRow } from '@tongban/store'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf, itemOf } from '../../supervision/notices/coded.ts'
import { levelOf, optionsIn } from './given-view.ts'
import { redactedWords } from './redacted.ts'
import { ratingText } from './text.ts'

/**
 * A rating as officials read it: never who rated. Of one that is anonymous to the department nothing that leads to the service
 * either: no case, no instant, only the day it was given; that holds for every official, and whoever mends opens it through the
 * order, with a reason. Nobody reads a rating before its service is over: there is none before.
 */
type Said = { readonly zh: string; readonly en: string }
type Named<C extends string | number = string> = Said & { readonly code: C }

export type ListedRating = {
  readonly id: string
  readonly level: Named<Level>
  readonly options: readonly Named[]
  readonly text: string | null
  readonly anonymous: boolean
  readonly revision: number
  readonly channel: Named<RatingChannel>
  readonly item: Coded | null
  readonly department: Coded
  readonly window: string | null
  readonly givenOn: CivilDate
  /** The region it was given in, of a case it had received: few enough to tell whose; null of an anonymous one. */
  readonly viaRegion: string | null
  /** Order 整改单 it has opened. */
  readonly order: string | null
  /** An upheld appeal has taken it out of the rates. */
  readonly excluded: boolean
  /** Null of an anonymous one. */
  readonly service: {
    readonly caseNumber: string
    readonly serviceNumber: number
    readonly servedAt: EpochMs
    readonly givenAt: EpochMs
  } | null
}

export async function listedRating(ctx: Context, row: ListedEvaluationRow): Promise<ListedRating> {
  const level = levelOf(row)
  const channel = channelOf(row)
  const text = await ratingText(ctx, row)
  const { caseNumber, serviceNumber, servedAt, at: givenAt } = row
  return {
    id: row.id,
    level: { code: level, ...LEVELS[level] },
    options: optionsIn(row).map((code) => optionNamed(row, code)),
    text: text === null ? null : redactedWords(text),
    anonymous: row.anonymous === 1,
    revision: row.revision,
    channel: { code: channel, zh: RATING_CHANNELS[channel].zh, en: RATING_CHANNELS[channel].en },
    item: itemOf(row.itemCode, servedAt),
    department: departmentOf(ctx, row.department),
    window: row.window,
    givenOn: civilDateAt(givenAt),
    viaRegion: row.anonymous === 1 ? null : row.viaRegion,
    order: row.orderNumber,
    excluded: row.excluded,
    service: row.anonymous === 1 ? null : { caseNumber, serviceNumber, servedAt, givenAt },
  }
}

function optionNamed({ dictionary }: ListedEvaluationRow, code: string): Named {
  const { options } = dictionaryNamed(dictionary) ?? DICTIONARY
  const option = options.find((each) => each.code === code)
  return { code, zh: option?.zh ?? code, en: option?.en ?? code }
}

function channelOf({ channel }: ListedEvaluationRow): RatingChannel {
  const known = CHANNELS.find((each) => each === channel)
  if (known === undefined) throw new Error(`a rating of an unknown channel: ${channel}`)
  return known
}
/** Guarantee: the keys of the table of channels. */
const CHANNELS = Object.keys(RATING_CHANNELS) as readonly RatingChannel[]
