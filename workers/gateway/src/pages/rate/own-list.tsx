import { Form } from '../parts/form.tsx'
import { NextPage, Tag } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import type { OwnServices } from './schemas.ts'
import { RATE_WORDS } from './words.ts'

type Own = OwnServices['services'][number]

/** The services of whoever is signed in, each with what can be done about it. */
export const OwnList = ({ v, own }: { readonly v: Visit; readonly own: OwnServices }) => {
  const query = own.next === null ? null : new URL(own.next, v.origin).search
  return (
    <>
      <h2 class="govuk-heading-m">{v.t({ zh: '我的服务', en: 'My services' })}</h2>
      {own.services.length === 0 && <p class="govuk-body">{v.t(WORDS.opensNothing)}</p>}
      <ul class="services">
        {own.services.map((service) => (
          <OwnService v={v} service={service} />
        ))}
      </ul>
      <NextPage v={v} href={query === null ? null : `/rate${query}`} />
    </>
  )
}

const STATES = {
  open: { zh: '可以评价', en: 'can be rated', colour: 'blue' },
  rated: { zh: '已评价', en: 'rated', colour: 'green' },
  visitRated: { zh: '同次到场的服务已评价', en: 'rated with the same visit', colour: 'grey' },
  expired: { zh: '已过评价期限', en: 'time is over', colour: 'grey' },
} as const

function OwnService({ v, service }: { readonly v: Visit; readonly service: Own }) {
  const { t, language } = v
  const { item, kind, department, servedOn, state, rating, untilAt, token, caseNumber } = service
  const name = item === null ? t(kind) : t(item)
  const button =
    state === 'open'
      ? { zh: '评价', en: 'Rate' }
      : state === 'rated'
        ? { zh: '查看评价', en: 'See the rating' }
        : null
  return (
    <li class="service">
      <h3 class="govuk-heading-s service-name">
        {name}
        {t({ zh: '：', en: ': ' })}
        {t(kind)}
      </h3>
      <p class="quiet service-facts">
        {department !== null && <>{t(department)}　</>}
        {servedOn !== null && <Day on={servedOn} language={language} />}
        {caseNumber !== null && (
          <>
            <br />
            <span class="code">{caseNumber}</span>
          </>
        )}
      </p>
      <p class="service-facts">
        <Tag colour={STATES[state].colour}>{t(STATES[state])}</Tag> {rating !== null && t(rating.level)}
        {state === 'open' && (
          <>
            {t({ zh: '截止 ', en: 'until ' })}
            <Instant at={untilAt - 1} language={language} />
          </>
        )}
      </p>
      {button !== null && (
        <Form v={v} action="/rate/service">
          <input type="hidden" name="token" value={token} />
          <button type="submit" class={`govuk-button ${state === 'open' ? '' : 'govuk-button--secondary'}`}>
            {t(button)}
            <span class="govuk-visually-hidden">
              {' '}
              {name} {t(kind)}
            </span>
          </button>
        </Form>
      )}
      {state === 'rated' && rating !== null && rating.level.code <= 2 && (
        <Form v={v} action="/rate/mending">
          <input type="hidden" name="token" value={token} />
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t(RATE_WORDS.mending)}
            <span class="govuk-visually-hidden">
              {' '}
              {name} {t(kind)}
            </span>
          </button>
        </Form>
      )}
    </li>
  )
}
