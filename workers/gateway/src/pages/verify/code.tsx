import { verdictSchema } from '@tongban/services'
import { type Answer, type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { answeredOnce } from '../parts/answered-once.ts'
import { Button, ButtonLink, Form } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { otherHost } from './question.ts'
import { resultPage } from './result.tsx'
import { statedUse, USE_FIELDS, UseFields } from './use-fields.tsx'

/**
 * A one-time code 亮证码 opens once, so that it is asked about before it is used up: where the camera of a telephone leads,
 * and after one was pasted. Opening the page uses nothing: previews and scanners open addresses unasked.
 */
const TITLE = { zh: '这是一次性亮证码', en: 'This is a one-time code for showing a licence' }

export function askBeforeUse(v: Visit, text: string, errors: readonly FieldError[] = []): Answer {
  const { t } = v
  const host = otherHost(text, v.origin)
  return page(
    TITLE,
    <>
      <Heading>{t(TITLE)}</Heading>
      <p class="govuk-body">
        {t({
          zh: '打开本页不会使用该码，也不会显示证照内容。核验一次即失效；持证人能看到由谁、何时核验。',
          en: 'Opening this page does not use the code and shows nothing of the licence. One check uses it up, and the holder sees who checked and when.',
        })}
      </p>
      <p class="govuk-body">
        {t({
          zh: '该码默认六十秒内有效。已经失效的，请持证人重新出示。',
          en: 'A code usually lasts sixty seconds. If it has ended, ask the holder to show a new one.',
        })}
      </p>
      {host !== null && (
        <Note>
          {t({ zh: '出示的网址属于', en: 'The address that was shown is of' })}{' '}
          <span class="code">{host}</span>
          {t({
            zh: '，不是本地区。只有与本地区互认的地区的码才会被核验。',
            en: ', not of this region. Only a code of a region that this one trusts is checked.',
          })}
        </Note>
      )}
      <p class="code code-shown">{text.trim()}</p>
      <Form v={v} action="/verify/code">
        <input type="hidden" name="code" id="code" value={text.trim()} />
        <UseFields v={v} errors={errors} />
        <Button>{t({ zh: '核验并使用该码', en: 'Verify and use up the code' })}</Button>
      </Form>
      <ButtonLink href="/verify" kind="secondary">
        {t({ zh: '不核验', en: 'Do not verify' })}
      </ButtonLink>
    </>,
    { styles: ['licences.css'], errors, status: errors.length === 0 ? 200 : 422 },
  )
}

export const openShownCode = definePage({
  method: 'get',
  path: '/L/{code}',
  rights: ['anyone'],
  answer: (v) => askBeforeUse(v, v.params.code ?? ''),
})

export const useCode = definePage({
  method: 'post',
  path: '/verify/code',
  rights: ['anyone'],
  answer: async (v) => {
    const code = v.form.text('code').slice(0, 512)
    const answered = await answeredOnce(v, verdictSchema, () =>
      v.api.post('/licences/v1/verify', verdictSchema, { body: { code, ...statedUse(v) } }),
    )
    if (answered.ok) return resultPage(v, answered.value)
    const { failure } = answered
    return failure.status === 400 || failure.status === 422
      ? askBeforeUse(v, code, fieldErrors(failure, USE_FIELDS, 'code'))
      : problemAnswer(v, failure)
  },
})
