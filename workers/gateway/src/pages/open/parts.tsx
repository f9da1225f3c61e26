import type { Said } from '@tongban/http'
import type { FieldError } from '../answer.ts'
import { Button, TextInput } from '../parts/form.tsx'
import { Facts } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import type { Definitions } from './schemas.ts'
import { withMonth } from './words.ts'

/** What the three public pages share: the ways between them, the month, and what each figure means. */
const WAYS: readonly { readonly to: string; readonly text: Said }[] = [
  { to: '/open', text: { zh: '办件', en: 'Handling' } },
  { to: '/open/ratings', text: { zh: '评价', en: 'Ratings' } },
  { to: '/open/decisions', text: { zh: '公开的决定', en: 'Public decisions' } },
]

export const Ways = ({ v }: { readonly v: Visit }) => (
  <nav class="open-ways" aria-label={v.t({ zh: '公开的内容', en: 'What is public' })}>
    <ul>
      {WAYS.map(({ to, text }) => (
        <li>
          <a class="govuk-link" href={withMonth(v, to)} aria-current={v.path === to ? 'page' : undefined}>
            {v.t(text)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

type MonthProps = {
  readonly v: Visit
  readonly month: string
  readonly errors: readonly FieldError[]
  readonly hint: Said
}
export const MonthForm = ({ v, month, errors, hint }: MonthProps) => (
  <form method="get" action={v.path} class="open-month" novalidate>
    <TextInput
      v={v}
      name="month"
      label={v.t({ zh: '月份', en: 'Month' })}
      hint={v.t(hint)}
      value={month}
      errors={errors}
      width={10}
      autocomplete="off"
    />
    <Button kind="secondary">{v.t({ zh: '查看', en: 'Show' })}</Button>
  </form>
)

/** To the table above as a file; nothing where no table is shown. */
export const CsvLink = ({ v, path }: { readonly v: Visit; readonly path: string }) => (
  <p class="govuk-body">
    <a class="govuk-link open-file" href={withMonth(v, path)}>
      {v.t({ zh: '下载此表（CSV）', en: 'Download this table (CSV)' })}
    </a>
  </p>
)

export const OVER: Said = { zh: '已经结束的月份，如 2026-10', en: 'a month that is over, such as 2026-10' }

export const Meanings = ({ v, definitions }: { readonly v: Visit; readonly definitions: Definitions }) => (
  <section aria-labelledby="meanings">
    <h2 class="govuk-heading-m" id="meanings">
      {v.t({ zh: '口径：每个数字是什么意思', en: 'What each figure means' })}
    </h2>
    <Facts
      v={v}
      facts={definitions.map(({ name, definition }) => ({ name: v.t(name), value: v.t(definition) }))}
    />
  </section>
)

/** The few figures that matter most, large. */
export const OpenTotals = ({
  totals,
}: {
  readonly totals: readonly { readonly name: string; readonly value: string }[]
}) => (
  <dl class="open-totals">
    {totals.map(({ name, value }) => (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
