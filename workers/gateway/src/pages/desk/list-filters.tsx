import type { Said } from '@tongban/http'
import type { FieldError } from '../answer.ts'
import { Button, Select, TextInput } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import { DESK } from './words.ts'

/** The filters of a list, each a day or chosen from a few words, and all of them in the address. */
export type ListFilter = {
  readonly name: string
  readonly label: Said
  /** Left out: a day. */
  readonly words?: Readonly<Record<string, Said>>
  /** There is no "all": one of them always holds. */
  readonly needed?: true
}

export const ListFilters = ({
  v,
  action,
  filters,
  kept = [],
  chosen = {},
  errors = [],
}: {
  readonly v: Visit
  readonly action: string
  readonly filters: readonly ListFilter[]
  /** Names of what came with the address and stays. */
  readonly kept?: readonly string[]
  /** What holds whether or not the address says so. */
  readonly chosen?: Readonly<Record<string, string>>
  readonly errors?: readonly FieldError[]
}) => (
  <form method="get" action={action} class="desk-form no-print">
    {kept.map((name) => (
      <input type="hidden" name={name} value={v.query.get(name) ?? ''} />
    ))}
    {filters.map(({ name, label, words, needed }) => {
      const field = { v, name, label: v.t(label), errors, value: chosen[name] ?? v.query.get(name) ?? '' }
      return words === undefined ? (
        <TextInput {...field} type="date" />
      ) : (
        <Select
          {...field}
          choices={[
            ...(needed ? [] : [{ value: '', text: v.t(DESK.all) }]),
            ...Object.entries(words).map(([value, text]) => ({ value, text: v.t(text) })),
          ]}
        />
      )
    })}
    <div class="desk-form-end">
      <Button kind="secondary">{v.t(DESK.show)}</Button>
    </div>
  </form>
)
