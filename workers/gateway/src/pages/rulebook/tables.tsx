import { Basis } from '../parts/basis.tsx'
import { More, Table, Tag } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import type { RulesTable } from './schemas.ts'

/** The rules table by table: each row as a sentence with its conditions and its basis, and the same as a table of cells. */
export const RulesTables = ({ v, tables }: { readonly v: Visit; readonly tables: readonly RulesTable[] }) => (
  <>
    {tables.map((table) => (
      <section class="rules-table" aria-labelledby={`table-${table.name}`}>
        <h2 class="govuk-heading-m" id={`table-${table.name}`}>
          {table.title}
        </h2>
        <p class="govuk-body quiet">{table.policy}</p>
        <ol class="rules-rows">
          {table.rows.map((row) => (
            <li>
              <Row v={v} row={row} />
            </li>
          ))}
        </ol>
        <More summary={v.t({ zh: '看成一张表', en: 'The same as a table' })}>
          <Table
            caption={table.title}
            quietCaption
            columns={[v.t(RULE), ...table.columns, v.t(BASIS)].map((name) => ({ name }))}
            rows={table.rows.map((row, at) => [
              row.rule === '' ? String(at + 1) : row.rule,
              ...row.cells.map((cell) => (cell === '' ? '—' : cell)),
              row.basis === '' ? '—' : <Basis v={v} of={row.basis} />,
            ])}
          />
        </More>
      </section>
    ))}
  </>
)

const RULE = { zh: '规则', en: 'Rule' }
const BASIS = { zh: '依据', en: 'Legal basis' }

function Row({ v, row }: { readonly v: Visit; readonly row: RulesTable['rows'][number] }) {
  const parts = [
    [{ zh: '处理', en: 'Then' }, row.leads],
    [{ zh: '结果', en: 'Result' }, row.gives],
    [{ zh: '怎样补正', en: 'To hand in' }, row.cure],
    [BASIS, row.basis === '' ? '' : <Basis v={v} of={row.basis} />],
  ] as const
  return (
    <>
      <p class="govuk-body rules-said">
        {row.rule !== '' && <Tag>{row.rule}</Tag>} {row.said}
      </p>
      <dl class="rules-parts">
        {row.conditions.length > 0 && (
          <div>
            <dt>{v.t({ zh: '条件', en: 'Condition' })}</dt>
            <dd>
              <ul>
                {row.conditions.map((condition) => (
                  <li>{condition}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {parts.map(
          ([name, text]) =>
            text !== '' && (
              <div>
                <dt>{v.t(name)}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  )
}
