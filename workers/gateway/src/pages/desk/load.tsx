import { Table } from '../parts/shown.tsx'
import type { Visit } from '../visit.ts'
import type { OverviewShown } from './schemas.ts'
import { DESK, queryOf } from './words.ts'

/** The load by department and step: a table whose cells say in words what their colour says again. */
const LEVELS = 4
/** From 0, nothing, to 4: how much of what waits in a cell is near or over. */
const heatOf = (open: number, near: number, overdue: number): number =>
  open === 0 || near + overdue === 0 ? 0 : Math.max(1, Math.ceil(((overdue + near / 2) / open) * LEVELS))

export function Load({ v, load }: { readonly v: Visit; readonly load: OverviewShown['load'] }) {
  const { t } = v
  if (load.length === 0) return <p class="govuk-body">{t(DESK.none)}</p>
  const byCode = <K extends 'department' | 'step'>(key: K) => [
    ...new Map(load.map((cell) => [cell[key].code, cell[key]])).values(),
  ]
  const steps = byCode('step')
  const cellOf = (department: string, step: string) =>
    load.find((cell) => cell.department.code === department && cell.step.code === step)
  return (
    <>
      <p class="govuk-body-s quiet">
        {t({
          zh: '每格为该部门该环节期限正在计算的办件；底色越重，临期、超期的占比越高。点击查看清单。',
          en: 'Cases whose limit runs in that step. The stronger the colour, the more of them are near or over. Follow a number to its list.',
        })}
      </p>
      <Table
        caption={t({ zh: '部门和环节', en: 'By department and step' })}
        quietCaption
        isStacked
        columns={[{ name: t(DESK.department) }, ...steps.map((step) => ({ name: t(step), numeric: true }))]}
        rows={byCode('department').map((department) => [
          t(department),
          ...steps.map((step) => {
            const cell = cellOf(department.code, step.code)
            if (cell === undefined) return <span class="desk-quiet">0</span>
            const { open, near, overdue } = cell
            return (
              <a
                class={`desk-heat desk-heat-${heatOf(open, near, overdue)}`}
                href={`/desk/limits${queryOf(cell.href)}`}
              >
                <strong>{open}</strong>
                {near > 0 && <span>{t({ zh: `临期 ${near}`, en: `near ${near}` })}</span>}
                {overdue > 0 && <span>{t({ zh: `超期 ${overdue}`, en: `over ${overdue}` })}</span>}
              </a>
            )
          }),
        ])}
      />
    </>
  )
}
