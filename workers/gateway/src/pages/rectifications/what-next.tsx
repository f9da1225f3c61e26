import { Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { codesOf } from './history.tsx'
import type { Order } from './schemas.ts'
import { CLOCK_STEPS } from './words.ts'

/** What was done a moment ago, as the last step says it, and what the order waits for: what, by whom and until when. */
export const WhatNext = ({
  v,
  order,
  isDone,
}: {
  readonly v: Visit
  readonly order: Order
  readonly isDone: boolean
}) => {
  const { t, language } = v
  const last = isDone ? order.steps.at(-1) : undefined
  return (
    <Note>
      {last !== undefined && (
        <p class="govuk-body">
          <strong>
            {t({ zh: '已办理：', en: 'Done: ' })}
            {[last.step, ...codesOf(last.facts)].map((said) => t(said)).join(t({ zh: '，', en: ', ' }))}
            {t({ zh: '。', en: '.' })}
          </strong>
        </p>
      )}
      {order.owed.map(({ what, by, dueAt }) => (
        <p class="govuk-body">
          {t({ zh: '接下来：由', en: 'Next: ' })}
          {t(by)}
          {t({ zh: '', en: ' has to ' })}
          {t(CLOCK_STEPS[what.code] ?? what)}
          {t({ zh: '，最迟 ', en: ', by ' })}
          <Instant at={dueAt - 1} language={language} />
          {t({ zh: '。', en: '.' })}
        </p>
      ))}
      {order.owed.length === 0 && <p class="govuk-body">{t(restOf(order))}</p>}
    </Note>
  )
}

/** Where nobody owes anything by a day. */
function restOf({ state, callBack }: Order) {
  if (state.code === 'closed')
    return {
      zh: '已办结。评价人仍可以评价整改；不满意的重新整改。',
      en: 'Closed. The evaluator can still rate the mending; if dissatisfied, it is mended again.',
    }
  if (state.code === 'setAside')
    return {
      zh: '申诉成立，该评价不计入统计，不再办理。',
      en: 'The appeal was upheld: the rating is in no figure, and nothing more is to be done.',
    }
  return callBack?.code === 'notMended'
    ? {
        zh: '接下来：回访认为未整改到位，由整改督促机构退回重新整改；轮次已满的，办结。',
        en: 'Next: the call-back found it not mended, so the rectification body returns it, or closes it after the last round.',
      }
    : {
        zh: '接下来：由整改督促机构办结；评价人也可以评价整改。',
        en: 'Next: the rectification body closes it; the evaluator can rate the mending.',
      }
}
