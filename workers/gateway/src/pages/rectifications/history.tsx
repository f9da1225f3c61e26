import { Marked } from '../parts/marked.tsx'
import { Day, Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Order } from './schemas.ts'
import { DESK_WORDS, FACTS, orderAt } from './words.ts'

/** What happened to an order, the latest first, with what was said and sent along. */
export const History = ({ v, order }: { readonly v: Visit; readonly order: Order }) => {
  const { t, language } = v
  return (
    <ol class="order-steps" reversed>
      {order.steps.toReversed().map(({ step, on, at, by, side, facts, text, files }) => (
        <li>
          <h3 class="govuk-heading-s first-capital">
            {t(step)}
            {codesOf(facts).map((said) => `${t({ zh: '：', en: ': ' })}${t(said)}`)}
          </h3>
          <p class="quiet">
            {at === null ? <Day on={on} language={language} /> : <Instant at={at} language={language} />}
            {t({ zh: '　', en: ', ' })}
            {t(SIDES[side] ?? { zh: side, en: side })}
            {by?.name != null && <Marked v={v} text={` ${by.name}`} />}
            {by?.me === true && t({ zh: '（本人）', en: ' (you)' })}
          </p>
          {text !== null && (
            <p class="said">
              <Marked v={v} text={text} />
            </p>
          )}
          {files.length > 0 && (
            <ul class="govuk-list" aria-label={t(DESK_WORDS.files)}>
              {files.map(({ id, name, size }) => (
                <li>
                  <a class="govuk-link" href={orderAt(order.number, `files/${id}`)}>
                    {name}
                  </a>{' '}
                  <span class="quiet">{Math.ceil(size / 1024)} KB</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

export const codesOf = (facts: Order['steps'][number]['facts']) =>
  Object.entries(facts).flatMap(([name, value]) => FACTS[name]?.[String(value)] ?? [])

const SIDES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  department: { zh: '被评价部门', en: 'department rated' },
  rectificationBody: { zh: '整改督促机构', en: 'rectification body' },
  evaluator: { zh: '评价人', en: 'evaluator' },
  machine: { zh: '系统', en: 'system' },
}
