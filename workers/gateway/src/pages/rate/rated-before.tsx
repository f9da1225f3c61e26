import { Facts, Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Invited } from './schemas.ts'

/** What was said of a service before, for whoever said it: each revision, the one that counts first, and what came of it. */
export const RatedBefore = ({ v, ratings }: { readonly v: Visit; readonly ratings: Invited['ratings'] }) => {
  const { t } = v
  const order = ratings.find((rating) => rating.order !== null)?.order ?? null
  return (
    <>
      {ratings.length === 0 && (
        <Note>
          {t({
            zh: '评价的内容只给评价人本人看。登录后评价的、匿名评价的，请先登录。',
            en: 'What was said is shown to whoever said it alone. If you rated signed in or anonymously, sign in first.',
          })}
        </Note>
      )}
      {ratings.toReversed().map((rating, at) => (
        <>
          <h2 class="govuk-heading-m">
            {at > 0
              ? t({ zh: '修改前的评价', en: 'Before it was amended' })
              : t({ zh: '您的评价', en: 'Your rating' })}
          </h2>
          <Facts v={v} facts={factsOf(v, rating)} />
        </>
      ))}
      {ratings.length > 0 && (
        <p class="govuk-body">
          {order === null
            ? t({
                zh: '这次评价没有生成整改单：只有不满意、非常不满意的评价生成整改单。',
                en: 'No order was opened for it: only the two lowest levels open one.',
              })
            : t({
                zh: `已生成整改单 ${order}，由被评价部门整改、答复，其他部门回访。`,
                en: `Order ${order} was opened: the department mends and answers, and another one calls back.`,
              })}
        </p>
      )}
    </>
  )
}

function factsOf(v: Visit, { level, options, text, anonymous, at }: Invited['ratings'][number]) {
  const { t } = v
  return [
    {
      name: t({ zh: '等次', en: 'Level' }),
      value: (
        <span class="first-capital">
          {t(level)}
          {anonymous && t({ zh: '（匿名）', en: ' (anonymous)' })}
        </span>
      ),
    },
    { name: t({ zh: '评价时间', en: 'Given' }), value: <Instant at={at} language={v.language} /> },
    ...(options.length === 0
      ? []
      : [
          {
            name: t({ zh: '具体方面', en: 'What it was about' }),
            value: (
              <span class="first-capital">
                {options.map((option) => t(option)).join(t({ zh: '；', en: '; ' }))}
              </span>
            ),
          },
        ]),
    ...(text === null ? [] : [{ name: t({ zh: '想说的话', en: 'In your words' }), value: text }]),
  ]
}
