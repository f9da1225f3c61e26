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

/** The code is good for more: it is shown to whoever rates at a browser of their own, and not left on the pad of a window. */
const KeptCode = ({
  v,
  way,
  token,
  isBad,
}: {
  readonly v: Visit
  readonly way: Way
  readonly token: string
  readonly isBad: boolean
}) => {
  const { t } = v
  return (
    <>
      <h2 class="govuk-heading-m">{t({ zh: '请保留评价码', en: 'Keep the code' })}</h2>
      {!way.isPad && <p class="keep-token code">{token}</p>}
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
        {way.isPad
          ? t({
              zh: '评价码在收件回执或者短信里；在自己的手机上打开本站“评价”输入即可。',
              en: ' It is on your receipt or in the message; enter it under “Rate” on your own telephone.',
            })
          : v.actor.kind === 'applicant'
            ? t({
                zh: '您登录后，在“评价”里也能找到。',
                en: ' Signed in, you also find the service under “Rate”.',
              })
            : t({
                zh: '收件回执或者短信里也有；请不要给别人看。',
                en: ' It is also on your receipt or in the message. Show it to nobody.',
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
      <KeptCode v={v} way={way} token={token} isBad={order !== null} />
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
