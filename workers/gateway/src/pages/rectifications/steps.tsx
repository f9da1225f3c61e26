import { problemSchema } from '@tongban/http'
import { ORDER_READERS } from '@tongban/services'
import * as z from 'zod'
import { type Answer, type FieldError, page, redirect, sent } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage, type PageDefinition } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Facts, Heading, Warning } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { fieldOf, STEP_FORMS, type StepForm } from './forms.tsx'
import { triedPage } from './order.tsx'
import { identitySchema } from './schemas.ts'
import { apiAt, ORDERS_AT, orderAt } from './words.ts'

/** Takes a step as its form sends it: files first, each handed in by itself, then the step that names them. */
const MOST_BYTES = 26 * 1024 * 1024
const anything = z.object({})
const uploadedSchema = z.object({ id: z.string() })

const take = (form: StepForm): PageDefinition =>
  definePage({
    method: 'post',
    path: `${ORDERS_AT}/{number}/${form.name}`,
    // Whose the step is, and to whom it is lent, the API says.
    rights: [...ORDER_READERS],
    ...(form.files === true ? { bodyLimitBytes: MOST_BYTES } : {}),
    answer: (v) => answer(v, form),
  })

async function answer(v: Visit, form: StepForm): Promise<Answer> {
  const { number = '' } = v.params
  const values = valuesIn(v, form)
  const missing = missingIn(v, form, values)
  if (missing.length > 0) return again(v, missing, 400, values)
  const uploads = await uploaded(v, form, number)
  if (uploads.errors.length > 0) return again(v, uploads.errors, 422, values)
  if (form.step === 'identityOpened') return openIdentity(v, form, number, values)
  const done = await v.api.post(apiAt(number, form.name), anything, {
    body: bodyOf(form, values, uploads.ids),
    once: v.form.text('once'),
  })
  return done.ok ? redirect(`${orderAt(number)}?done=1`) : refused(v, form, done.failure, values)
}

type Values = Readonly<Record<string, string>>
type Problem = Parameters<typeof problemAnswer>[1]

const valuesIn = (v: Visit, form: StepForm): Values =>
  Object.fromEntries(
    ['text', ...(form.choice === undefined ? [] : [form.choice.field])].map((field) => {
      const name = fieldOf(form, field)
      return [name, v.form.text(name)]
    }),
  )

function missingIn(v: Visit, form: StepForm, values: Values): readonly FieldError[] {
  const { choice } = form
  const text = fieldOf(form, 'text')
  const chosen = choice === undefined ? null : fieldOf(form, choice.field)
  return [
    ...(chosen !== null && values[chosen] === '' ? [{ field: chosen, text: v.t(NO_CHOICE) }] : []),
    ...(values[text] === '' ? [{ field: text, text: v.t(NO_WORDS) }] : []),
  ]
}
const NO_CHOICE = { zh: '请选择一项。', en: 'Choose one.' }
const NO_WORDS = { zh: '请写明，至少 2 个字。', en: 'Write at least two characters.' }

const again = (v: Visit, errors: readonly FieldError[], status: 400 | 422 | 409, values: Values) =>
  triedPage(v, { errors, status, values })

function refused(v: Visit, form: StepForm, problem: Problem, values: Values): Answer | Promise<Answer> {
  if (problem.status === 422) {
    const fields = {
      '/text': fieldOf(form, 'text'),
      '/reason': fieldOf(form, 'text'),
      '/files': fieldOf(form, 'file'),
      ...(form.choice === undefined ? {} : { [`/${form.choice.field}`]: fieldOf(form, form.choice.field) }),
    }
    return again(v, fieldErrors(problem, fields, fieldOf(form, 'text')), 422, values)
  }
  // How the order stands now is shown below why the step is not possible.
  return problem.status === 409
    ? again(v, [{ field: 'main', text: problem.detail }], 409, values)
    : problemAnswer(v, problem)
}

