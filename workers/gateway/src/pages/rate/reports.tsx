import * as z from 'zod'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Marked } from '../parts/marked.tsx'
import { Heading, NextPage, Tag } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { stateColour } from '../rectifications/words.ts'
import { problemAnswer } from '../site.tsx'
import { WORDS } from '../words.ts'
import { STYLES } from './frame.ts'
import { mendingPage, readMending } from './mending.tsx'
import { reviewSchema } from './schemas.ts'
import { RATE_WORDS } from './words.ts'

/** What whoever is signed in has reported, and how the mending of one of it stands. */
export const listReports = definePage({
  method: 'get',
  path: '/rate/reports',
  rights: ['applicant'],
  answer: async (v) => {
    const { t, language } = v
    const cursor = v.query.get('cursor')
    const query = new URLSearchParams({ limit: '20', ...(cursor === null ? {} : { cursor }) })
    const schema = z.object({ reviews: z.array(reviewSchema), next: z.string().nullable() })
    const found = await v.api.get(`/evaluations/v1/reviews?${query}`, schema)
    if (!found.ok) return problemAnswer(v, found.failure)
    const { reviews, next } = found.value
    const further = next === null ? null : new URL(next, v.origin).search
    return page(
      RATE_WORDS.reports,
      <>
        <Heading>{t(RATE_WORDS.reports)}</Heading>
        {reviews.length === 0 && <p class="govuk-body">{t(WORDS.opensNothing)}</p>}
        <ul class="services">
          {reviews.map(({ kind, item, department, on, text, orderNumber, orderState }) => (
            <li class="service">
              <h2 class="govuk-heading-s service-name">
                {orderNumber === null ? (
                  t(item ?? kind)
                ) : (
                  <a class="govuk-link" href={`/rate/reports/${orderNumber}`}>
                    {t(item ?? kind)}
                  </a>
                )}
              </h2>
              <p class="quiet service-facts">
                {t(kind)}　{t(department)}　<Day on={on} language={language} />
              </p>
              {orderNumber !== null && orderState !== null && (
                <p class="service-facts">
                  <Tag colour={stateColour(orderState.code)}>{t(orderState)}</Tag>{' '}
                  <span class="quiet">
                    {t({ zh: '整改单 ', en: 'order ' })}
                    <span class="code">{orderNumber}</span>
                  </span>
                </p>
              )}
              {text !== null && (
                <p class="said">
                  <Marked v={v} text={text} />
                </p>
              )}
            </li>
          ))}
        </ul>
        <NextPage v={v} href={further === null ? null : `/rate/reports${further}`} />
      </>,
      { styles: STYLES, back: '/rate' },
    )
  },
})

const RECEIVED = {
  zh: '已收到您反映的情况，并生成整改单。由谁办、什么时候办，见下。',
  en: 'What you reported has been received, and an order opened. Who does what, and by when, is below.',
}

export const showReport = definePage({
  method: 'get',
  path: '/rate/reports/{number}',
  rights: ['applicant'],
  answer: async (v) => {
    const key = { order: v.params.number ?? '' }
    const found = await readMending(v, key)
    if (!found.ok) return problemAnswer(v, found.failure)
    const isNew = v.query.get('done') !== null
    return mendingPage(v, key, found.value, isNew ? { done: RECEIVED } : {})
  },
})
