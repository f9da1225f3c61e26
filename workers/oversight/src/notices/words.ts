import { civilDate, epochMs, PAGE_ROWS, rowLimit } from '@tongban/kernel/words'
import { NOTICE_STATES, STAGES } from '@tongban/supervision'
import * as z from 'zod'
import {
  byPerson,
  CSV_ROWS,
  codeOf,
  cursorQuery,
  departmentQuery,
  documentText,
  flagQuery,
  idParams,
  itemQuery,
  keysOf,
  named,
  nextAddress,
  subjectQuery,
} from '../lists.ts'

/** What goes in and out of notices 催办、督办. */
export const NOTICES_TAG = { zh: '督办文书', en: 'Notices of supervision' } as const
export const NOTICE_REVIEWERS = [{ role: 'supervisor' }, { role: 'head' }] as const

export const noticeParams = idParams('督办文书编号', 'a notice')

const filters = {
  state: codeOf(keysOf(NOTICE_STATES)),
  stage: codeOf(keysOf(STAGES)),
  department: departmentQuery,
  item: itemQuery,
  subject: subjectQuery,
  unanswered: flagQuery('待签收、待回复的', 'those that wait for a receipt or a reply'),
  late: flagQuery('签收、回复已逾期的', 'those whose receipt or reply is overdue'),
  cursor: cursorQuery,
}
export const noticeQuery = z.strictObject({
  ...filters,
  limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard),
})
export const noticeCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

const listed = {
  id: z.uuid(),
  number: z.string().nullable().meta({ description: '文号；提醒和通报条目没有 reminders have none' }),
  stage: named,
  level: z.int(),
  state: named,
  kind: z.string(),
  subject: z.string(),
  item: named.nullable(),
  step: named,
  basis: z.string(),
  law: z.string(),
  department: named,
  post: z.string().meta({ description: '责任岗位 post in charge' }),
  receiver: z.string().meta({ description: 'person, departmentHead, supervisingBody' }),
  mine: z.boolean(),
  dueOn: civilDate,
  dueAt: epochMs,
  overdueWorkdays: z.int().nullable(),
  provisional: z.boolean(),
  trueAt: epochMs.meta({ description: '应当发出的时间 when the stage was in truth due' }),
  writtenAt: epochMs.meta({ description: '实际发出的时间 when it was written' }),
  signBy: epochMs.nullable(),
  replyBy: epochMs.nullable(),
  signedAt: epochMs.nullable(),
  repliedAt: epochMs.nullable(),
  endedAt: epochMs.nullable(),
  late: z.boolean(),
  possible: z.array(named).meta({ description: '当前身份可办理的步骤 what whoever asks may do' }),
}
export const noticesSchema = z
  .object({
    asOf: epochMs,
    notices: z.array(z.object(listed).meta({ id: 'ListedNotice' })),
    next: nextAddress,
  })
  .meta({ id: 'Notices' })

export const noticeFileSchema = z
  .object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.int(), addedAt: epochMs })
  .meta({ id: 'NoticeFile' })

export const noticeSchema = z
  .object({
    ...listed,
    template: z.string(),
    text: documentText,
    steps: z.array(
      z.object({
        seq: z.int(),
        step: named,
        at: epochMs,
        by: byPerson,
        text: z.string().nullable(),
        files: z.array(noticeFileSchema),
      }),
    ),
    uploads: z
      .array(noticeFileSchema)
      .meta({ description: '本人已上传、尚未随回复提交的附件 own uploads no reply has named yet' }),
  })
  .meta({ id: 'Notice' })

export const NOTICE_ANSWER = {
  status: 200,
  description: { zh: '办理后的文书', en: 'the notice as it stands now' },
  schema: noticeSchema,
} as const
