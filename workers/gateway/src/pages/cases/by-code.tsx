import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { answeredOnce } from '../parts/answered-once.ts'
import { Button, Form, TextInput } from '../parts/form.tsx'
import { Facts, Heading, Note, Warning } from '../parts/shown.tsx'
import { dayText } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import { Limits, STYLES, standingFacts, Timeline } from './parts.tsx'
import { regionShown } from './region-shown.ts'
import { type ProgressShown, progressSchema } from './schemas.ts'
import { beside, CASE_WORDS } from './words.ts'

/**
 * A look by the query code of a receipt, without signing in. The code is used up by the look, so that the answer stands on the
 * page that was sent, with the next code to keep; it is in no address.
 */
export const askForCode = definePage({
  method: 'get',
  path: '/cases/by-code',
  rights: ['anyone'],
  answer: (v) => codeForm(v, '', [], 200),
})

export const lookByCodePage = definePage({
  method: 'post',
  path: '/cases/by-code',
  rights: ['anyone'],
  answer: async (v) => {
    const code = v.form.text('code')
    if (code === '') {
      const text = v.t({ zh: '请输入查询码。', en: 'Enter the query code.' })
      return codeForm(v, code, [{ field: 'code', text }], 400)
    }
    const found = await answeredOnce(v, progressSchema, () =>
      v.api.post('/approvals/v1/progress', progressSchema, { body: { code } }),
    )
    if (found.ok) return shown(v, found.value)
    const { status } = found.failure
    const known = ([404, 410, 422, 429] as const).find((each) => each === status)
    return codeForm(v, code, fieldErrors(found.failure, { '/code': 'code' }, 'code'), known ?? 400)
  },
})

const codeForm = (
  v: Visit,
  code: string,
  errors: readonly FieldError[],
  status: 200 | 400 | 404 | 410 | 422 | 429,
) =>
  page(
    CASE_WORDS.byCode,
    <>
      <Heading>{v.t(CASE_WORDS.byCode)}</Heading>
      <p class="govuk-body">
        {v.t({
          zh: '每个查询码只能用一次；看到进度的同时会给您下一个查询码。只能查看，补正、撤回须登录或者到窗口办理。',
          en: 'Each code is good for one look, which gives you the next code. It shows the progress only: to hand in more or to withdraw, sign in or come to a window.',
        })}
      </p>
      <Form v={v} action="/cases/by-code">
        <TextInput
          v={v}
          name="code"
          label={v.t(CASE_WORDS.code)}
          hint={v.t({
            zh: '在收件回执上，如 5101162026112300000015-1-7K2M-0QPV-C3ZD-8RTA。字母不分大小写。',
            en: 'On your receipt, such as 5101162026112300000015-1-7K2M-0QPV-C3ZD-8RTA, in capital or small letters.',
          })}
          value={code}
          errors={errors}
          autocomplete="off"
          maxlength={100}
        />
        <Button>{v.t({ zh: '查看进度', en: 'See the progress' })}</Button>
      </Form>
    </>,
    { errors, status, back: '/cases' },
  )

function shown(v: Visit, progress: ProgressShown) {
  const { t } = v
  const { region, awaited, receipt } = progress
  const where = (
    <>
      {regionShown(v, region)}
      {beside(v, t(region.custody))}
    </>
  )
  return page(
    { zh: '办理进度', en: 'Progress' },
    <>
      <Heading caption={<span class="code">{progress.caseNumber}</span>}>{t(progress.item)}</Heading>
      {awaited !== null && <Note>{t(awaited)}</Note>}
      <Facts v={v} facts={standingFacts(v, progress, where)} />
      <h2 class="govuk-heading-m">{t({ zh: '下一个查询码', en: 'Your next query code' })}</h2>
      <Warning v={v}>
        {t({
          zh: '刚才的查询码已经用完。请记下这一个，下次查看时使用。',
          en: 'The code you entered is used up. Keep this one for your next look.',
        })}
      </Warning>
      <p class="keep-code">{receipt.code}</p>
      {receipt.untilOn !== null && (
        <p class="govuk-body">
          {t({
            zh: `办件已办结，可以凭查询码查看到${dayText(receipt.untilOn, 'zh')}。`,
            en: `The case is closed; it can be looked at by code until ${dayText(receipt.untilOn, 'en')}.`,
          })}
        </p>
      )}
      {progress.limits.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(CASE_WORDS.limits)}</h2>
          <Limits v={v} limits={progress.limits} />
        </>
      )}
      <h2 class="govuk-heading-m">{t(CASE_WORDS.history)}</h2>
      <Timeline v={v} entries={progress.timeline} />
    </>,
    { styles: STYLES, back: '/cases/by-code' },
  )
}
