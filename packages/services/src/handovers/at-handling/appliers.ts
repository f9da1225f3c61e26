import { civilDateAt } from '@tongban/calendar'
import type { Applied, MessageType } from '@tongban/exchange'
import type { MessageData } from '@tongban/exchange/wire'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { closeHandover, toldOfCase } from '@tongban/store'
import { comingFiles } from '../../attachments/named.ts'
import { sealTexts, textsStatement } from '../../cases/event-texts.ts'
import { serviceStatement } from '../../cases/service-events.ts'
import { appliedStatements } from '../../exchange/applied.ts'
import type { Applier, Appliers } from '../applier.ts'
import { supplementSchema } from '../submission.ts'
import { evaluated } from './evaluated.ts'
import { happened } from './happened.ts'

/**
 * What the receiving region 收件地 tells while the case is handled here: a supplement, a withdrawal, that it is urged, the
 * evaluation of a service, that it is closed there. Whoever applied stands behind it as at home; the window or the page
 * they used is another region's.
 */
const supplementProvided: Applier = async (ctx, { opened, loaded }) => {
  const read = supplementSchema.safeParse(opened.personal)
  const { contentDigest, providedAt } = supplementData(opened.message.data)
  if (!read.success || (await sha256Hex(canonicalJson(asJson(opened.personal)))) !== contentDigest)
    return CONTENT_WRONG
  const { by, files: _, ...told } = read.data
  // What is handed in counts from the message on, whether or not its files are whole here.
  const coming = await comingFiles(ctx, opened)
  if ('state' in coming) return coming
  const { statements: files, ids } = coming
  const materials = told.materials.map(({ reference, ...material }) => ({
    ...material,
    ...(reference === undefined ? {} : { reference: ids.get(reference.toLowerCase()) ?? reference }),
  }))
  const input = { ...told, materials }
  const sealed = await sealTexts(ctx, asTexts(input))
  // It counts from the window there (行政许可法 32(1)(五)), and never from later than today.
  const providedOn = civilDateAt(Math.min(providedAt, ctx.clock.now()))
  const data = {
    by: 'applicant',
    handedInBy: by,
    materials: input.materials.map(({ code }) => code),
    textsDigest: sealed.digest,
    providedOn,
  }
  return happened(ctx, { opened, loaded }, 'supplemented', data, {
    refusedAs: NOTHING_ASKED,
    ...(loaded.fold.state === 'abandoned'
      ? { first: { type: 'abandonmentUndone', data: { providedOn } } as const }
      : {}),
    also: async (after, happening, seq) => [
      await textsStatement(ctx, loaded.row.caseNumber, seq, sealed),
      ...serviceStatement(after, happening),
      ...files,
    ],
  })
}

/** What stands first in the order here stands on both sides: a decision that was made is not undone by a withdrawal. */
const withdrawn: Applier = (ctx, { opened, loaded }) =>
  happened(ctx, { opened, loaded }, 'withdrawn', {}, { refusedAs: ALREADY_DECIDED })

const urged: Applier = (ctx, { opened, loaded }) =>
  happened(ctx, { opened, loaded }, 'urgedByPartner', {}, { refusedAs: ALREADY_DECIDED })

/** Nothing is closed there that was not brought to an end here first: the region that is competent decides. */
const closed: Applier = async (ctx, { opened, loaded: { fold }, handover }) => {
  const { caseNumber, partner, decidedAt } = handover
  const now = ctx.clock.now()
  if (decidedAt === null && fold.decidedOn === null && fold.closedOn === null) {
    // An end that this region told and has forgotten with an older database: it is told anew, and closed anew upon that.
    const [told] = await ctx.database.read([toldOfCase({ caseNumber, partner })])
    if (!told.some(({ type }) => ENDS.includes(type))) return NOT_DECIDED
    return written(await ctx.database.write(appliedStatements(opened, { state: 'applied' }, now)))
  }
  const closedAt = Math.min(closedData(opened.message.data).at, now)
  return written(
    await ctx.database.write([
      closeHandover({ caseNumber, partner, closedAt }),
      ...appliedStatements(opened, { state: 'applied' }, now),
    ]),
  )
}

const ENDS: readonly string[] = ['case.decided', 'case.withdrawn'] satisfies MessageType[]

const written = (result: { readonly ok: boolean }): Applied =>
  result.ok ? { state: 'applied' } : { state: 'later', reason: 'conflict' }

export const AT_HANDLING: Appliers = {
  'case.supplement-provided': supplementProvided,
  'case.withdrawn': withdrawn,
  'case.urged': urged,
  'case.evaluated': evaluated,
  'case.closed': closed,
}

/** Guarantee of these three: the exchange has checked the open part by the schema of its type. */
const supplementData = (data: object) => data as MessageData<'case.supplement-provided'>
const closedData = (data: object) => data as MessageData<'case.closed'>
/** Guarantee: it was opened from JSON. */
const asJson = (value: unknown) => value as Json
const asTexts = (value: object) => value as { readonly [name: string]: Json }

const CONTENT_WRONG = {
  state: 'refused',
  code: 'contentRefused',
  zh: '补正内容不合格式，或者与其摘要不符。',
  en: 'The supplement is not in the form, or is not what its digest says.',
} as const
const NOTHING_ASKED = {
  state: 'refused',
  code: 'notAsked',
  zh: '本办件现在没有等待补正。',
  en: 'This case is not waiting for a supplement now.',
} as const
const NOT_DECIDED = {
  state: 'refused',
  code: 'notDecided',
  zh: '办理地尚未作出决定，本办件不能办结。',
  en: 'The competent region has not decided yet; the case cannot be closed.',
} as const
const ALREADY_DECIDED = {
  state: 'refused',
  code: 'alreadyDecided',
  zh: '办理地已经作出决定或者已经办结，以决定为准。',
  en: 'The competent region has decided or closed the case before; the decision stands.',
} as const
