import type { Said } from '@tongban/http'
import type { FieldError } from '../answer.ts'
import { Button, Select } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import { DESK } from './words.ts'

/** The filters of a list, each chosen from a few words and all of them in the address. */
export type ListFilter = {
  readonly name: string
  readonly label: Said
  readonly words: Readonly<Record<string, Said>>
  /** There is no "all": one of them always holds. */
  readonly needed?: true
}

export const ListFilters = ({
  v,
  action,
  filters,
  kept = [],
  errors = [],
}: {
  readonly v: Visit
  readonly action: string
  readonly filters: readonly ListFilter[]
  /** Names of what came with the address and stays. */
  readonly kept?: readonly string[]
  readonly errors?: readonly FieldError[]
}) => (
  <form method="get" action={action} class="desk-form no-print">
    {kept.map((name) => (
      <input type="hidden" name={name} value={v.query.get(name) ?? ''} />
    ))}
    {filters.map(({ name, label, words, needed }) => (
      <Select
        v={v}
        name={name}
        label={v.t(label)}
        errors={errors}
        value={v.query.get(name) ?? ''}
        choices={[
          ...(needed ? [] : [{ value: '', text: v.t(DESK.all) }]),
          ...Object.entries(words).map(([value, text]) => ({ value, text: v.t(text) })),
        ]}
      />
    ))}
    <div class="desk-form-end">
      <Button kind="secondary">{v.t(DESK.show)}</Button>
    </div>
  </form>
)
