import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod'
import { call, mustCall } from '../region/call.ts'
import { ROOT } from '../region/places.ts'
import type { Region } from '../region/regions.ts'

/**
 * Publishes the rules of every 秒批 item that has none yet, as a region does it: one publisher drafts and submits,
 * which makes the report on the version, another approves.
 */
export type Publishers = { readonly drafter: string; readonly approver: string }

const ITEMS = resolve(ROOT, 'packages/catalogue/src/items')
const RULES = 'rules.dmn'

export const itemsWithRules = () =>
  readdirSync(ITEMS).filter((code) => existsSync(resolve(ITEMS, code, RULES)))

export async function publishRules(
  region: Region,
  publishers: Publishers,
  effectiveOn: string,
): Promise<void> {
  for (const itemCode of itemsWithRules()) {
    if (!(await isPublished(region, itemCode, publishers.drafter))) {
      await publish(region, itemCode, publishers, effectiveOn)
    }
  }
}

async function isPublished(region: Region, itemCode: string, token: string): Promise<boolean> {
  const { status } = await call(region, 'GET', `/approvals/v1/items/${itemCode}/rules`, token)
  return status === 200
}

const drafted = z.looseObject({ id: z.string() })

async function publish(
  region: Region,
  itemCode: string,
  { drafter, approver }: Publishers,
  effectiveOn: string,
): Promise<void> {
  const dmn = await readFile(resolve(ITEMS, itemCode, RULES), 'utf8')
  const note = '演示规则，首次发布 Demonstration rules, first publication'
  const draft = await mustCall(region, 'POST', '/approvals/v1/rules', drafter, {
    itemCode,
    effectiveOn,
    dmn,
    note,
  })
  const { id } = drafted.parse(draft)
  await mustCall(region, 'POST', `/approvals/v1/rules/${id}/submit`, drafter)
  await mustCall(region, 'POST', `/approvals/v1/rules/${id}/approve`, approver)
}
