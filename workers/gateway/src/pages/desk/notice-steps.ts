import { PROBLEM_TYPE, type ProblemBody, problemSchema } from '@tongban/http'
import { NOTICE_ANSWERERS } from '@tongban/services'
import { type FieldError, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { noticeAt, noticePage } from './notice.tsx'
import { fileSchema, noticeSchema } from './schemas.ts'
import { DESK } from './words.ts'

/** 签收、回复、审核、终结: each sent to the API as it is, and the notice shown again. */
const REVIEWERS = [{ role: 'supervisor' }, { role: 'head' }] as const
const FILE_BYTES = 5 * 1024 * 1024 + 64 * 1024

/** What is refused as it stands is told as a page of its own; what is wrong with a field at that field. */
async function take(
  v: Visit,
  step: string,
  body: object | undefined,
  fields: Readonly<Record<string, string>>,
  otherwise: string,
) {
  const { id = '' } = v.params
  const taken = await v.api.post(noticeAt(id, step), noticeSchema, body === undefined ? {} : { body })
  if (taken.ok) return redirect(`/desk/notices/${taken.value.id}?done=1`)
  return taken.failure.status === 422
    ? noticePage(v, fieldErrors(taken.failure, fields, otherwise))
    : problemAnswer(v, taken.failure)
}

export const signNow = definePage({
  method: 'post',
  path: '/desk/notices/{id}/sign',
  rights: NOTICE_ANSWERERS,
  answer: (v) => take(v, 'sign', undefined, {}, 'main'),
})

export const replyNow = definePage({
  method: 'post',
  path: '/desk/notices/{id}/reply',
  rights: NOTICE_ANSWERERS,
  bodyLimitBytes: FILE_BYTES,
  answer: async (v) => {
    const text = v.form.text('text')
    if (text.length < 2) return noticePage(v, [{ field: 'text', text: v.t(TOO_SHORT) }])
    const file = v.form.file('file')
    const uploaded = file === null ? null : await upload(v, file)
    if (uploaded !== null && 'problem' in uploaded) {
      const { problem } = uploaded
      return problem.status === 409
        ? problemAnswer(v, problem)
        : noticePage(v, fieldErrors(problem, {}, 'file'))
    }
    const files = uploaded === null ? [] : [uploaded.id]
    return take(v, 'reply', { text, files }, { '/text': 'text', '/files': 'file' }, 'text')
  },
})
const TOO_SHORT = { zh: '请写明内容，至少 2 个字符。', en: 'Write at least 2 characters.' }

async function upload(
  v: Visit,
  file: File,
): Promise<{ readonly id: string } | { readonly problem: ProblemBody }> {
  const response = await v.api.send('POST', noticeAt(v.params.id ?? '', 'files'), {
    raw: await file.arrayBuffer(),
    headers: {
      'Content-Type': 'application/octet-stream',
      'Upload-Name': encodeURIComponent(file.name).slice(0, 1200),
    },
  })
  const body: unknown = await response.json()
  return response.headers.get('Content-Type')?.startsWith(PROBLEM_TYPE)
    ? { problem: problemSchema.parse(body) }
    : fileSchema.parse(body)
}

export const reviewNow = definePage({
  method: 'post',
  path: '/desk/notices/{id}/review',
  rights: REVIEWERS,
  answer: (v) => {
    const { form, t } = v
    const outcome = form.text('outcome')
    const text = form.text('reviewText')
    const errors: FieldError[] = [
      ...(outcome === 'accept' || outcome === 'return'
        ? []
        : [{ field: 'outcome', text: t({ zh: '请选择通过或者退回。', en: 'Choose accept or return.' }) }]),
      ...(outcome === 'return' && text.length < 2
        ? [{ field: 'reviewText', text: t(DESK.reasonNeeded) }]
        : []),
      ...(outcome === 'return' && form.text('replyOn') === ''
        ? [{ field: 'replyOn', text: t({ zh: '请填写最后一日。', en: 'Give the last day.' }) }]
        : []),
    ]
    if (errors.length > 0) return noticePage(v, errors)
    const body =
      outcome === 'accept'
        ? { outcome, ...(text.length < 2 ? {} : { text }) }
        : { outcome, text, replyOn: form.text('replyOn') }
    return take(v, 'review', body, { '/text': 'reviewText', '/replyOn': 'replyOn' }, 'outcome')
  },
})

export const closeNow = definePage({
  method: 'post',
  path: '/desk/notices/{id}/close',
  rights: REVIEWERS,
  answer: (v) => {
    const reason = v.form.text('closeReason')
    return reason.length < 2
      ? noticePage(v, [{ field: 'closeReason', text: v.t(DESK.reasonNeeded) }])
      : take(v, 'close', { reason }, {}, 'closeReason')
  },
})
