import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import {
  clockToUrge,
  giveByHand,
  insertNoticeStep,
  mayGiveByHand,
  type NoticeRow,
  type NoticeStepRow,
  noticeById,
  noticeStepsOf,
  noticesOfStage,
  publishedTemplates,
  type TemplateRow,
  type WatchedRow,
  watchNotices,
} from '@tongban/store'
import {
  type ByHand,
  byHandTemplate,
  type MAY_BE_URGED,
  NOTICE_STATES,
  resolvePolicy,
  STANDARD,
  templateRefOn,
  withLevel,
} from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { drawNumbers } from '../document-numbers.ts'
import { documentOf, givenStage } from '../given-stages.ts'
import { NEED_SUPERVISOR } from '../templates/propose.ts'
import { MOST_TEMPLATES, publishedOf } from '../templates/render.ts'
import { notPossible, openWords, sealWords } from '../words.ts'
import { loadNotice, stateOf } from './load.ts'
import { type NoticeView, noticeView } from './read.ts'

/**
 * A supervisor sends 催办 or 督办 by hand about a clock that runs, with the reason: the same document, number, receipt, reply and
 * delivery as those the policy gives. Not while one of that level about the clock waits for its answer, whoever sent it.
 */
export type ByHandInput = {
  /** One clock; or a case, of which it is the one that is due first. */
  readonly clock: {
    readonly kind: (typeof MAY_BE_URGED)[number]
    readonly subject: string
    readonly key: string | null
  }
  readonly level: ByHand
  readonly reason: string
}

/** More than are ever said of one subject. */
const MOST = 1_000
/** The step that holds the reason. */
const FIRST_STEP = 1

export async function sendByHand(
  ctx: Context,
  { clock, level, reason }: ByHandInput,
  clientKey: string,
): Promise<Result<NoticeView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return fail({ code: 'notAllowed', need: NEED_SUPERVISOR })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const id = uuidOf(await blindIndex(ctx.keys, 'noticeByHand', `${me}|${clientKey}`))
  const [[before], steps, [row], said, templates] = await ctx.database.read([
    noticeById({ id }),
    noticeStepsOf({ id, limit: FIRST_STEP }),
    clockToUrge(clock),
    noticesOfStage({ kind: clock.kind, subject: clock.subject, stage: level, limit: MOST }),
    publishedTemplates({ limit: MOST_TEMPLATES }),
  ])
  if (before !== undefined) return sentBefore(ctx, before, steps, { clock, level, reason })
  if (row === undefined) return fail({ code: 'notFound', what: 'clock' })
  const waiting = said.find((each) => each.clockKey === row.clockKey && WAITING.includes(each.state))
  const refusal = refusalOf(row, waiting, me)
  if (refusal !== null) return fail(refusal)
  const byHand = 1 + Math.max(0, ...said.filter(isOf(row)).map((each) => each.byHand))
  const written = await ctx.database.write(
    await statementsOf(ctx, row, templates, { id, level, reason, byHand, me }),
  )
  if (written.ok) return shown(ctx, id)
  const [[meanwhile], itsSteps] = await ctx.database.read([
    noticeById({ id }),
    noticeStepsOf({ id, limit: FIRST_STEP }),
  ])
  // The same request, sent twice at once: the other one of the two was first.
  if (meanwhile !== undefined) return sentBefore(ctx, meanwhile, itsSteps, { clock, level, reason })
  // Somebody else was first: what they said stands now, or the clock runs no more.
  return fail(notPossible(CLOCK, 'changed', CHANGED, []))
}

/** What the key was used for: the same notice again, or a key that is taken. */
async function sentBefore(
  ctx: Context,
  before: NoticeRow,
  [sent]: readonly NoticeStepRow[],
  asked: ByHandInput,
): Promise<Result<NoticeView, Failure>> {
  const words = sent === undefined ? null : await openWords(ctx, 'notice_steps', before.id, sent)
  return isSame(before, asked) && words === asked.reason
    ? shown(ctx, before.id)
    : fail({ code: 'idempotencyKeyReused' })
}

