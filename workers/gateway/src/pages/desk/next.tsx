import { Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'

/** What was done a moment ago, as the last step says it, and whose turn it is now, by when. */
type Words = { readonly zh: string; readonly en: string }
export type Turn<Until extends string> = Words & { readonly until?: Until }

export function Next<Until extends string>(of: {
  readonly v: Visit
  /** The last step, where one was done by whoever looks; undefined where nothing was. */
  readonly last: Words | undefined
  readonly turn: Turn<Until> | undefined
  /** Instants by which it is somebody's turn, each by its name. */
  readonly by: Readonly<Record<Until, number | null>>
}) {
  const { v, last, turn, by } = of
  const { t, language } = v
  if (last === undefined && turn === undefined) return null
  const until = turn?.until === undefined ? null : by[turn.until]
  return (
    <Note>
      {last !== undefined && (
        <p class="govuk-body">
          <strong>
            {t({ zh: '已办理：', en: 'Done: ' })}
            {t(last)}
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

export const isJustDone = (v: Visit) => v.query.get('done') !== null
