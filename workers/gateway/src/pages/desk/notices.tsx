import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import { latestCsv, latestList } from './latest-list.tsx'
import { Subject } from './limits-table.tsx'
import type { ListFilter } from './list-filters.tsx'
import { askedOf } from './parts.tsx'
import { postText } from './post.ts'
import { noticesSchema } from './schemas.ts'
import { DESK, NOTICE_LOOKERS, noticeColour } from './words.ts'

/** 督办文书: what was said, to whom, and whether it was signed for and answered; the latest first. */
const PATH = '/desk/notices'
const API = '/supervision/v1/notices'
const STAGES = {
  urge: { zh: '催办', en: 'urging' },
  supervise: { zh: '督办', en: 'supervision' },
  escalate: { zh: '上级督办', en: 'supervision by the supervising body' },
  warnShare: { zh: '期限将尽提醒', en: 'reminder by share' },
  warnDays: { zh: '临期提醒', en: 'reminder by days' },
  bulletin: { zh: '通报', en: 'bulletin' },
} as const
const STATES = {
  open: { zh: '待签收', en: 'waiting for the receipt' },
  signed: { zh: '已签收，待回复', en: 'waiting for the reply' },
  replied: { zh: '已回复，待审核', en: 'waiting for the review' },
  returned: { zh: '已退回，待重新回复', en: 'waiting for another reply' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const

const FILTERS: readonly ListFilter[] = [
  { name: 'stage', label: DESK.kind, words: STAGES },
  { name: 'state', label: DESK.state, words: STATES },
  { name: 'late', label: { zh: '答复', en: 'Answer' }, words: { true: { zh: '逾期未答', en: 'overdue' } } },
]

export const showNotices = definePage({
  method: 'get',
  path: PATH,
  rights: NOTICE_LOOKERS,
  answer: async (v) => {
    const found = await v.api.get(`${API}${askedOf(v)}`, noticesSchema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { t } = v
    const { notices, asOf, next } = found.value
    return latestList(v, {
      path: PATH,
      name: DESK.notices,
      filters: FILTERS,
      columns: [DESK.number, DESK.subject, DESK.department, DESK.due, DESK.written, DESK.state],
      rows: notices.map((notice) => [
        <a class="govuk-link" href={`/desk/notices/${notice.id}`}>
          <Marked v={v} text={notice.number ?? t(notice.stage)} />
          {notice.number !== null && <span class="desk-quiet">{t(notice.stage)}</span>}
        </a>,
        <>
          <Subject of={notice} />
          <span class="desk-quiet">{notice.item === null ? t(notice.step) : t(notice.item)}</span>
        </>,
        <>
          {t(notice.department)}
          <span class="desk-quiet">
            <Marked v={v} text={postText(v, notice.post)} />
          </span>
        </>,
        <Day on={notice.dueOn} language={v.language} />,
        <Instant at={notice.writtenAt} language={v.language} />,
        <>
          <Tag colour={noticeColour(notice.state.code)}>{t(notice.state)}</Tag>{' '}
          {notice.late && <Tag colour="red">{t(DESK.late)}</Tag>}
        </>,
      ]),
      asOf,
      next,
    })
  },
})

export const noticesCsvPage = latestCsv(PATH, API, NOTICE_LOOKERS)
