import type { Said } from '@tongban/http'
import { type Answer, type FieldError, type PageOptions, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, Radios, TextArea } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Facts, Heading, Note, Tag } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { levelWords } from '../rectifications/words.ts'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { Clocks } from './clocks.tsx'
import { STYLES } from './frame.ts'
import { type Mending, mendingSchema } from './schemas.ts'
import { RATE_WORDS } from './words.ts'

/**
 * How the mending of a bad rating, or of what could not be got done, stands, and the part of whoever said it: to grade the mending and
 * to add to what was said. By the token, which is in the form alone, or signed in by the number of the order.
 */
export type Key = { readonly token: string } | { readonly order: string }
const PATH = '/evaluations/v1/rectifications'

export const readMending = (v: Visit, key: Key) => v.api.post(`${PATH}/read`, mendingSchema, { body: key })

export const showMending = definePage({
  method: 'post',
  path: '/rate/mending',
  rights: ['anyone'],
  answer: async (v) => {
    const key = { token: v.form.text('token') }
    const found = await readMending(v, key)
    return found.ok ? mendingPage(v, key, found.value) : noneOr(v, found.failure)
  },
})

const noneOr = (v: Visit, problem: Parameters<typeof problemAnswer>[1]): Answer =>
  problem.status === 404
    ? page(
        RATE_WORDS.mending,
        <>
          <Heading>{v.t(RATE_WORDS.mending)}</Heading>
          <p class="govuk-body">
            {v.t({
              zh: '这次评价没有整改单：只有不满意、非常不满意的评价生成整改单。',
              en: 'There is nothing to mend for this rating: only the two lowest levels open an order.',
            })}
          </p>
        </>,
        { back: '/rate', status: 404 },
      )
    : problemAnswer(v, problem)

const keyIn = ({ form }: Visit): Key =>
  form.text('order') === '' ? { token: form.text('token') } : { order: form.text('order') }

const act = (name: 'rate' | 'supplement', done: Said) =>
  definePage({
    method: 'post',
    path: `/rate/mending/${name}`,
    rights: ['anyone'],
    answer: async (v) => {
      const key = keyIn(v)
      const text = v.form.text(`${name}-text`)
      const grade = v.form.text('grade')
      const missing = name === 'rate' && grade === '' ? [{ field: 'grade', text: v.t(NO_GRADE) }] : []
      const body = { ...key, ...(name === 'rate' ? { grade } : {}), ...(text === '' ? {} : { text }) }
      const taken =
        missing.length > 0
          ? null
          : await v.api.post(`${PATH}/${name}`, mendingSchema, { body: withText(body, name) })
      if (taken?.ok === true) return mendingPage(v, key, taken.value, { done })
      const errors =
        taken === null
          ? missing
          : fieldErrors(taken.failure, { '/text': `${name}-text`, '/grade': 'grade' }, `${name}-text`)
      const status = taken === null ? 400 : taken.failure.status === 422 ? 422 : 409
      const now = await readMending(v, key)
      if (!now.ok) return problemAnswer(v, now.failure)
      return mendingPage(v, key, now.value, { errors, status, text, grade })
    },
  })

/** A supplement without words is for the API to refuse, in its own words. */
const withText = (body: object, name: 'rate' | 'supplement') =>
  name === 'supplement' ? { text: '', ...body } : body

const NO_GRADE = { zh: '请选择对整改是否满意。', en: 'Choose how you find the mending.' }
export const gradeMending = act('rate', {
  zh: '已记录您对整改的评价。',
  en: 'What you say of the mending has been recorded.',
})
export const supplementMending = act('supplement', {
  zh: '补充说明已收到。',
  en: 'What you added has been received.',
})

/** Steps that are theirs or about them, as it is said to them. */
const TO_YOU: Readonly<Record<string, Said>> = {
  contacted: { zh: '联系您', en: 'you were contacted' },
  calledBack: { zh: '回访您', en: 'you were called back' },
  unreached: { zh: '回访您，未接通', en: 'you were called back and not reached' },
  rated: { zh: '您评价整改', en: 'you rated the mending' },
  supplemented: { zh: '您补充说明', en: 'you added to what you said' },
  identityOpened: { zh: '查看您的身份', en: 'your identity was opened' },
}

type Shown = {
  readonly done?: Said
  readonly errors?: readonly FieldError[]
  readonly status?: NonNullable<PageOptions['status']>
  readonly text?: string
  readonly grade?: string
}

