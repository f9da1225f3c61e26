import { page } from '../answer.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Panel } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { Clocks } from './clocks.tsx'
import { frameOf } from './frame.ts'
import type { Filled } from './rated.ts'
import { type Given, mendingSchema } from './schemas.ts'
import { Carried } from './service.tsx'
import { RATE_WORDS, type Way } from './words.ts'

/** The code is good for more where it alone goes on; elsewhere, as after a pad, it is the sign-in of whom it was given to. */
const KeptCode = ({
  v,
  token,
  isBad,
  isSignInNeeded,
}: {
  readonly v: Visit
  readonly token: string
  readonly isBad: boolean
  readonly isSignInNeeded: boolean
}) => {
  const { t } = v
  if (isSignInNeeded)
    return (
      <p class="govuk-body">
        {t({
          zh: '要查看、修改这次评价，或者查看整改进度、评价整改的结果，请用自己的手机登录本站，在“评价”里办理。只凭评价码不能修改，以免他人代改。',
          en: 'To see or amend this rating, to see how the mending stands and to rate the result, sign in to this site on your own telephone and open “Rate”. The code alone does not do it, so that nobody else can.',
        })}
      </p>
    )
  return (
    <>
      <h2 class="govuk-heading-m">{t({ zh: '请保留评价码', en: 'Keep the code' })}</h2>
      <p class="keep-token code">{token}</p>
      <p class="govuk-body">
        {isBad
          ? t({
              zh: '凭它查看整改进度、补充说明，并评价整改的结果。',
              en: 'With it you see how the mending stands, add to what you said, and rate the result.',
            })
          : t({
              zh: '凭它再次查看、修改这次评价。',
              en: 'With it you can see and amend this rating again.',
            })}
        {v.actor.kind === 'applicant'
          ? t({
              zh: '您登录后，在“评价”里也能找到。',
              en: ' Signed in, you also find the service under “Rate”.',
            })
          : t({
              zh: '收件回执或者短信里也有；请不要给别人看。改为好评须登录。',
              en: ' It is also on your receipt or in the message. Show it to nobody. Turning a bad rating good takes a sign-in.',
            })}
      </p>
    </>
  )
}

/** What was given, and what follows from it: of a bad rating who does what until when. */
export async function givenPage(v: Visit, way: Way, given: Given, filled: Filled) {
  const { t, language } = v
  const { token } = filled
  const order =
    given.order === null
      ? null
      : await v.api.post('/evaluations/v1/rectifications/read', mendingSchema, { body: { token } })
  const title = { zh: '评价已收到，谢谢', en: 'Thank you, your rating has been received' }
  return page(
    title,
    <>
      <Panel title={t(title)}>{t(given.level)}</Panel>
      {given.anonymous && (
        <p class="govuk-body">
          {t({
            zh: '您选择了匿名：被评价部门不知道是谁评价的。',
            en: 'You rated anonymously: the department does not learn who it was.',
          })}
        </p>
      )}
      {order?.ok === true && (
        <>
          <h2 class="govuk-heading-m">{t({ zh: '接下来', en: 'What happens next' })}</h2>
          <p class="govuk-body">
            {t({
              zh: `已生成整改单 ${order.value.number}。`,
              en: `Order ${order.value.number} has been opened to mend it.`,
            })}
          </p>
          <Clocks v={v} mending={order.value} />
          {!way.isPad && (
            <Form v={v} action="/rate/mending">
              <input type="hidden" name="token" value={token} />
              <Button kind="secondary">{t(RATE_WORDS.mending)}</Button>
            </Form>
          )}
        </>
      )}
      <KeptCode
        v={v}
        token={token}
        isBad={order !== null}
        isSignInNeeded={way.isPad || order?.ok === false}
      />
      {given.amendUntilAt !== null && given.revision === 1 && !way.isPad && (
        <>
          <h2 class="govuk-heading-m">{t(RATE_WORDS.amend)}</h2>
          <p class="govuk-body">
            {t({ zh: '可以修改或者补充一次，截止', en: 'You can amend or add to it once, until' })}{' '}
            <Instant at={given.amendUntilAt - 1} language={language} />
            {t({ zh: '。', en: '.' })}
          </p>
          <Form v={v} action="/rate/give">
            <Carried filled={{ ...filled, isAmendment: true }} stage="begin" />
            <Button kind="secondary">{t(RATE_WORDS.amend)}</Button>
          </Form>
        </>
      )}
      <ButtonLink href={way.beginning} kind="secondary">
        {t(way.isPad ? { zh: '完成', en: 'Done' } : { zh: '评价其他服务', en: 'Rate another service' })}
      </ButtonLink>
    </>,
    { ...frameOf(way), ...(way.isPad ? {} : { back: '/rate' }) },
  )
}
