import type { Said } from '@tongban/http'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading, NextPage, Table } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import { type ListFilter, ListFilters } from './list-filters.tsx'
import { AsOf, askedOf, DeskNav, nextAt, passedOn, withoutCursor } from './parts.tsx'
import { DESK, STYLES } from './words.ts'

/** What is listed at the desk, the latest first, with filters in the address and the same as CSV. */
type Shown = {
  /** `/desk/cards`; the file is beside it. */
  readonly path: string
  readonly name: Said
  readonly filters: readonly ListFilter[]
  readonly columns: readonly Said[]
  readonly rows: Parameters<typeof Table>[0]['rows']
  readonly asOf: number
  readonly next: string | null
}

export function latestList(v: Visit, { path, name, filters, columns, rows, asOf, next }: Shown) {
  const { t } = v
  return page(
    name,
    <>
      <DeskNav v={v} />
      <Heading>{t(name)}</Heading>
      <AsOf v={v} at={asOf} />
      <ListFilters v={v} action={path} filters={filters} />
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
        <a class="govuk-link" href={`${path}.csv${withoutCursor(askedOf(v))}`}>
          {t(DESK.csv)}
        </a>
      </p>
    </>,
    { layout: 'wide', styles: STYLES },
  )
}

/** The list as it is looked at, as the API writes it to a file. */
export const latestCsv = (path: string, api: string, rights: Parameters<typeof definePage>[0]['rights']) =>
  definePage({
    method: 'get',
    path: `${path}.csv`,
    rights,
    answer: (v) => passedOn(v, `${api}.csv${askedOf(v)}`),
  })
