import { readFileSync, writeFileSync } from 'node:fs'
import { EVENT_NAMES, nextState, possibleEvents, STATE_NAMES, STATES } from '@tongban/cases'
import { printOrderStates } from '@tongban/evaluations'
import { printLicenceStates } from '@tongban/licences'
import { expect, test } from 'vitest'
import { door as approvals } from '../../workers/approvals/src/door.ts'
import { door as casework } from '../../workers/casework/src/door.ts'
import { door as evaluations } from '../../workers/evaluations/src/door.ts'
import { door as exchange } from '../../workers/exchange/src/door.ts'
import { readApiDocument } from '../../workers/gateway/src/api-document.ts'
import type { GatewayEnvironment } from '../../workers/gateway/src/environment.ts'
import { door as handovers } from '../../workers/handovers/src/door.ts'
import { door as licences } from '../../workers/licences/src/door.ts'
import { door as oversight } from '../../workers/oversight/src/door.ts'
import { door as overviews } from '../../workers/overviews/src/door.ts'
import { door as rules } from '../../workers/rules/src/door.ts'
import { door as supervision } from '../../workers/supervision/src/door.ts'

/**
 * Documents that are printed from the code. `npm run documents` writes them anew; this test fails when what is
 * committed is not what the code says.
 */
const isWriting = process.env.WRITE_DOCUMENTS === '1'

function expectDocument(path: string, text: string): void {
  if (isWriting) writeFileSync(path, text)
  expect(readFileSync(path, 'utf8'), `${path} is out of date: npm run documents`).toBe(text)
}

test('is docs/openapi.json what the region answers at /openapi.json?', async () => {
  const upstream = (door: typeof approvals) => ({
    fetch: async (request: Request) => door.fetch(request, {}),
  })
  const env = asGatewayEnvironment({
    APPROVALS: upstream(approvals),
    CASEWORK: upstream(casework),
    OVERVIEWS: upstream(overviews),
    RULES: upstream(rules),
    LICENCES: upstream(licences),
    EXCHANGE: upstream(exchange),
    HANDOVERS: upstream(handovers),
    OVERSIGHT: upstream(oversight),
    EVALUATIONS: upstream(evaluations),
    SUPERVISION: upstream(supervision),
  })
  const document = await readApiDocument(env, 'http://region.test')
  expectDocument('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`)
})

test('is docs/states.md the table the product goes by?', () => {
  const rows = (['none', ...STATES] as const).flatMap((state) =>
    possibleEvents(state).map((event) => {
      const next = nextState(state, event)
      const from = state === 'none' ? '（无）' : `${STATE_NAMES[state].zh} \`${state}\``
      return `| ${from} | ${EVENT_NAMES[event].zh} \`${event}\` | ${next === undefined ? '' : `${STATE_NAMES[next].zh} \`${next}\``} |`
    }),
  )
  const text = [
    '# 办件的状态与事件 States and events of a case',
    '',
    'Printed from `packages/cases/src/state.ts`; whatever is not in the table is not possible.',
    '',
    '| 状态 state | 事件 event | 之后 next |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
  expectDocument('docs/states.md', text)
})

test('is docs/licence-states.md the table licences live by?', () => {
  expectDocument('docs/licence-states.md', printLicenceStates())
})

test('is docs/order-states.md the table rectification orders live by?', () => {
  expectDocument('docs/order-states.md', printOrderStates())
})

/** Guarantee: merging API documents calls nothing but the two bindings. */
const asGatewayEnvironment = (value: object) => value as GatewayEnvironment
