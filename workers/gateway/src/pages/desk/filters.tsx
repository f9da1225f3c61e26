import type { FieldError } from '../answer.ts'
import { Button, type Choice, Select, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import type { OverviewShown } from './schemas.ts'
import { CHANNEL_NAMES, DESK } from './words.ts'

/** The filters of the overview: in the address, so that what is looked at can be sent to somebody and kept. */
export const FILTERS = ['from', 'to', 'department', 'item', 'channel', 'partner'] as const

export function OverviewFilters({
  v,
  shown,
  errors = [],
}: {
  readonly v: Visit
  /** Null where the filters themselves were refused. */
  readonly shown: Pick<OverviewShown, 'filters' | 'choices' | 'period'> | null
  readonly errors?: readonly FieldError[]
}) {
  const { t } = v
  const asked = (name: (typeof FILTERS)[number]) => v.query.get(name) ?? ''
  const choose = (
    name: 'department' | 'item' | 'channel' | 'partner',
    label: string,
    options: readonly Choice[],
  ) => (
    <Select
      v={v}
      name={name}
      label={label}
      errors={errors}
      value={shown?.filters[name] ?? asked(name)}
      choices={[{ value: '', text: t(DESK.all) }, ...options]}
    />
  )
  const named = (list: readonly { readonly code: string; readonly zh: string; readonly en: string }[] = []) =>
    list.map((each) => ({ value: each.code, text: t(each) }))
  return (
    <details class="govuk-details desk-filters no-print" open={errors.length > 0}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t(DESK.filters)}</span>
      </summary>
      <form method="get" action="/desk" class="desk-form">
        <TextInput
          v={v}
          name="from"
          label={t({ zh: '起日', en: 'From' })}
          type="date"
          value={shown?.period.from ?? asked('from')}
          errors={errors}
        />
        <TextInput
          v={v}
          name="to"
          label={t({ zh: '止日', en: 'To' })}
          type="date"
          value={shown?.period.until ?? asked('to')}
          errors={errors}
        />
        {choose('department', t(DESK.department), named(shown?.choices.departments))}
        {choose('item', t(DESK.item), named(shown?.choices.items))}
        {choose(
          'channel',
          t(DESK.channel),
          Object.entries(CHANNEL_NAMES).map(([value, words]) => ({ value, text: t(words) })),
        )}
        {choose('partner', t(DESK.partner), named(shown?.choices.partners))}
        <div class="desk-form-end">
          <Button kind="secondary">{t(DESK.show)}</Button>
        </div>
      </form>
    </details>
  )
}

/** What is filtered by, in words: also on paper. */
export function FilteredBy({ v, shown }: { readonly v: Visit; readonly shown: OverviewShown }) {
  const { t } = v
  const { department, item, channel, partner } = shown.filters
  const name = (list: readonly { code: string; zh: string; en: string }[], code: string) => {
    const found = list.find((each) => each.code === code)
    return found === undefined ? code : t(found)
  }
  const said = [
    ...(department === null ? [] : [name(shown.choices.departments, department)]),
    ...(item === null ? [] : [name(shown.choices.items, item)]),
    ...(channel === null ? [] : [t(CHANNEL_NAMES[channel] ?? { zh: channel, en: channel })]),
    ...(partner === null ? [] : [name(shown.choices.partners, partner)]),
  ]
  return said.length === 0 ? null : (
    <p class="govuk-body">
      {t(DESK.filters)}
      {t({ zh: '：', en: ': ' })}
      {said.join(t({ zh: '；', en: '; ' }))}
    </p>
  )
}
