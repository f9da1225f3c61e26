import type { Said } from '@tongban/http'
import { type Answer, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Facts, Heading, Note } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { frameOf } from './frame.ts'
import { type Filled, filledIn } from './rated.ts'
import { RatedBefore } from './rated-before.tsx'
import { levelPage } from './rating-page.tsx'
import { type Invited, invitationSchema } from './schemas.ts'
import { tokenAgain } from './start.tsx'
import { OWN, PAD, RATE_WORDS, type Way } from './words.ts'

/** What a token is about, asked by a form: it stands in no address. */
export async function withInvitation(
  v: Visit,
  way: Way,
  token: string,
  then: (invited: Invited) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (token === '') return tokenAgain(v, way, token, [{ field: 'token', text: v.t(RATE_WORDS.noToken) }], 400)
  const found = await v.api.post('/evaluations/v1/invitations/read', invitationSchema, { body: { token } })
  if (found.ok) return then(found.value)
  const { status } = found.failure
  const known = ([404, 422, 429] as const).find((each) => each === status)
  if (known === undefined) return problemAnswer(v, found.failure)
  return tokenAgain(v, way, token, fieldErrors(found.failure, { '/token': 'token' }, 'token'), known)
}

const open = (way: Way) =>
  definePage({
    method: 'post',
    path: `${way.base}/service`,
    isShared: way.isPad,
    rights: ['anyone'],
    answer: (v) => {
      const filled = filledIn(v)
      return withInvitation(v, way, filled.token, (invited) =>
        invited.state === 'open'
          ? levelPage(v, way, invited, filled, [], 200)
          : closedPage(v, way, invited, filled),
      )
    },
  })
export const openService = open(OWN)
export const openServiceAtPad = open(PAD)

const SAID: Readonly<Record<Exclude<Invited['state'], 'open'>, Said>> = {
  rated: { zh: '这次服务已经评价过', en: 'This service has been rated' },
  visitRated: {
    zh: '同一次到场办理的另一项服务已经评价过',
    en: 'Another service of the same visit has been rated',
  },
  expired: { zh: '评价期限已过', en: 'The time to rate this service is over' },
}

function closedPage(v: Visit, way: Way, invited: Invited, filled: Filled) {
  const { t, language } = v
  const { state } = invited
  const mending = invited.ratings.some(({ order }) => order !== null)
  const said = state === 'open' ? RATE_WORDS.title : SAID[state]
  return page(
    said,
    <>
      <Heading>{t(said)}</Heading>
      <Facts v={v} facts={aboutFacts(v, invited)} />
      {state === 'rated' && !way.isPad && <RatedBefore v={v} ratings={invited.ratings} />}
      {state === 'rated' && invited.amendable && (
        <>
          <Note>
            {t({ zh: '可以修改或者补充一次，截止', en: 'It can be amended or added to once, until' })}{' '}
            <Instant at={invited.untilAt - 1} language={language} />
            {t({ zh: '。前后两次都保留，以后一次为准。', en: '. Both are kept, and the later counts.' })}
          </Note>
          <Form v={v} action={`${way.base}/give`}>
            <Carried filled={{ ...filled, isAmendment: true }} stage="begin" />
            <Button>{t(RATE_WORDS.amend)}</Button>
          </Form>
        </>
      )}
      {state === 'rated' && !way.isPad && (mending || invited.ratings.length === 0) && (
        <Form v={v} action="/rate/mending">
          <input type="hidden" name="token" value={filled.token} />
          <Button kind="secondary">{t(RATE_WORDS.mending)}</Button>
        </Form>
      )}
      {state === 'expired' && (
        <p class="govuk-body">
          {t({
            zh: '对服务有意见的，请拨打政务服务热线 12345。',
            en: 'Call the service hotline 12345 with any complaint.',
          })}
        </p>
      )}
      <ButtonLink href={way.base} kind="secondary">
        {t(RATE_WORDS.startOver)}
      </ButtonLink>
    </>,
    frameOf(way),
  )
}

/** Which service it is. */
export const aboutFacts = (v: Visit, { item, kind, department, servedOn }: Invited) => [
  {
    name: v.t(RATE_WORDS.service),
    value: `${item === null ? '' : `${v.t(item)}${v.t({ zh: '：', en: ': ' })}`}${v.t(kind)}`,
  },
  { name: v.t(RATE_WORDS.department), value: v.t(department) },
  { name: v.t(RATE_WORDS.servedOn), value: <Day on={servedOn} language={v.language} /> },
]

/** What goes on from page to page. */
export const Carried = ({
  filled,
  stage,
}: {
  readonly filled: Filled
  readonly stage: 'begin' | 'level' | 'give'
}) => (
  <>
    <input type="hidden" name="token" value={filled.token} />
    <input type="hidden" name="channel" value={filled.channel} />
    <input type="hidden" name="device" value={filled.device} data-rate="device" />
    <input type="hidden" name="amend" value={filled.isAmendment ? 'yes' : ''} />
    <input type="hidden" name="stage" value={stage} data-rate="stage" />
  </>
)
