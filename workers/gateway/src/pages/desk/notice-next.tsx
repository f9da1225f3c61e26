import { Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { NoticeShown } from './schemas.ts'

/** What was done a moment ago, as the last step says it, and whose turn it is now. */
export const NoticeNext = ({ v, notice }: { readonly v: Visit; readonly notice: NoticeShown }) => {
  const { t, language } = v
  const isDone = v.query.get('done') !== null
  const last = isDone ? notice.steps.at(-1) : undefined
  const turn = TURNS[notice.state.code]
  if (!isDone && turn === undefined) return null
  const until = turn?.until === undefined ? null : notice[turn.until]
  return (
    <Note>
      {isDone && (
        <p class="govuk-body">
          <strong>
            {t({ zh: '已办理：', en: 'Done: ' })}
            {t(last?.step ?? { zh: '发出文书', en: 'the notice was sent' })}
            {t({ zh: '。', en: '.' })}
          </strong>
        </p>
      )}
      {turn !== undefined && (
        <p class="govuk-body">
          {t(turn)}
          {until !== null && (
            <>
              {t({ zh: '，最迟 ', en: ', by ' })}
              <Instant at={until - 1} language={language} />
            </>
          )}
          {t({ zh: '。', en: '.' })}
        </p>
      )}
    </Note>
  )
}

type Turn = { readonly zh: string; readonly en: string; readonly until?: 'signBy' | 'replyBy' }
const TURNS: Readonly<Record<string, Turn>> = {
  open: { zh: '接下来：由收文部门签收', en: 'Next: the department signs for it', until: 'signBy' },
  signed: { zh: '接下来：由收文部门回复', en: 'Next: the department replies', until: 'replyBy' },
  replied: { zh: '接下来：由发文的监察员审核回复', en: 'Next: whoever supervises reviews the reply' },
  returned: { zh: '接下来：由收文部门重新回复', en: 'Next: the department replies again', until: 'replyBy' },
  closed: { zh: '已办结，不用再办理', en: 'It is closed, and nothing more is to be done' },
}
