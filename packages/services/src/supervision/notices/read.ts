import { type Failure, ok, type Result } from '@tongban/kernel'
import type { NoticeStepRow } from '@tongban/store'
import { isNoticeStep, NOTICE_STEPS, type TemplateText } from '@tongban/supervision'
import { type AttachedFileView, fileView } from '../../attached/add.ts'
import type { Context } from '../../context.ts'
import { allStaff, type By, byOf } from '../supervised.ts'
import { noticeText } from '../templates/render.ts'
import { openWords } from '../words.ts'
import type { Coded } from './coded.ts'
import { type LoadedNotice, loadSeenNotice } from './load.ts'
import { reasonOf } from './reason.ts'
import { type ListedNotice, listedNotice } from './view.ts'

/** A notice with its text, and what was said about it; each reply with the files that went with it. */
export type NoticeStepView = {
  readonly seq: number
  readonly step: Coded
  readonly at: number
  readonly by: By
  readonly text: string | null
  readonly files: readonly AttachedFileView[]
}
export type NoticeView = ListedNotice & {
  readonly template: string
  readonly text: TemplateText
  readonly steps: readonly NoticeStepView[]
  /** Uploads of whoever asks that no reply has named yet. */
  readonly uploads: readonly AttachedFileView[]
}

export async function readNotice(ctx: Context, id: string): Promise<Result<NoticeView, Failure>> {
  const loaded = await loadSeenNotice(ctx, id)
  if (!loaded.ok) return loaded
  return ok(await noticeView(ctx, loaded.value))
}

export async function noticeView(
  ctx: Context,
  { row, taker, steps, files, template }: LoadedNotice,
): Promise<NoticeView> {
  const names = await allStaff(ctx)
  const views = await Promise.all(files.map((file) => fileView(ctx, 'supervision_files', file)))
  const filesOf = (seq: number | null) => views.filter((_, at) => files[at]?.seq === seq)
  const uploads = views.filter((_, at) => files[at]?.seq === null && files[at]?.addedBy === taker.index)
  return {
    ...listedNotice(ctx, row, taker),
    template: row.template,
    text: noticeText(ctx, row, template, await reasonOf(ctx, row.id, steps)),
    steps: await Promise.all(
      steps.map(async (step) => ({
        seq: step.seq,
        step: takenStep(step),
        at: step.at,
        by: byOf(names, step.actorIndex, taker.index),
        text: await openWords(ctx, 'notice_steps', row.id, step),
        files: filesOf(step.seq),
      })),
    ),
    uploads,
  }
}

function takenStep({ type }: NoticeStepRow): Coded {
  if (!isNoticeStep(type)) throw new Error(`an unknown step of a notice: ${type}`)
  const { zh, en } = NOTICE_STEPS[type]
  return { code: type, zh, en }
}
