import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mayEnter } from '@tongban/http'
import { type Actor, APP_SCOPES, type AppScope } from '@tongban/kernel'
import { expect, test } from 'vitest'
import { door as approvals } from '../../workers/approvals/src/door.ts'
import { door as casework } from '../../workers/casework/src/door.ts'
import { door as evaluations } from '../../workers/evaluations/src/door.ts'
import { door as exchange } from '../../workers/exchange/src/door.ts'
import { UPSTREAMS, upstreamFor } from '../../workers/gateway/src/upstreams.ts'
import { door as handovers } from '../../workers/handovers/src/door.ts'
import { door as licences } from '../../workers/licences/src/door.ts'
import { door as oversight } from '../../workers/oversight/src/door.ts'
import { door as overviews } from '../../workers/overviews/src/door.ts'
import { door as rules } from '../../workers/rules/src/door.ts'
import { door as supervision } from '../../workers/supervision/src/door.ts'
import { printMatrix } from '../authorisation/print.ts'
import { isLetIn, type Outcome, roleNames, TABLE } from '../authorisation/table.ts'

/** The matrix holds every route of every Worker and nothing else, says what the routes declare, and is printed. */

const DOORS = [
  approvals,
  casework,
  overviews,
  rules,
  licences,
  exchange,
  handovers,
  oversight,
  evaluations,
  supervision,
]
const routes = DOORS.flatMap((door) => door.routes)
const nameOf = ({ method, path }: (typeof routes)[number]) => `${method} ${path}`

test('has every Worker that has a door its routes in the matrix?', () => {
  const workers = readdirSync('workers').filter((name) => existsSync(`workers/${name}/src/door.ts`))
  expect(workers.toSorted()).toEqual(DOORS.map((door) => door.name).toSorted())
  const others = readdirSync('workers').filter((name) => !workers.includes(name))
  expect(others, 'the gateway decides nothing: what it serves itself is public').toEqual(['gateway'])
})

/** Guarantee: the keys of the table of scopes. */
const SCOPES = Object.keys(APP_SCOPES) as AppScope[]

/** As a client writes it: a number of a document is not ASCII, and a name may hold a slash. */
const requestOf = (path: string, value: string) =>
  new Request(`http://region.test${path.replaceAll(/\{\w+\}/g, encodeURIComponent(value))}`)

test('does the gateway send each route to the Worker that has it?', () => {
  for (const value of ['1', '受〔2026〕1-2号', 'a/b', 'cases', 'documents']) {
    const chosen = routes.map((route) => [nameOf(route), upstreamFor(requestOf(route.path, value))?.row.name])
    expect(chosen).toEqual(routes.map((route) => [nameOf(route), route.worker]))
  }
})

test('is no template of the gateway without a route?', () => {
  const used = new Set(routes.map(({ path }) => upstreamFor(requestOf(path, '1'))?.template))
  expect(UPSTREAMS.flatMap(({ templates }) => [...templates]).filter((each) => !used.has(each))).toEqual([])
})

test('has every route a row, and every row a route?', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(routes.map(nameOf).toSorted())
})

test('do the rights that a route declares let in whom its row lets in, as far as a token tells?', () => {
  const official = (role: (typeof roleNames)[number]): Actor => ({
    kind: 'official',
    subject: 's',
    roles: [role],
    department: 'd',
    post: 'p',
    name: 'n',
  })
  const person = { name: 'n', idKind: 'residentId', idNumber: '1', realNameLevel: 'L2' } as const
  for (const route of routes) {
    const row = TABLE[nameOf(route)]
    if (row === undefined) throw new Error(`no row for ${nameOf(route)}`)
    const entered = (actor: Actor) => mayEnter(actor, route.rights).ok
    const may = (outcome: Outcome) => outcome === 'in' || outcome === 404
    const declared = {
      nobody: entered({ kind: 'nobody' }),
      applicant: entered({ kind: 'applicant', subject: 's', person }),
      ...Object.fromEntries(roleNames.map((role) => [role, entered(official(role))])),
    }
    expect([nameOf(route), declared]).toEqual([
      nameOf(route),
      {
        nobody: may(row.nobody),
        applicant: may(row.owner),
        ...Object.fromEntries(roleNames.map((role) => [role, isLetIn(row, role)])),
      },
    ])
    for (const kind of ['partner', 'clock'] as const) {
      expect([nameOf(route), kind, entered({ kind, subject: 'machine' })]).toEqual([
        nameOf(route),
        kind,
        row.nobody === 'in' || (kind === 'partner' && row.signed === true),
      ])
    }
    const scopes = SCOPES.filter((scope) =>
      entered({ kind: 'app', subject: 'key', scopes: [scope], purpose: 'p' }),
    )
    expect([nameOf(route), 'app', scopes]).toEqual([
      nameOf(route),
      'app',
      row.apps ?? (row.nobody === 'in' ? SCOPES : []),
    ])
  }
})

test('is docs/authorisation.md the matrix that the tests compare with?', () => {
  const path = 'docs/authorisation.md'
  if (process.env.WRITE_DOCUMENTS === '1') writeFileSync(path, printMatrix())
  expect(readFileSync(path, 'utf8'), `${path} is out of date: npm run documents`).toBe(printMatrix())
})
