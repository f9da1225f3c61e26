import { ROLES } from '@tongban/kernel'
import { PAGE_TABLE, PAGE_VISITORS, pageOutcomeOf, visitorName } from './pages.ts'
import { foreignOf, MACHINES, type Outcome, outcomeOf, roleNames, TABLE } from './table.ts'

/** The matrix as a page that people read. */
export function printMatrix(): string {
  const people = [
    ['未登录 nobody', 'nobody'],
    ['他人 another applicant', 'stranger'],
    ['申请人 owner', 'owner'],
    ['代办人 agent', 'agent'],
  ] as const
  const heads = [
    '路由 route',
    ...people.map(([words]) => words),
    ...roleNames.map((role) => `${ROLES[role].zh} ${role}`),
    '外地区工作人员 official of another region',
    '应用 app',
    '协同地区 partner',
    '定时 clock',
  ]
  const rows = Object.entries(TABLE).map(([route, row]) => [
    `\`${route}\``,
    ...people.map(([, key]) => mark(row[key])),
    ...roleNames.map((role) =>
      row.ownDepartment.includes(role) || row.ownItems?.includes(role)
        ? `✓ 本部门 own department`
        : mark(outcomeOf(row, role, 'own')),
    ),
    mark(foreignOf(row)),
    row.apps === undefined ? mark(MACHINES.app()) : `✓ ${row.apps.join(', ')}`,
    row.signed ? '✓ 签名 signed' : mark(MACHINES.partner(row)),
    mark(MACHINES.clock(row)),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    '# 权限矩阵 Who may do what',
    '',
    'Printed from `test/authorisation/table.ts`; the tests send every one of these requests and compare. ✓ is let in;',
    '401 is not signed in, 403 not allowed, 404 answered as if the case did not exist. “本部门 own department”: the case is',
    'handled by the official’s own department, to others it answers 404 (403 where no case exists yet). An app’s key opens',
    'what names its right, and at the licences Worker what anyone may read; elsewhere it is a token that does not hold. A',
    'partner region comes in where its signature is asked for, and elsewhere as nobody; the clock has no way in.',
    '',
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map(line),
    '',
    '## 页面 Pages',
    '',
    'Printed from `test/authorisation/pages.ts`; the tests ask for every page as everybody and compare. ✓ is let in, “登录” is',
    'sent to sign in, 403 is told that they may not. What a page shows of a case or a licence is what the API above answers',
    'whoever is signed in: the case of another is “not found” on the page too.',
    '',
    ...pageLines(line),
    '',
  ].join('\n')
}

function pageLines(line: (cells: readonly string[]) => string): readonly string[] {
  const heads = ['页面 page', ...PAGE_VISITORS.map(visitorName)]
  const rows = Object.entries(PAGE_TABLE).map(([page, row]) => [
    `\`${page}\``,
    ...PAGE_VISITORS.map((visitor) => {
      const outcome = pageOutcomeOf(row, visitor)
      return outcome === 'sign-in' ? '登录' : mark(outcome)
    }),
  ])
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)]
}

const mark = (outcome: Outcome) => (outcome === 'in' ? '✓' : String(outcome))
