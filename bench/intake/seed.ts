import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../place.ts'
import type { Person } from './people.ts'
import type { Region } from './region.ts'
import type { Scenario } from './scenario.ts'

/** As many records as one delivery takes. */
const DELIVERY = 500

/** Fills a database through the product's doors: registers delivered, rules published by two people. */
export async function seed(
  { door, rules }: { readonly door: URL; readonly rules: URL },
  region: Region,
  { item, registersOf }: Scenario,
  people: readonly Person[],
  { now, today }: { readonly now: number; readonly today: string },
): Promise<void> {
  const [admin, drafter, approver] = await Promise.all([
    region.official('admin', 'admin'),
    region.official('publisher', 'drafter'),
    region.official('publisher', 'approver'),
  ])
  for (const { source, records } of registersOf(people, today)) {
    const delivered = records.map((record) => ({ ...record, sourceAt: now }))
    // A register without a record is delivered too.
    for (let from = 0; from === 0 || from < delivered.length; from += DELIVERY) {
      await call(door, 'PUT', `/approvals/v1/registries/${source}/records`, admin, {
        asOf: now,
        records: delivered.slice(from, from + DELIVERY),
      })
    }
  }
  const dmn = readFileSync(resolve(ROOT, `packages/catalogue/src/items/${item}/rules.dmn`), 'utf8')
  const draft = { itemCode: item, effectiveOn: today, dmn, note: 'bench' }
  const { id } = z
    .looseObject({ id: z.string() })
    .parse(await call(rules, 'POST', '/approvals/v1/rules', drafter, draft))
  await call(rules, 'POST', `/approvals/v1/rules/${id}/submit`, drafter)
  await call(rules, 'POST', `/approvals/v1/rules/${id}/approve`, approver)
}

export async function call(
  door: URL,
  method: string,
  path: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(new URL(path, door), {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
