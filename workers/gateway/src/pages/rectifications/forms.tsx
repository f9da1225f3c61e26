import type { Said } from '@tongban/http'
import type { Child } from 'hono/jsx'
import { Button, Checkboxes, Form, Radios, TextArea, TextInput } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import type { Visit } from '../visit.ts'
import { contactIn, type Tried } from './order.tsx'
import type { Order } from './schemas.ts'
import { DESK_WORDS, FACTS, orderAt } from './words.ts'

/**
 * A form for each step. Which of them are shown is what the API offers whoever looks; each names its fields after the step, so
 * that several stand on one page.
 */
export type StepForm = {
  /** Of the address here and at the API. */
  readonly name: string
  /** As the API offers it. */
  readonly step: string
  readonly title: Said
  readonly hint?: Said
  /** What is chosen beside the words. */
  readonly choice?: { readonly field: string; readonly label: Said; readonly choices: readonly string[] }
  readonly textLabel?: Said
  readonly files?: true
}
export const STEP_FORMS: readonly StepForm[] = [
  {
    name: 'contact',
    step: 'contacted',
    title: { zh: '联系评价人', en: 'Contact the evaluator' },
    choice: {
      field: 'reached',
      label: { zh: '是否联系上', en: 'Were they reached?' },
      choices: ['true', 'false'],
    },
  },
  {
    name: 'reply',
    step: 'replied',
    title: { zh: '整改答复', en: 'Mend and reply' },
    hint: {
      zh: '性质不改变统计，只有申诉成立才改变。',
      en: 'The class changes no figure; only an upheld appeal does.',
    },
    choice: {
      field: 'class',
      label: { zh: '部门认定的性质', en: 'What the department found' },
      choices: ['true', 'misjudged', 'malicious', 'beyondRemit'],
    },
    files: true,
  },
  {
    name: 'call-back',
    step: 'calledBack',
    title: { zh: '回访', en: 'Call back' },
    choice: {
      field: 'result',
      label: { zh: '回访结果', en: 'Result' },
      choices: ['mended', 'notMended', 'unreached'],
    },
  },
  { name: 'return', step: 'returned', title: { zh: '退回整改', en: 'Return it to be mended' } },
  {
    name: 'appeal',
    step: 'appealed',
    title: { zh: '申诉', en: 'Appeal' },
    hint: {
      zh: '一单一次，附证据；不停止联系和整改的期限。',
      en: 'Once for an order, with evidence; it stops neither contact nor mending.',
    },
    choice: {
      field: 'class',
      label: { zh: '申诉的理由', en: 'Ground' },
      choices: ['misjudged', 'malicious', 'beyondRemit'],
    },
    files: true,
  },
  {
    name: 'judge',
    step: 'judged',
    title: { zh: '裁定申诉', en: 'Judge the appeal' },
    choice: {
      field: 'upheld',
      label: { zh: '裁定', en: 'Judgement' },
      choices: ['true', 'false'],
    },
  },
  { name: 'close', step: 'closed', title: { zh: '办结', en: 'Close' } },
  {
    name: 'open-identity',
    step: 'identityOpened',
    title: { zh: '查看匿名评价人身份和办件', en: 'Open who rated, and which case it is' },
    hint: {
      zh: '先记录后显示；评价人看得到何时、因何查看。',
      en: 'It is recorded before anything is shown, and the evaluator reads when and why.',
    },
    textLabel: { zh: '查看的理由', en: 'Why you need to know' },
  },
]

export const fieldOf = (form: StepForm, field: string) => `${form.name}-${field}`

export const StepForms = ({
  v,
  order,
  tried,
}: {
  readonly v: Visit
  readonly order: Order
  readonly tried: Tried
}) => {
  const offered = new Set(order.possible.map(({ code }) => code))
  // One form takes the call-back whether or not somebody answered.
  if (offered.has('unreached')) offered.add('calledBack')
  const forms = STEP_FORMS.filter(({ step }) => offered.has(step))
  if (forms.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{v.t(DESK_WORDS.todo)}</h2>
      {forms.map((form) => (
        <Step v={v} order={order} form={form} tried={tried} isOpen={forms.length === 1} />
      ))}
    </>
  )
}

