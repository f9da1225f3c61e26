import { type FieldError, type PageOptions, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { frameOf, SCRIPTS, STYLES } from './frame.ts'
import { OwnList } from './own-list.tsx'
import { padPage } from './pad.tsx'
import { type OwnServices, ownSchema } from './schemas.ts'
import { TokenForm } from './token-form.tsx'
import { OWN, RATE_WORDS, type Way } from './words.ts'

/** Where rating begins: one's own services where one is signed in, and a field for the token for everybody. */
export const startRating = definePage({
  method: 'get',
  path: '/rate',
  rights: ['anyone'],
  answer: async (v) => {
    if (v.actor.kind !== 'applicant') return startPage(v, null)
    const cursor = v.query.get('cursor')
    const query = new URLSearchParams({ limit: '20', ...(cursor === null ? {} : { cursor }) })
    const own = await v.api.get(`/evaluations/v1/invitations?${query}`, ownSchema)
    return own.ok ? startPage(v, own.value) : problemAnswer(v, own.failure)
  },
})

function startPage(v: Visit, own: OwnServices | null) {
  const { t } = v
  return page(
    RATE_WORDS.title,
    <>
      <Heading>{t(RATE_WORDS.title)}</Heading>
      <p class="govuk-body">
        {t({
          zh: '每次服务评价一次，自愿评价；不评价不算好评。差评由有关部门联系您，15 个工作日内整改、答复。',
          en: 'Each service is rated once, and only if you wish; silence is never counted as praise. If you are dissatisfied you are contacted, and it is mended and answered within 15 working days.',
        })}
      </p>
      {own !== null && <OwnList v={v} own={own} />}
      <h2 class="govuk-heading-m">{t({ zh: '凭评价码评价', en: 'Rate by code' })}</h2>
      <TokenForm v={v} way={OWN} />
      {v.actor.kind === 'nobody' && (
        <Note>
          <p class="govuk-body">
            {t({ zh: '没有评价码？', en: 'No code at hand? ' })}
            <a class="govuk-link" href="/sign-in?to=/rate">
              {t({ zh: '登录后评价本人的各次服务', en: 'Sign in and choose from your services' })}
            </a>
          </p>
        </Note>
      )}
      <h2 class="govuk-heading-m">{t({ zh: '事情没有办成', en: 'Something could not be got done' })}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/rate/could-not">
          {t(RATE_WORDS.couldNot)}
        </a>
      </p>
    </>,
    { styles: STYLES, scripts: SCRIPTS },
  )
}

/** The form for the token again, with what is wrong with it. */
export const tokenAgain = (
  v: Visit,
  way: Way,
  token: string,
  errors: readonly FieldError[],
  status: NonNullable<PageOptions['status']>,
) =>
  way.isPad
    ? padPage(v, { token, errors, status })
    : page(
        RATE_WORDS.title,
        <>
          <Heading>{v.t(RATE_WORDS.title)}</Heading>
          <TokenForm v={v} way={way} value={token} errors={errors} />
        </>,
        { ...frameOf(way), errors, status },
      )