export function mendingPage(v: Visit, key: Key, mending: Mending, shown: Shown = {}): Answer {
  const { t, language } = v
  const { errors = [] } = shown
  const may = (step: string) => mending.possible.some(({ code }) => code === step)
  const back = 'order' in key ? '/rate/reports' : '/rate'
  return page(
    RATE_WORDS.mending,
    <>
      <Heading caption={<span class="code">{mending.number}</span>}>{t(RATE_WORDS.mending)}</Heading>
      {shown.done !== undefined && <Note>{t(shown.done)}</Note>}
      <Facts
        v={v}
        facts={[
          {
            name: t({ zh: '状态', en: 'State' }),
            value: <Tag colour={mending.closedAt === null ? 'blue' : 'green'}>{t(mending.state)}</Tag>,
          },
          ...(mending.item === null ? [] : [{ name: t({ zh: '事项', en: 'Item' }), value: t(mending.item) }]),
          ...(mending.grade === null
            ? []
            : [{ name: t({ zh: '您对整改的评价', en: 'You found the mending' }), value: t(mending.grade) }]),
          ...(mending.round === 1
            ? []
            : [{ name: t({ zh: '整改轮次', en: 'Round of mending' }), value: String(mending.round) }]),
        ]}
      />
      <Clocks v={v} mending={mending} />
      {may('rated') && <GradeForm v={v} keyed={key} errors={errors} shown={shown} />}
      <h2 class="govuk-heading-m">{t({ zh: '办理经过', en: 'What has happened' })}</h2>
      <ol class="mending-steps">
        {mending.steps.map(({ step, on, text }) => (
          <li>
            <strong class="first-capital">{t(TO_YOU[step.code] ?? step)}</strong>{' '}
            <span class="quiet">
              <Day on={on} language={language} />
            </span>
            {text !== null && (
              <p class="said">
                <Marked v={v} text={text} />
              </p>
            )}
          </li>
        ))}
      </ol>
      <h2 class="govuk-heading-m">{t({ zh: '您说的', en: 'What you said' })}</h2>
      {mending.said.map(({ on, level, options, text }) => (
        <blockquote class="said">
          <Day on={on} language={language} /> {level !== null && t(levelWords(level))}
          {options.length > 0 && (
            <ul class="govuk-list govuk-list--bullet">
              {options.map((option) => (
                <li>{t(option)}</li>
              ))}
            </ul>
          )}
          {text !== null && (
            <p>
              <Marked v={v} text={text} />
            </p>
          )}
        </blockquote>
      ))}
      {may('supplemented') && <SupplementForm v={v} keyed={key} errors={errors} shown={shown} />}
    </>,
    { styles: STYLES, back, errors, ...(shown.status === undefined ? {} : { status: shown.status }) },
  )
}

type Part = {
  readonly v: Visit
  readonly keyed: Key
  readonly errors: readonly FieldError[]
  readonly shown: Shown
}
const Keyed = ({ keyed }: { readonly keyed: Key }) =>
  'order' in keyed ? (
    <input type="hidden" name="order" value={keyed.order} />
  ) : (
    <input type="hidden" name="token" value={keyed.token} />
  )

const GRADES = [
  { value: 'satisfied', zh: '满意', en: 'Satisfied' },
  { value: 'basically', zh: '基本满意', en: 'Basically satisfied' },
  { value: 'dissatisfied', zh: '不满意，重新整改', en: 'Dissatisfied: mend it again' },
] as const

const GradeForm = ({ v, keyed, errors, shown }: Part) => (
  <Form v={v} action="/rate/mending/rate">
    <Keyed keyed={keyed} />
    <Radios
      v={v}
      name="grade"
      label={v.t({ zh: '您对整改满意吗？', en: 'How do you find the mending?' })}
      errors={errors}
      value={shown.grade ?? ''}
      choices={GRADES.map(({ value, zh, en }) => ({ value, text: v.t({ zh, en }) }))}
    />
    <TextArea
      v={v}
      name="rate-text"
      label={v.t(RATE_WORDS.text)}
      optional
      errors={errors}
      value={shown.grade === undefined ? '' : (shown.text ?? '')}
      rows={3}
    />
    <Button>{v.t({ zh: '评价整改', en: 'Rate the mending' })}</Button>
  </Form>
)

const SupplementForm = ({ v, keyed, errors, shown }: Part) => (
  <Form v={v} action="/rate/mending/supplement">
    <Keyed keyed={keyed} />
    <TextArea
      v={v}
      name="supplement-text"
      label={v.t({ zh: '补充说明', en: 'Add to what you said' })}
      hint={v.t({ zh: '至多 500 字。', en: 'At most 500 characters.' })}
      errors={errors}
      value={shown.grade === undefined || shown.grade === '' ? (shown.text ?? '') : ''}
      rows={3}
    />
    <Button kind="secondary">{v.t({ zh: '提交补充', en: 'Send it' })}</Button>
  </Form>
)