const WAITING: readonly string[] = ['open', 'signed', 'returned']
const isOf = (row: WatchedRow) => (each: NoticeRow) =>
  each.clockKey === row.clockKey && each.epoch === row.epoch
const isSame = (before: NoticeRow, { clock, level }: Pick<ByHandInput, 'clock' | 'level'>): boolean =>
  before.kind === clock.kind &&
  before.subject === clock.subject &&
  (clock.key === null || before.clockKey === clock.key) &&
  before.stage === level

/** Guarantee: a blind index is 32 hexadecimal characters; the version and variant of a UUID are set in it (RFC 9562 §5.8). */
const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`

const CLOCK = { zh: '该期限', en: 'limit' }
const CHANGED = { zh: '刚有变动，请重新查看', en: 'changed a moment ago; look at it again' }

function refusalOf(row: WatchedRow, waiting: NoticeRow | undefined, me: string): Failure | null {
  if (row.status !== 'running')
    return notPossible(
      CLOCK,
      row.status,
      { zh: '依法停止计算，不能催办、督办', en: 'lawfully stopped, and cannot be urged' },
      [],
    )
  if (row.person === me) return { code: 'secondPersonNeeded', step: 'ownNotice' }
  if (waiting === undefined) return null
  const state = stateOf(waiting)
  return notPossible(
    { zh: `同级文书${waiting.number ?? ''}`, en: `notice ${waiting.number ?? ''} of this level` },
    state,
    NOTICE_STATES[state],
    [],
  )
}

type Sending = {
  readonly id: string
  readonly level: ByHand
  readonly reason: string
  readonly byHand: number
  readonly me: string
}

async function statementsOf(
  ctx: Context,
  row: WatchedRow,
  templates: readonly TemplateRow[],
  { id, level, reason, byHand, me }: Sending,
) {
  const now = ctx.clock.now()
  const document = documentOf(level)
  if (document === null) throw new Error(`a notice without a number: ${level}`)
  const numberOf = await drawNumbers(ctx, new Map([[document, 1]]))
  const published = publishedOf(templates)
  const given = givenStage(
    {
      ctx,
      now,
      policyOf: () => underPolicy(ctx, row, level),
      templateOf: () => templateRefOn(byHandTemplate(level), civilDateAt(now), published),
      numberOf,
      answerClocks: new Map(),
    },
    row,
    { stage: level, at: now },
  )
  if (!('notice' in given) || given.watched === null) throw new Error('a notice nobody answers')
  const rows = JSON.stringify([{ ...given.notice, id, byHand }])
  const watch = (answer: object) => watchNotices({ rows: JSON.stringify([{ ...answer, notice: id }]), now })
  return [
    mayGiveByHand({ rows }),
    giveByHand({ rows }),
    insertNoticeStep({
      notice: id,
      seq: FIRST_STEP,
      type: 'send',
      at: now,
      actorIndex: me,
      textsEnc: await sealWords(ctx, 'notice_steps', id, FIRST_STEP, reason),
    }),
    watch(given.watched.sign),
    watch(given.watched.reply),
  ]
}

/** The policy the clock goes by, with the level that is sent. */
function underPolicy({ policies }: Pick<Context, 'policies'>, row: WatchedRow, level: ByHand) {
  const held = policies.held.find(({ id }) => id === row.policy)
  const { id, policy } =
    held ??
    (row.policy === STANDARD.id
      ? STANDARD
      : resolvePolicy(policies.held, { ...row, fromOn: civilDateAt(row.fromAt) }))
  return { id, policy: { ...policy, levels: withLevel(policy.levels, level) } }
}

async function shown(ctx: Context, id: string): Promise<Result<NoticeView, Failure>> {
  const loaded = await loadNotice(ctx, id)
  return loaded.ok ? ok(await noticeView(ctx, loaded.value)) : loaded
}
