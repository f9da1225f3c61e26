import type { Said } from '@tongban/http'
import type { Child } from 'hono/jsx'
import { type FieldError, page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Table } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { type ListFilter, ListFilters } from './list-filters.tsx'
import { AsOf, askedOf, DeskNav, nextAt, passedOn, withoutCursor } from './parts.tsx'
import { DESK, STYLES } from './words.ts'

/** What is listed at the desk, in the order of the API, with filters in the address and the same as CSV. */
type Framed = {
  /** `/desk/cards`; the file is beside it. */
  readonly path: string
  readonly name: Said
  readonly filters: readonly ListFilter[]
  /** What is asked for whether or not the address says so. */
  readonly chosen?: Readonly<Record<string, string>>
  /** Another way to filter, below the filters. */
  readonly also?: Child
}
type Shown = Framed & {
  readonly columns: readonly Said[]
  readonly rows: Parameters<typeof Table>[0]['rows']
  readonly asOf: number
  readonly next: string | null
}

export function latestList(v: Visit, shown: Shown) {
  const { path, name, chosen, columns, rows, asOf, next } = shown
  const { t } = v
  return framed(
    v,
    shown,
    <AsOf v={v} at={asOf} />,
    <>
      {rows.length === 0 ? (
        <p class="govuk-body">{t(DESK.none)}</p>
      ) : (
        <Table
          caption={t(name)}
          quietCaption
          isStacked
          columns={columns.map((each) => ({ name: t(each) }))}
          rows={rows}
        />
      )}
      <NextPage v={v} href={nextAt(path, next)} />
      <p class="govuk-body no-print">
        <a class="govuk-link" href={`${path}.csv${withoutCursor(askedOf(v, chosen))}`}>
          {t(DESK.csv)}
        </a>
      </p>
    </>,
  )
}

/** Where the API refuses a filter: the filters as they were sent, each with what is wrong with it. */
export const refusedList = (v: Visit, list: Framed, errors: readonly FieldError[]) =>
  framed(v, list, null, null, errors)

const framed = (
  v: Visit,
  { path, name, filters, chosen = {}, also }: Framed,
  above: Child,
  below: Child,
  errors: readonly FieldError[] = [],
) =>
  page(
    name,
    <>
      <DeskNav v={v} />
      <Heading>{v.t(name)}</Heading>
      {above}
      <ListFilters v={v} action={path} filters={filters} chosen={chosen} errors={errors} />
      {also}
      {below}
    </>,
    { layout: 'wide', styles: STYLES, errors, status: errors.length === 0 ? 200 : 422 },
  )

/** The list as it is looked at, as the API writes it to a file. */
export const latestCsv = (path: string, api: string, rights: Parameters<typeof definePage>[0]['rights']) =>
  definePage({
    method: 'get',
    path: `${path}.csv`,
    rights,
    answer: (v) => passedOn(v, `${api}.csv${askedOf(v)}`),
  })
