import { type FieldError, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { DocumentText, History } from './history.tsx'
import { Subject } from './limits-table.tsx'
import { NoticeForms } from './notice-forms.tsx'
import { NoticeNext } from './notice-next.tsx'
import { passedOn } from './parts.tsx'
import { postText } from './post.ts'
import { type NoticeShown, noticeSchema } from './schemas.ts'
import { DESK, NOTICE_LOOKERS, noticeColour, STYLES } from './words.ts'

/** One notice: its text, its receipt and replies, and the steps whoever looks may take. */
const API = '/supervision/v1/notices'
export const noticeAt = (id: string, below = '') =>
  `${API}/${encodeURIComponent(id)}${below === '' ? '' : `/${below}`}`

export const showNotice = definePage({
  method: 'get',
  path: '/desk/notices/{id}',
  rights: NOTICE_LOOKERS,
  answer: (v) => noticePage(v),
})

/** With what was sent and what is wrong with it, where a step was refused. */
export async function noticePage(v: Visit, errors: readonly FieldError[] = []) {
  const { id = '' } = v.params
  const found = await v.api.get(noticeAt(id), noticeSchema)
  if (!found.ok) return problemAnswer(v, found.failure)
  const notice = found.value
  const { t } = v
  const title = { zh: notice.number ?? notice.stage.zh, en: notice.number ?? notice.stage.en }
  return page(
    title,
    <>
      <Heading caption={t(notice.stage)}>
        <Marked v={v} text={t(title)} />
      </Heading>
      <NoticeNext v={v} notice={notice} />
      <NoticeFacts v={v} notice={notice} />
      <DocumentText v={v} text={notice.text} href={`/desk/notices/${notice.id}/document`} />
      <History
        v={v}
        steps={notice.steps}
        more={(at) => {
          const { files = [] } = notice.steps[at] ?? {}
          return files.length === 0 ? null : (
            <ul class="govuk-list">
              {files.map((file) => (
                <li>
                  <a class="govuk-link" href={`/desk/notices/${notice.id}/files/${file.id}`}>
                    <Marked v={v} text={file.name} />
                  </a>
                </li>
              ))}
            </ul>
          )
        }}
      />
      <NoticeForms v={v} notice={notice} errors={errors} />
    </>,
    { back: '/desk/notices', styles: STYLES, errors, status: errors.length === 0 ? 200 : 422 },
  )
}

/** The limits are the first instant that is too late. */
const lastOf = (at: number | null) => (at === null ? null : at - 1)

const NoticeFacts = ({ v, notice }: { readonly v: Visit; readonly notice: NoticeShown }) => {
  const { t, language } = v
  const moment = (name: { zh: string; en: string }, at: number | null) =>
    at === null ? [] : [{ name: t(name), value: <Instant at={at} language={language} /> }]
  return (
    <Facts
      v={v}
      facts={[
        {
          name: t(DESK.state),
          value: (
            <>
              <Tag colour={noticeColour(notice.state.code)}>{t(notice.state)}</Tag>{' '}
              {notice.late && <Tag colour="red">{t(DESK.late)}</Tag>}
            </>
          ),
        },
        { name: t(DESK.subject), value: <Subject of={notice} /> },
        ...(notice.item === null ? [] : [{ name: t(DESK.item), value: t(notice.item) }]),
        { name: t(DESK.department), value: `${t(notice.department)} · ${postText(v, notice.post)}` },
        { name: t(DESK.due), value: <Day on={notice.dueOn} language={language} /> },
        ...moment(DESK.written, notice.writtenAt),
        ...moment(DESK.signBy, lastOf(notice.signBy)),
        ...moment(DESK.signed, notice.signedAt),
        ...moment(DESK.replyBy, lastOf(notice.replyBy)),
        ...moment(DESK.replied, notice.repliedAt),
      ]}
    />
  )
}

export const printNoticePage = definePage({
  method: 'get',
  path: '/desk/notices/{id}/document',
  rights: NOTICE_LOOKERS,
  answer: (v) => passedOn(v, noticeAt(v.params.id ?? '', 'document')),
})
export const noticeFilePage = definePage({
  method: 'get',
  path: '/desk/notices/{id}/files/{fileId}',
  rights: NOTICE_LOOKERS,
  answer: (v) =>
    passedOn(v, noticeAt(v.params.id ?? '', `files/${encodeURIComponent(v.params.fileId ?? '')}`)),
})
