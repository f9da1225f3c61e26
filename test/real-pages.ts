import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { upstreamFor } from '../workers/gateway/src/upstreams.ts'
import { door as supervision } from '../workers/supervision/src/door.ts'
import type { PageVisitor } from './authorisation/pages.ts'
import { advertising, handIn } from './case-steps.ts'
import { dueCard, dueNotice } from './due-notices.ts'
import type { Send } from './kit.ts'
import { applicantOf, officialWho, type Somebody, somebody } from './pages.ts'
import { ratedBadly } from './rectified.ts'
import { type Citizen, DB, publish, RULES, tokenOf, worker } from './region.ts'

/** The pages over the real doors, with something of everything: a case decided and one asked for more, a bad rating, a notice. */

export const realDoors: Send = async (request) =>
  upstreamFor(request)?.row.name === 'supervision'
    ? supervision.fetch(request, env, createExecutionContext())
    : worker(request)

/** What parts of addresses may stand for. */
export type Known = Readonly<Record<string, readonly string[]>>

/** Addresses of a page with what is known. */
export const addressesOf = (path: string, known: Known): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].reduce<readonly string[]>(
    (made, [part, name = '']) =>
      made.flatMap((each) =>
        (known[name] ?? ['1']).map((value) => each.replace(part, encodeURIComponent(value))),
      ),
    [path],
  )

/** A notice and a card of supervision. */
const SAID = '00000000-0000-7000-a000-000000000001'
const first = async (sql: string) =>
  (await DB.prepare(sql).all<{ it: string | number }>()).results.map(({ it }) => String(it)).slice(0, 2)

/** `said` is what the bad rating says. */
export async function everythingThere(said: string) {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  const { number, caseNumber, person, token } = await ratedBadly({ text: said })
  const asked = await handIn((who) => advertising(who, { materials: [] }), person)
  await dueNotice(SAID, Date.now())
  await dueCard(SAID, Date.now())
  const known: Known = {
    code: ['elderly-allowance'],
    itemCode: ['elderly-allowance'],
    caseNumber: [caseNumber, asked.number],
    number: [number],
    identifier: await first('SELECT identifier AS it FROM licences LIMIT 1'),
    documentNumber: await first('SELECT document_number AS it FROM documents LIMIT 1'),
    id: [...(await first('SELECT id AS it FROM rule_versions LIMIT 1')), SAID],
    step: ['who', 'situation'],
  }
  return {
    known,
    token,
    person,
    visitor: (visitor: PageVisitor, name = '') => visitorOf(person, visitor, name),
  }
}

/** The applicant is whose case it is; `after` stands behind everybody's name. */
async function visitorOf(person: Citizen, visitor: PageVisitor, after: string): Promise<Somebody> {
  if (visitor === 'nobody') return somebody(null)
  const who =
    visitor === 'applicant'
      ? { ...(await applicantOf(person.idNumber, person.name)), token: await tokenOf(person, 'L3') }
      : await officialWho(visitor)
  const { actor } = who
  return somebody({
    ...who,
    actor:
      actor.kind === 'applicant'
        ? { ...actor, person: { ...actor.person, name: `${actor.person.name}${after}` } }
        : { ...actor, name: `${actor.name}${after}` },
  })
}
