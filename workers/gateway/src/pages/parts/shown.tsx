import type { Child } from 'hono/jsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { Marked } from './marked.tsx'

/** How facts are shown: lists of facts, tables, tags, panels and notes after the GOV.UK patterns. */

export type Fact = {
  readonly name: Child
  readonly value: Child
  readonly change?: { readonly href: string; readonly what: string }
}
export const Facts = ({ v, facts }: { readonly v: Visit; readonly facts: readonly Fact[] }) => (
  <dl class="govuk-summary-list">
    {facts.map(({ name, value, change }) => (
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">{name}</dt>
        <dd class="govuk-summary-list__value">
          {typeof value === 'string' ? <Marked v={v} text={value} /> : value}
        </dd>
        {change !== undefined && (
          <dd class="govuk-summary-list__actions">
            <a class="govuk-link" href={change.href}>
              {v.t(WORDS.change)}
              <span class="govuk-visually-hidden"> {change.what}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
)

export type Column = {
  readonly name: Child
  readonly numeric?: boolean
  /** Before a cell that stands alone, where the name is more than words. */
  readonly short?: string
}
/**
 * A table that scrolls within itself on a narrow screen; the first cell of each row is its heading. One that `isStacked` is shown
 * row by row there, each cell with the name of its column; the roles keep it a table for whoever hears it.
 */
export const Table = ({
  caption,
  columns,
  rows,
  quietCaption = false,
  isStacked = false,
}: {
  /** Also the name of the frame that scrolls. */
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Child[])[]
  readonly quietCaption?: boolean
  readonly isStacked?: boolean
}) => {
  // A browser takes the meaning of a table away with its display.
  const as = (role: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') =>
    isStacked ? { role } : {}
  return (
    <section class={`table-frame${isStacked ? ' stacked' : ''}`} tabindex={0} aria-label={caption}>
      <table class="govuk-table" {...as('table')}>
        <caption
          class={quietCaption ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--s'}
        >
          {caption}
        </caption>
        <thead class="govuk-table__head" {...as('rowgroup')}>
          <tr class="govuk-table__row" {...as('row')}>
            {columns.map(({ name, numeric }) => (
              <th
                scope="col"
                {...as('columnheader')}
                class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body" {...as('rowgroup')}>
          {rows.map((cells) => (
            <tr class="govuk-table__row" {...as('row')}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row" {...as('rowheader')} class="govuk-table__header">
                    {cell}
                  </th>
                ) : (
                  <td
                    {...as('cell')}
                    data-name={isStacked ? nameOf(columns[at]) : undefined}
                    class={`govuk-table__cell${columns[at]?.numeric ? ' govuk-table__cell--numeric' : ''}`}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const nameOf = (column: Column | undefined) =>
  column?.short ?? (typeof column?.name === 'string' ? column.name : undefined)

export type TagColour = 'grey' | 'green' | 'blue' | 'red' | 'orange' | 'yellow'
/** A state in words; the colour only says it again. */
export const Tag = ({ colour = 'grey', children }: { colour?: TagColour; children?: Child }) => (
  <strong class={`govuk-tag tag-${colour}`}>{children}</strong>
)

/** The one panel of a page that says that something is done. */
export const Panel = ({ title, children }: { readonly title: Child; readonly children?: Child }) => (
  <div class="govuk-panel govuk-panel--confirmation">
    <h1 class="govuk-panel__title">{title}</h1>
    <div class="govuk-panel__body">{children}</div>
  </div>
)
export const Note = ({ children }: { readonly children?: Child }) => (
  <div class="govuk-inset-text">{children}</div>
)
export const Warning = ({ v, children }: { readonly v: Visit; readonly children?: Child }) => (
  <div class="govuk-warning-text">
    <span class="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">{v.t({ zh: '注意：', en: 'Warning: ' })}</span>
      {children}
    </strong>
  </div>
)
export const More = ({ summary, children }: { readonly summary: Child; readonly children?: Child }) => (
  <details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
)
/** To the next page of a list, where there is one. */
export const NextPage = ({ v, href }: { readonly v: Visit; readonly href: string | null }) =>
  href === null ? null : (
    <nav class="govuk-pagination govuk-pagination--block" aria-label={v.t(WORDS.more)}>
      <div class="govuk-pagination__next">
        <a class="govuk-link govuk-pagination__link" href={href} rel="next">
          {v.t(WORDS.more)}
        </a>
      </div>
    </nav>
  )
export const Heading = ({ caption, children }: { readonly caption?: Child; readonly children?: Child }) => (
  <>
    {caption !== undefined && <span class="govuk-caption-l">{caption}</span>}
    <h1 class="govuk-heading-l">{children}</h1>
  </>
)
