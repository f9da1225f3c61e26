import type { ProblemBody } from '@tongban/http'
import type * as z from 'zod'
import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Select, TextInput } from '../parts/form.tsx'
import { Heading, NextPage, Note, Table } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { Ways } from './parts.tsx'
import { decisionsSchema, itemsSchema } from './schemas.ts'
import { monthText, STYLES } from './words.ts'

/**
 * Decisions anybody may read 行政许可决定公开: licences as far as the item's publicity opens them, natural persons by their family name
 * alone, benefits never. What is shown is what the API gives to anybody.
 */
const TITLE = { zh: '公开的决定', en: 'Public decisions' }
const PATH = '/open/decisions'
type Items = z.infer<typeof itemsSchema>['items']
type Decisions = z.infer<typeof decisionsSchema>

export const showDecisions = definePage({
  method: 'get',
  path: PATH,
  rights: ['anyone'],
  answer: async (v) => {
    const known = await v.api.get('/approvals/v1/items', itemsSchema)
    if (!known.ok) return problemAnswer(v, known.failure)
    const items = known.value.items.filter(({ publicity }) => publicity !== 'notPublic')
    const item = v.query.get('item') ?? items[0]?.code
    if (item === undefined) return decisionsPage(v, items, null, [])
    const query = new URLSearchParams({ item })
    for (const name of ['month', 'cursor']) {
      const value = v.query.get(name)
      if (value !== null && value !== '') query.set(name, value)
    }
    const read = await v.api.get(`/approvals/v1/public/decisions?${query}`, decisionsSchema)
    return read.ok ? decisionsPage(v, items, read.value, []) : refused(v, items, read.failure)
  },
})

const refused = (v: Visit, items: Items, failure: ProblemBody) =>
  failure.errors === undefined
    ? problemAnswer(v, failure)
    : decisionsPage(
        v,
        items,
        null,
        fieldErrors(
          failure,
          { '/query/item': 'item', '/query/month': 'month', '/item': 'item', '/month': 'month' },
          'month',
        ),
      )

function decisionsPage(v: Visit, items: Items, found: Decisions | null, errors: readonly FieldError[]) {
  const item = found?.item.code ?? v.query.get('item') ?? ''
  return page(
    TITLE,
    <>
      <Heading>{v.t(TITLE)}</Heading>
      <Ways v={v} />
      <p class="govuk-body">
        {v.t({
          zh: '行政许可的准予决定，按事项公开（《行政许可法》第四十条）。自然人只列姓氏和“某”；证件号码、住址和福利给付从不公开。',
          en: 'Grants of administrative licences, as far as each item opens them (Licensing Law 40). Of a natural person only the family name; identity numbers, addresses and benefits never.',
        })}
      </p>
      <form method="get" action={PATH} novalidate>
        <Select
          v={v}
          name="item"
          label={v.t({ zh: '事项', en: 'Item' })}
          value={item}
          errors={errors}
          choices={items.map(({ code, taskName }) => ({ value: code, text: v.t(taskName) }))}
        />
        <TextInput
          v={v}
          name="month"
          label={v.t({ zh: '月份', en: 'Month' })}
          hint={v.t({ zh: '如 2026-11', en: 'such as 2026-11' })}
          value={found?.month ?? v.query.get('month') ?? ''}
          errors={errors}
          width={10}
          autocomplete="off"
        />
        <Button kind="secondary">{v.t({ zh: '查看', en: 'Show' })}</Button>
      </form>
      {found !== null && <Found v={v} found={found} />}
    </>,
    { errors, status: errors.length === 0 ? 200 : 422, styles: STYLES },
  )
}

function Found({ v, found }: { readonly v: Visit; readonly found: Decisions }) {
  const { decisions, month, asOf, item } = found
  const isNumberOnly = item.publicity === 'numberPublic'
  const caption = `${v.t(item)} · ${monthText(v, month)}`
  return (
    <>
      {decisions.length === 0 ? (
        <>
          <h2 class="govuk-heading-m">{caption}</h2>
          <Note>{v.t({ zh: '本月没有公开的决定。', en: 'No decision is public for this month.' })}</Note>
        </>
      ) : (
        <Table
          caption={caption}
          columns={[
            { name: v.t({ zh: '文号', en: 'Number' }) },
            { name: v.t({ zh: '决定日期', en: 'Decided on' }) },
            ...(isNumberOnly
              ? []
              : [
                  { name: v.t({ zh: '申请人', en: 'Applicant' }) },
                  { name: v.t({ zh: '结果', en: 'Result' }) },
                ]),
          ]}
          rows={decisions.map(({ number, decidedOn, name, result }) => [
            <span class="code">{number ?? '—'}</span>,
            <Day on={decidedOn} language={v.language} />,
            ...(isNumberOnly ? [] : [name ?? '—', result === null ? '—' : v.t(result)]),
          ])}
        />
      )}
      <NextPage v={v} href={nextHref(found)} />
      <p class="govuk-body quiet">
        {v.t(WORDS.asOf)} <Instant at={asOf} language={v.language} />
      </p>
    </>
  )
}

/** The next page of the API, as one of ours. */
function nextHref({ next, item, month }: Decisions): string | null {
  if (next === null) return null
  const cursor = new URL(next, 'https://api.invalid').searchParams.get('cursor') ?? ''
  return `${PATH}?${new URLSearchParams({ item: item.code, month, cursor })}`
}