const YES_OR_NO: readonly string[] = ['reached', 'upheld']
function bodyOf(form: StepForm, values: Values, files: readonly string[]) {
  const { choice } = form
  const chosen = choice === undefined ? '' : (values[fieldOf(form, choice.field)] ?? '')
  return {
    text: values[fieldOf(form, 'text')],
    ...(choice === undefined
      ? {}
      : { [choice.field]: YES_OR_NO.includes(choice.field) ? chosen === 'true' : chosen }),
    ...(form.files === true ? { files } : {}),
  }
}

async function uploaded(v: Visit, form: StepForm, number: string) {
  const ids = [...v.form.all(fieldOf(form, 'kept'))]
  const errors: FieldError[] = []
  for (const file of form.files === true ? v.form.files(fieldOf(form, 'file')) : []) {
    const response = await v.api.send('POST', apiAt(number, 'files'), {
      raw: await file.arrayBuffer(),
      headers: {
        'Content-Type': 'application/octet-stream',
        'Upload-Name': encodeURIComponent(file.name),
      },
    })
    const body: unknown = await response.json()
    if (response.ok) ids.push(uploadedSchema.parse(body).id)
    else
      errors.push({
        field: fieldOf(form, 'file'),
        text: `${file.name}${v.t({ zh: '：', en: ': ' })}${detailIn(body)}`,
      })
  }
  return { ids, errors }
}
function detailIn(body: unknown): string {
  const problem = problemSchema.parse(body)
  return problem.errors?.map(({ detail }) => detail).join(' ') ?? problem.detail
}

/** Who it was stands on the page that was sent: in no address, and shown once for each reason given. */
async function openIdentity(v: Visit, form: StepForm, number: string, values: Values): Promise<Answer> {
  const { t } = v
  const opened = await v.api.post(apiAt(number, form.name), identitySchema, {
    body: { reason: values[fieldOf(form, 'text')] },
    once: v.form.text('once'),
  })
  if (!opened.ok) return refused(v, form, opened.failure, values)
  const { caseNumber, serviceNumber, name, phone } = opened.value
  const fact = (said: { zh: string; en: string }, value: string | null) => ({
    name: t(said),
    value: value ?? t({ zh: '没有留下', en: 'none was left' }),
  })
  return page(
    form.title,
    <>
      <Heading caption={<span class="code">{number}</span>}>{t({ zh: '评价人', en: 'Who rated' })}</Heading>
      <Warning v={v}>
        {t({
          zh: '已记录您的查看和理由。不得向被评价部门透露。',
          en: 'That you looked, and why, is recorded. The department must not learn it.',
        })}
      </Warning>
      <Facts
        v={v}
        facts={[
          fact({ zh: '姓名', en: 'Name' }, name),
          fact({ zh: '电话', en: 'Telephone' }, phone),
          fact(
            { zh: '办件', en: 'Case' },
            caseNumber === null
              ? null
              : `${caseNumber}${serviceNumber === null ? '' : ` / ${serviceNumber}`}`,
          ),
        ]}
      />
      <ButtonLink href={orderAt(number)} kind="secondary">
        {t({ zh: '回到整改单', en: 'Back to the order' })}
      </ButtonLink>
    </>,
    { back: orderAt(number) },
  )
}

const readFile = definePage({
  method: 'get',
  path: `${ORDERS_AT}/{number}/files/{fileId}`,
  rights: [...ORDER_READERS],
  answer: async (v) => {
    const { number = '', fileId = '' } = v.params
    const response = await v.api.send('GET', apiAt(number, `files/${encodeURIComponent(fileId)}`))
    return response.ok ? sent(response) : problemAnswer(v, problemSchema.parse(await response.json()))
  },
})

/** Whoever comes back to the address of a form finds the order. */
const backTo = (form: StepForm) =>
  definePage({
    method: 'get',
    path: `${ORDERS_AT}/{number}/${form.name}`,
    rights: [...ORDER_READERS],
    answer: (v) => redirect(orderAt(v.params.number ?? '')),
  })

export const STEP_PAGES: readonly PageDefinition[] = [
  ...STEP_FORMS.map(take),
  ...STEP_FORMS.map(backTo),
  readFile,
]
