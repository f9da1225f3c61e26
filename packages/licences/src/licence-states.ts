/** The life of a licence as a page for people, printed from the table itself. */

import { ROLES } from '@tongban/kernel'
import { ACT_RULES } from './act.ts'
import { groundsOfAct } from './act-grounds.ts'
import {
  isTerminal,
  LICENCE_ACTS,
  LICENCE_STATES,
  type LicenceAct,
  type LicenceState,
  nextStateOf,
  possibleActs,
  STATUS_OF_STATE,
} from './life.ts'

/** Guarantee: the keys of these tables are their names. */
const STATES = Object.keys(LICENCE_STATES) as readonly LicenceState[]
const ACTS = Object.keys(LICENCE_ACTS) as readonly LicenceAct[]

const stateName = (state: LicenceState) => `${LICENCE_STATES[state].zh} \`${state}\``
const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`

export function printLicenceStates(): string {
  return [
    '# 证照的状态与操作 States and acts of a licence',
    '',
    'Printed from `packages/licences/src/life.ts`; whatever is not in the table is not possible.',
    '',
    row('代码', '状态 state', '状态列表 status list', '终止 terminal'),
    row('---', '---', '---', '---'),
    ...STATES.map((state) =>
      row(
        LICENCE_STATES[state].number,
        stateName(state),
        String(STATUS_OF_STATE[state]),
        isTerminal(state) ? '是 yes' : '',
      ),
    ),
    '',
    row('代码', '操作 act', '由谁 by', '法定事由 grounds'),
    row('---', '---', '---', '---'),
    ...ACTS.map((act) => {
      const { roles, machine } = ACT_RULES[act]
      const by = [...roles.map((role) => ROLES[role].zh), ...(machine ? ['系统'] : [])].join('、')
      const grounds = groundsOfAct(act).map(({ code, zh, basis }) => `${zh} \`${code}\`（${basis.zh}）`)
      return row(LICENCE_ACTS[act].number, `${LICENCE_ACTS[act].zh} \`${act}\``, by, grounds.join('；'))
    }),
    '',
    row('状态 state', '操作 act', '之后 next'),
    row('---', '---', '---'),
    ...(['none', ...STATES] as const).flatMap((state) =>
      possibleActs(state).map((act) => {
        const next = nextStateOf(state, act)
        return row(
          state === 'none' ? '（无）' : stateName(state),
          `${LICENCE_ACTS[act].zh} \`${act}\``,
          next === undefined ? '' : stateName(next),
        )
      }),
    ),
    '',
  ].join('\n')
}
