import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createGateway } from '../workers/gateway/src/gateway.tsx'
import { countTrips } from './counted-database.ts'
import { type Citizen, coldIsolate, DB } from './region.ts'

/**
 * The pages over the real doors and one database, in which each trip to it is counted, whoever of them makes it. Who signs
 * in is somebody of the tests, in place of the demonstration's people.
 */
const WORKERS = [
  'APPROVALS',
  'CASEWORK',
  'OVERVIEWS',
  'RULES',
  'LICENCES',
  'EXCHANGE',
  'HANDOVERS',
  'OVERSIGHT',
  'EVALUATIONS',
] as const
const ORIGIN = 'http://region.test'

export type PageVisitor = {
  readonly key: string
  readonly subject: string
  readonly claims: Readonly<Record<string, unknown>>
}
export const asVisitor = (key: string, { name, idNumber }: Citizen): PageVisitor => ({
  key,
  subject: `person-${idNumber.slice(6, 17)}`,
  claims: { name, id_kind: 'residentId', id_number: idNumber, real_name_level: 'L3' },
})
export const asOfficialVisitor = (role: string, department = 'services'): PageVisitor => ({
  key: role,
  subject: `${role}-1`,
  claims: { name: `演示${role}`, roles: [role], department, post: role, region: '510116' },
})

export function openPages(people: readonly PageVisitor[]) {
  const { counted, taken } = countTrips(DB)
  const doors = { fetch: coldIsolate({ DB: counted }) }
  const nothing = { fetch: async () => new Response(null, { status: 404 }) }
  const bindings = {
    ...env,
    DB: counted,
    ...Object.fromEntries(WORKERS.map((name) => [name, doors])),
    SUPERVISION: nothing,
    ASSETS: nothing,
    JOBS: { run: async () => undefined },
    TONGBAN_REGION_NAME: '成都市双流区 Shuangliu',
    TONGBAN_LAST_MIGRATION: '0000_none.sql',
    TONGBAN_CLIENT_ADDRESS_HEADER: 'cf-connecting-ip',
    TONGBAN_DEMO_KEY: env.TEST_SIGNING_KEY,
    TONGBAN_DEMO_PEOPLE: JSON.stringify(people.map((each) => ({ ...each, name: each.key, zh: '', en: '' }))),
  }
  const gateway = createGateway({ log: () => undefined })
  const send = async (path: string, init: RequestInit = {}) => {
    const context = createExecutionContext()
    const response = await gateway.fetch(
      new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init }),
      bindings,
      context,
    )
    await waitOnExecutionContext(context)
    return response
  }
  const cookiesOf = (response: Response) =>
    response.headers.getSetCookie().map((text) => text.slice(0, text.indexOf(';')))
  /** The cookies of somebody signed in. */
  const signIn = async (key: string): Promise<string> => {
    const shown = await send('/sign-in/demo')
    const form = cookiesOf(shown)
    const [, csrf = ''] = /name="csrf" value="([0-9a-f]+)"/.exec(await shown.text()) ?? []
    const kind = people.find((each) => each.key === key)?.claims.roles === undefined ? 'person' : 'official'
    const answer = await send('/sign-in/demo', {
      method: 'POST',
      headers: { cookie: form.join('; '), origin: ORIGIN },
      body: new URLSearchParams({ csrf, as: kind, [kind]: key, to: '/' }),
    })
    if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
    return [...form, ...cookiesOf(answer)].join('; ')
  }
  /** Sends a form with what is hidden in those of a page that is looked at before. */
  const postFrom = async (
    at: string,
    path: string,
    fields: Readonly<Record<string, string>>,
    cookie: string,
  ) => {
    const shown = await send(at, { headers: { cookie } })
    const hidden = [...(await shown.text()).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const body = new URLSearchParams([
      ...hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
      ...Object.entries(fields),
    ])
    const known = [cookie, ...cookiesOf(shown)].filter((each) => each !== '').join('; ')
    return send(path, { method: 'POST', headers: { cookie: known, origin: ORIGIN }, body })
  }
  /** Sends the form that stands on a page. */
  const post = (path: string, fields: Readonly<Record<string, string>>, cookie: string) =>
    postFrom(path, path, fields, cookie)
  return {
    signIn,
    post,
    postFrom,
    cookiesOf,
    /** A page as it is looked at, and how many trips to the database that took. */
    look: async (path: string, cookie = '') => {
      taken()
      const response = await send(path, { headers: { cookie } })
      return { status: response.status, text: await response.text(), trips: taken() }
    },
    /** Sends the form that stands on a page; where it leads. */
    submit: async (path: string, fields: Readonly<Record<string, string>>, cookie: string) => {
      const answer = await post(path, fields, cookie)
      if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
      return answer.headers.get('Location') ?? ''
    },
  }
}
