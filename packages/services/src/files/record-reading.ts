import type { Official } from '@tongban/kernel'
import { insertReading, type Statement } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/**
 * Who reads what of a case is written down before it is given out (个人信息保护法 51, 54): role, department, post, when
 * and what for. The person stands under an index only, so that an audit can find them and a list does not name them.
 */
export const PURPOSES = {
  own: { zh: '本人查看', en: 'by the applicant' },
  examine: { zh: '审查本办件', en: 'to examine this case' },
  assist: { zh: '窗口协助办理', en: 'to help at the window' },
  supervise: { zh: '监督检查', en: 'for supervision' },
  audit: { zh: '审计', en: 'for an audit' },
  review: { zh: '复议、诉讼', en: 'for a review or a lawsuit' },
  archive: { zh: '制作办件档案', en: 'for the archive file of the case' },
} as const
export type Purpose = keyof typeof PURPOSES
export const OFFICIAL_PURPOSES = ['examine', 'assist', 'supervise', 'audit', 'review'] as const

export const isPurpose = (code: string): code is Purpose => Object.hasOwn(PURPOSES, code)

type Read = { readonly what: 'file' | 'identity'; readonly fileId: string | null; readonly purpose: string }

export function readingStatement(ctx: Context, { row, actor }: LoadedCase, read: Read): Statement {
  const official: Official | null = ctx.actor.kind === 'official' ? ctx.actor : null
  return insertReading({
    readingId: ctx.ids.uuid(),
    caseNumber: row.caseNumber,
    ...read,
    at: ctx.clock.now(),
    actorKind: ctx.actor.kind,
    roles: official?.roles.join(',') ?? null,
    department: official?.department ?? null,
    post: official?.post ?? null,
    subjectIndex: actor.index,
  })
}
