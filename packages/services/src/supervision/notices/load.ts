import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, type Official, ok, type Result } from '@tongban/kernel'
import {
  filesOfNotice,
  type NoticeFileRow,
  type NoticeRow,
  type NoticeStepRow,
  noticeById,
  noticeStepsOf,
  type TemplateRow,
  templateOfNotice,
} from '@tongban/store'
import {
  type Addressed,
  isNoticeState,
  isStage,
  type NoticeState,
  type Receiver,
  type Stage,
  type Taker,
} from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { isOverseer, supervised, takerOf } from '../supervised.ts'

/** A notice with its steps, and whoever asks with the roles they hold today. */
export type LoadedNotice = {
  readonly row: NoticeRow
  readonly stage: Stage
  readonly state: NoticeState
  readonly addressed: Addressed
  readonly steps: readonly NoticeStepRow[]
  readonly files: readonly NoticeFileRow[]
  /** The region's text it was written by; undefined where that is one of the program's own. */
  readonly template: TemplateRow | undefined
  readonly official: Official
  readonly taker: Taker
  /** Whether they may read it; a step by somebody else is refused with the reason. */
  readonly isSeen: boolean
}

/** More than people return and reply. */
export const MOST_STEPS = 200
export const MOST_FILES = 1_000

export async function loadNotice(ctx: Context, id: string): Promise<Result<LoadedNotice, Failure>> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [[row], steps, files, delegations, [template]] = await ctx.database.read([
    noticeById({ id }),
    noticeStepsOf({ id, limit: MOST_STEPS }),
    filesOfNotice({ id, limit: MOST_FILES }),
    delegationsTo(index, civilDateAt(ctx.clock.now())),
    templateOfNotice({ id }),
  ])
  if (row === undefined) return NO_NOTICE
  const taker = await takerOf(ctx, official.value, delegations)
  return ok({
    row,
    stage: stageOf(row),
    state: stateOf(row),
    addressed: addressedOf(row),
    steps,
    files,
    template,
    official: official.value,
    taker,
    isSeen: isOverseer(official.value) || official.value.department === row.department,
  })
}

/** The same for whoever reads: what is not theirs does not exist. */
export async function loadSeenNotice(ctx: Context, id: string): Promise<Result<LoadedNotice, Failure>> {
  const loaded = await loadNotice(ctx, id)
  return loaded.ok && !loaded.value.isSeen ? NO_NOTICE : loaded
}

const NO_NOTICE = fail({ code: 'notFound', what: 'notice' } as const)

export const addressedOf = ({ receiver, department, person, step }: NoticeRow): Addressed => ({
  receiver: receiverOf(receiver),
  department,
  person,
  step,
})

export function stageOf({ stage }: Pick<NoticeRow, 'stage'>): Stage {
  if (!isStage(stage)) throw new Error(`a notice of an unknown stage: ${stage}`)
  return stage
}

export function stateOf({ state }: Pick<NoticeRow, 'state'>): NoticeState {
  if (!isNoticeState(state)) throw new Error(`a notice in an unknown state: ${state}`)
  return state
}

function receiverOf(name: string): Receiver {
  if (name === 'person' || name === 'departmentHead' || name === 'supervisingBody') return name
  throw new Error(`a notice to an unknown receiver: ${name}`)
}