function Step({
  v,
  order,
  form,
  tried: { errors, values },
  isOpen,
}: {
  readonly v: Visit
  readonly order: Order
  readonly form: StepForm
  readonly tried: Tried
  readonly isOpen: boolean
}) {
  const { t } = v
  const isTried = errors.some(({ field }) => field.startsWith(`${form.name}-`))
  const value = (field: string) => values[fieldOf(form, field)] ?? ''
  return (
    <details class="govuk-details step-form" open={isOpen || isTried}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t(form.title)}</span>
      </summary>
      <div class="govuk-details__text">
        {form.hint !== undefined && <p class="govuk-hint">{t(form.hint)}</p>}
        {CONTACTS.includes(form.step) && <Whom v={v} order={order} />}
        <Form v={v} action={orderAt(order.number, form.name)} files={form.files === true}>
          {form.choice !== undefined && (
            <Radios
              v={v}
              name={fieldOf(form, form.choice.field)}
              label={t(form.choice.label)}
              errors={errors}
              value={value(form.choice.field)}
              choices={form.choice.choices.map((code) => ({
                value: code,
                text: capital(t(FACTS[form.choice?.field ?? '']?.[code] ?? { zh: code, en: code })),
              }))}
            />
          )}
          <TextArea
            v={v}
            name={fieldOf(form, 'text')}
            label={t(form.textLabel ?? DESK_WORDS.text)}
            errors={errors}
            value={value('text')}
            rows={4}
          />
          {form.files === true && <Attached v={v} order={order} form={form} errors={errors} />}
          <Button>{t(form.title)}</Button>
        </Form>
      </div>
    </details>
  )
}

/** Steps that begin with a call. */
const CONTACTS = ['contacted', 'calledBack']

/** Of a sealed one it is opened first, with a reason. */
const Whom = ({ v, order }: { readonly v: Visit; readonly order: Order }) => {
  const { t } = v
  const whom = contactIn(order)
  return (
    <p class="govuk-body">
      {whom === null ? (
        t(
          order.anonymous
            ? {
                zh: '联系谁：先在下面“查看匿名评价人身份和办件”中说明理由，再联系。',
                en: 'Whom to contact: first say why you need to know, under “Open who rated”.',
              }
            : {
                zh: '没有留下联系方式，或者已经删除。请写明怎样找过。',
                en: 'No contact was left, or it is erased. Say how you tried to find one.',
              },
        )
      ) : (
        <Marked v={v} text={t({ zh: `联系谁：${whom}`, en: `Whom to contact: ${whom}` })} />
      )}
    </p>
  )
}

const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

const Attached = ({
  v,
  order,
  form,
  errors,
}: {
  readonly v: Visit
  readonly order: Order
  readonly form: StepForm
  readonly errors: Tried['errors']
}): Child => (
  <>
    {order.uploads.length > 0 && (
      <Checkboxes
        v={v}
        name={fieldOf(form, 'kept')}
        label={v.t({ zh: '已经上传的附件', en: 'Files already uploaded' })}
        optional
        value={order.uploads.map(({ id }) => id)}
        choices={order.uploads.map(({ id, name }) => ({ value: id, text: name }))}
      />
    )}
    <TextInput
      v={v}
      name={fieldOf(form, 'file')}
      type="file"
      label={v.t(DESK_WORDS.files)}
      hint={v.t({
        zh: 'PDF、JPEG、PNG 或者 OFD，每个至多 5 MB。',
        en: 'PDF, JPEG, PNG or OFD, at most 5 MB each.',
      })}
      accept=".pdf,.jpg,.jpeg,.png,.ofd"
      multiple
      optional
      errors={errors}
    />
  </>
)
