import { Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { CardShown } from './schemas.ts'

/** What was done a moment ago, as the last step says it, and whose turn it is now. */
export const CardNext = ({ v, card }: { readonly v: Visit; readonly card: CardShown }) => {
  const { t, language } = v
  const last = v.query.get('done') === null ? undefined : card.steps.at(-1)
  const turn = TURNS[card.state.code]
  if (last === undefined && turn === undefined) return null
  const until = turn?.until === undefined ? null : card[turn.until]
  return (
    <Note>
      {last !== undefined && (
        <p class="govuk-body">
          <strong>
            {t({ zh: '已办理：', en: 'Done: ' })}
            {t(last.step)}
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

type Turn = { readonly zh: string; readonly en: string; readonly until?: 'standsAt' | 'appealBy' }
const TURNS: Readonly<Record<string, Turn>> = {
  proposed: {
    zh: '接下来：由监察员确认或者不发；逾时未决定的即成立',
    en: 'Next: a supervisor confirms or dismisses it; undecided, it stands',
    until: 'standsAt',
  },
  standing: {
    zh: '接下来：被亮牌部门可以申诉',
    en: 'Next: the department can appeal',
    until: 'appealBy',
  },
  appealed: {
    zh: '接下来：由另一名监察员裁定申诉',
    en: 'Next: another supervisor judges the appeal',
  },
}
