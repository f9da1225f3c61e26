import * as z from 'zod'
import { type Answer, type FieldError, type PageOptions, page, redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { itemsFor, type Listed } from '../hall/items.ts'
import { Button, Checkboxes, Form, Select, TextArea, TextInput } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { RATE_WORDS } from './words.ts'

/** 办不成事反映: by whoever it happened to, signed in, or written down for them at a window or by the hotline. */
const RIGHTS = ['applicant', { role: 'window' }, { role: 'hotline' }] as const
const FIELDS = ['item', 'text', 'caseNumber', 'name', 'phone', 'anonymous'] as const
type Filled = Readonly<Record<(typeof FIELDS)[number], string>>
const EMPTY: Filled = { item: '', text: '', caseNumber: '', name: '', phone: '', anonymous: '' }

export const askWhatCouldNot = definePage({
  method: 'get',
  path: '/rate/could-not',
  rights: [...RIGHTS],
  answer: (v) => asked(v, { ...EMPTY, item: v.query.get('item') ?? '' }, [], 200),
})

export const reportWhatCouldNot = definePage({
  method: 'post',
  path: '/rate/could-not',
  rights: [...RIGHTS],
  answer: async (v) => {
    const filled: Filled = {
      item: v.form.text('item'),
      text: v.form.text('text'),
      caseNumber: v.form.text('caseNumber'),
      name: v.form.text('name'),
      phone: v.form.text('phone'),
      anonymous: v.form.text('anonymous'),
    }
    const errors = [
      ...(filled.item === '' ? [{ field: 'item', text: v.t(NO_ITEM) }] : []),
      ...(filled.text === '' ? [{ field: 'text', text: v.t(NO_TEXT) }] : []),
    ]
    if (errors.length > 0) return asked(v, filled, errors, 400)
    const made = await v.api.post('/evaluations/v1/reviews', z.object({ orderNumber: z.string() }), {
      body: bodyOf(filled),
      once: v.form.text('once'),
    })
    if (made.ok)
      return redirect(
        v.actor.kind === 'applicant'
          ? `/rate/reports/${made.value.orderNumber}?done=1`
          : '/rate/could-not?done=1',
      )
    const { failure } = made
    if (failure.status !== 422) return problemAnswer(v, failure)
    return asked(v, filled, fieldErrors(failure, POINTERS, 'text'), 422)
  },
})

const NO_ITEM = { zh: '请选择事项。', en: 'Choose the item.' }
const NO_TEXT = { zh: '请写明没有办成的情况。', en: 'Write what could not be got done.' }
const POINTERS = {
  '/itemCode': 'item',
  '/department': 'item',
  '/text': 'text',
  '/caseNumber': 'caseNumber',
  '/contact/name': 'name',
  '/contact/phone': 'phone',
}

function bodyOf({ item, text, caseNumber, name, phone, anonymous }: Filled) {
  const contact = { ...(name === '' ? {} : { name }), ...(phone === '' ? {} : { phone }) }
  return {
    kind: 'unable',
    itemCode: item,
    text,
    anonymous: anonymous === 'yes',
    ...(caseNumber === '' ? {} : { caseNumber }),
    ...(Object.keys(contact).length === 0 ? {} : { contact }),
  }
}

async function asked(
  v: Visit,
  filled: Filled,
  errors: readonly FieldError[],
  status: NonNullable<PageOptions['status']>,
): Promise<Answer> {
  const items = await itemsFor(v, '')
  return items.ok ? formPage(v, items.value.items, filled, errors, status) : problemAnswer(v, items.failure)
}

function formPage(
  v: Visit,
  items: readonly Listed[],
  filled: Filled,
  errors: readonly FieldError[],
  status: NonNullable<PageOptions['status']>,
): Answer {
  const { t } = v
  const isOfficial = v.actor.kind === 'official'
  return page(
    RATE_WORDS.couldNot,
    <>
      <Heading>{t(RATE_WORDS.couldNot)}</Heading>
      {v.query.get('done') !== null && (
        <Note>{t({ zh: '已登记，并生成整改单。', en: 'It has been entered, and an order opened.' })}</Note>
      )}
      <p class="govuk-body">
        {t({
          zh: '符合条件却没有办成、被反复要求补材料、找不到人办的，请在这里反映。1 个工作日内联系您，15 个工作日内整改、答复，再由其他部门回访。',
          en: 'If you meet the conditions and still could not get it done, were sent for papers again and again, or found nobody to do it, say so here. You are contacted within 1 working day; it is mended and answered within 15, and another department calls you back.',
        })}
      </p>
      <Form v={v} action="/rate/could-not">
        <Select
          v={v}
          name="item"
          label={t({ zh: '哪个事项', en: 'Which item' })}
          hint={t({
            zh: '找不到事项的，请拨打政务服务热线 12345。',
            en: 'If it is not in the list, call the service hotline 12345.',
          })}
          errors={errors}
          value={filled.item}
          choices={[
            { value: '', text: t({ zh: '请选择', en: 'Choose one' }) },
            ...items.map(({ code, taskName }) => ({ value: code, text: t(taskName) })),
          ]}
        />
        <TextArea
          v={v}
          name="text"
          label={t({ zh: '没有办成的情况', en: 'What could not be got done' })}
          hint={t({
            zh: '至多 2,000 字：什么时候、在哪里、怎样答复您的。',
            en: 'At most 2,000 characters: when, where, and what you were told.',
          })}
          errors={errors}
          value={filled.text}
          rows={6}
        />
        <TextInput
          v={v}
          name="caseNumber"
          label={t({ zh: '办件编号', en: 'Case number' })}
          optional
          errors={errors}
          value={filled.caseNumber}
          width={30}
          maxlength={30}
          autocomplete="off"
        />
        {isOfficial && (
          <TextInput
            v={v}
            name="name"
            label={t({ zh: '反映人称呼', en: 'Who reports it' })}
            optional
            errors={errors}
            value={filled.name}
            width={20}
            maxlength={100}
            autocomplete="off"
          />
        )}
        <TextInput
          v={v}
          name="phone"
          type="tel"
          label={t({ zh: '联系电话', en: 'Telephone number' })}
          {...(isOfficial ? {} : { optional: true })}
          errors={errors}
          value={filled.phone}
          width={20}
          maxlength={20}
          autocomplete={isOfficial ? 'off' : 'tel'}
        />
        <Checkboxes
          v={v}
          name="anonymous"
          label={t({ zh: '身份', en: 'Your name' })}
          value={filled.anonymous}
          choices={[
            {
              value: 'yes',
              text: t({ zh: '不向所反映的部门透露', en: 'Keep it from the department concerned' }),
              hint: t({
                zh: '由其他部门联系、督促整改。',
                en: 'Another department contacts you and sees to the mending.',
              }),
            },
          ]}
        />
        <Button>{t({ zh: '提交', en: 'Send' })}</Button>
      </Form>
      {!isOfficial && (
        <p class="govuk-body">
          <a class="govuk-link" href="/rate/reports">
            {t(RATE_WORDS.reports)}
          </a>
        </p>
      )}
    </>,
    { errors, status, back: '/rate' },
  )
}
