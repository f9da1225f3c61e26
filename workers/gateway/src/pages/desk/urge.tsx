import { reasonText } from '@tongban/kernel/words'
import { type FieldError, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Basis } from '../parts/basis.tsx'
import { Button, Form, Radios, TextArea } from '../parts/form.tsx'
import { Facts, Heading, Note } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Lateness, Subject } from './limits-table.tsx'
import { postText } from './post.ts'
import { type Limit, limitsSchema, noticeSchema } from './schemas.ts'
import { addressOf, DESK, STYLES } from './words.ts'

/** 催办、督办 by hand: what the limit is, which of the two, and why; then the notice that was sent. */
const RIGHTS = [{ role: 'supervisor' }] as const
const LEVELS = {
  urge: {
    zh: '催办',
    en: 'Urge',
    hint: { zh: '发给经办人或者责任岗位', en: 'To the official in charge, or the post' },
  },
  supervise: {
    zh: '督办',
    en: 'Supervise',
    hint: { zh: '发给部门负责人', en: 'To the head of the department' },
  },
} as const
const TITLE = { zh: '催办或者督办', en: 'Urge or supervise' }
const PLACE = ['kind', 'subject', 'key'] as const

export const askToUrge = definePage({
  method: 'get',
  path: '/desk/urge',
  rights: RIGHTS,
  answer: (v) => urgePage(v, (name) => v.query.get(name) ?? ''),
})

type Given = (name: string) => string
async function urgePage(v: Visit, given: Given, errors: readonly FieldError[] = []) {
  const { t } = v
  const subject = given('subject')
  const found = await v.api.get(
    addressOf('/supervision/v1/clocks', { subject: subject === '' ? '-' : subject }),
    limitsSchema,
  )
  if (!found.ok) return problemAnswer(v, found.failure)
  const limit = found.value.clocks.find(
    ({ kind, key }) => kind.code === given('kind') && key === given('key'),
  )
  return page(
    TITLE,
    <>
      <Heading>{t(TITLE)}</Heading>
      {limit === undefined ? (
        <Note>
          {t({
            zh: '该期限已经办结、停止计算，或者不存在，不需要催办。',
            en: 'This limit is done, stands, or does not exist; there is nothing to urge.',
          })}
        </Note>
      ) : (
        <>
          <LimitFacts v={v} limit={limit} />
          <Form v={v} action="/desk/urge">
            {PLACE.map((name) => (
              <input type="hidden" name={name} value={given(name)} />
            ))}
            <Radios
              v={v}
              name="level"
              label={t({ zh: '发出哪一种文书', en: 'Which notice' })}
              errors={errors}
              value={given('level')}
              choices={Object.entries(LEVELS).map(([value, words]) => ({
                value,
                text: t(words),
                hint: t(words.hint),
              }))}
            />
            <TextArea
              v={v}
              name="reason"
              label={t(DESK.reason)}
              hint={t({
                zh: '随文书告知对方，加密保存。请勿写申请人的身份信息。',
                en: 'Told with the notice and kept encrypted. Write nothing that identifies the applicant.',
              })}
              errors={errors}
              value={given('reason')}
              maxlength={2000}
            />
            <Button>{t({ zh: '发出', en: 'Send' })}</Button>
          </Form>
        </>
      )}
    </>,
    { back: '/desk/limits', styles: STYLES, errors, status: errors.length === 0 ? 200 : 422 },
  )
}

const LimitFacts = ({ v, limit }: { readonly v: Visit; readonly limit: Limit }) => {
  const { t, language } = v
  return (
    <Facts
      v={v}
      facts={[
        { name: t(DESK.subject), value: <Subject of={{ kind: limit.kind.code, subject: limit.subject }} /> },
        ...(limit.item === null ? [] : [{ name: t(DESK.item), value: t(limit.item) }]),
        {
          name: t(DESK.department),
          value: `${t(limit.departmentName)} · ${limit.assigned?.name ?? postText(v, limit.post)}`,
        },
        { name: t(DESK.step), value: t(limit.step) },
        { name: t(DESK.basis), value: <Basis v={v} of={limit.law} /> },
        {
          name: t(DESK.due),
          value: (
            <>
              <Day on={limit.dueOn} language={language} /> <Lateness v={v} limit={limit} />
            </>
          ),
        },
        ...(limit.lastNotice === null
          ? []
          : [
              {
                name: t(DESK.lastNotice),
                value: `${limit.lastNotice.number ?? t(limit.lastNotice)} ${t(limit.lastNotice.state)}`,
              },
            ]),
      ]}
    />
  )
}

const reason = reasonText(2000)

export const urgeNow = definePage({
  method: 'post',
  path: '/desk/urge',
  rights: RIGHTS,
  answer: async (v) => {
    const { form, t } = v
    const level = form.text('level')
    const errors: FieldError[] = [
      ...(Object.hasOwn(LEVELS, level)
        ? []
        : [{ field: 'level', text: t({ zh: '请选择催办或者督办。', en: 'Choose one of the two.' }) }]),
      ...(reason.safeParse(form.text('reason')).success
        ? []
        : [{ field: 'reason', text: t(DESK.reasonNeeded) }]),
    ]
    if (errors.length > 0) return urgePage(v, form.text, errors)
    const clock = { kind: form.text('kind'), subject: form.text('subject'), key: form.text('key') }
    const sent = await v.api.post('/supervision/v1/notices', noticeSchema, {
      body: { clock, level, reason: form.text('reason') },
      once: form.text('once'),
    })
    if (sent.ok) return redirect(`/desk/notices/${sent.value.id}?done=1`)
    if (sent.failure.status === 404) return problemAnswer(v, sent.failure)
    return urgePage(
      v,
      form.text,
      fieldErrors(sent.failure, { '/reason': 'reason', '/level': 'level' }, 'level'),
    )
  },
})
