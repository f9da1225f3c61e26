import type { FieldError } from '../answer.ts'
import { Button, Form, Radios, TextArea, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import type { NoticeShown } from './schemas.ts'
import { DESK } from './words.ts'

/** The forms of the steps that whoever looks may take with a notice: the API says which, and decides each again. */
export function NoticeForms({
  v,
  notice,
  errors,
}: {
  readonly v: Visit
  readonly notice: NoticeShown
  readonly errors: readonly FieldError[]
}) {
  const { t, form } = v
  const may = (step: string) => notice.possible.some(({ code }) => code === step)
  const action = (step: string) => `/desk/notices/${notice.id}/${step}`
  return (
    <>
      {may('sign') && (
        <Form v={v} action={action('sign')}>
          <Button>{t({ zh: '签收', en: 'Sign for it' })}</Button>
        </Form>
      )}
      {may('reply') && (
        <Form v={v} action={action('reply')} files>
          <TextArea
            v={v}
            name="text"
            label={t({ zh: '回复', en: 'Reply' })}
            hint={t({
              zh: '写明办理情况、未按期办结的原因和办结时间。',
              en: 'What was done, why it was not done in time, and by when it will be.',
            })}
            errors={errors}
            value={form.text('text')}
          />
          <TextInput
            v={v}
            name="file"
            type="file"
            label={t({ zh: '附件', en: 'File' })}
            optional
            hint={t({ zh: 'PDF、OFD、JPEG、PNG，至多 5 MB', en: 'PDF, OFD, JPEG or PNG, 5 MB at most' })}
            errors={errors}
          />
          <Button>{t({ zh: '提交回复', en: 'Send the reply' })}</Button>
        </Form>
      )}
      {may('accept') && (
        <Form v={v} action={action('review')}>
          <Radios
            v={v}
            name="outcome"
            label={t({ zh: '审核回复', en: 'Review the reply' })}
            errors={errors}
            value={form.text('outcome')}
            choices={[
              { value: 'accept', text: t({ zh: '通过，办结', en: 'Accept and close' }) },
              { value: 'return', text: t({ zh: '退回，重新回复', en: 'Return for another reply' }) },
            ]}
          />
          <TextArea
            v={v}
            name="reviewText"
            label={t({ zh: '意见', en: 'Opinion' })}
            hint={t({ zh: '退回须写明理由', en: 'A return needs the reason' })}
            rows={3}
            errors={errors}
            value={form.text('reviewText')}
          />
          <TextInput
            v={v}
            name="replyOn"
            type="date"
            width={10}
            label={t({ zh: '退回的，重新回复的最后一日', en: 'If returned: last day for another reply' })}
            optional
            errors={errors}
            value={form.text('replyOn')}
          />
          <Button>{t({ zh: '提交审核', en: 'Send the review' })}</Button>
        </Form>
      )}
      {may('close') && (
        <details class="govuk-details" open={errors.some(({ field }) => field === 'closeReason')}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {t({ zh: '事由消失，终结', en: 'Close it, its cause being gone' })}
            </span>
          </summary>
          <div class="govuk-details__text">
            <Form v={v} action={action('close')}>
              <TextArea
                v={v}
                name="closeReason"
                label={t(DESK.reason)}
                rows={3}
                errors={errors}
                value={form.text('closeReason')}
              />
              <Button kind="secondary">{t({ zh: '终结', en: 'Close' })}</Button>
            </Form>
          </div>
        </details>
      )}
    </>
  )
}
