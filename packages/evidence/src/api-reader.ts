/** Reads a region's evidence from its API, a page at a time. How a path is asked for is up to the caller. */
import * as z from 'zod'
import type { AuditReader } from './audit.ts'
import { type PublicKey, publicKeysSchema } from './audit-keys.ts'
import type { RecordRow } from './record.ts'

/** Answers the JSON body at a path of the region, such as `/approvals/v1/evidence/keys`; throws when there is none. */
export type GetJson = (path: string) => Promise<unknown>

const ROOT = '/approvals/v1/evidence'
const daysPage = z.object({
  days: z.array(z.object({ on: z.string(), statement: z.string() })),
  next: z.string().nullable(),
})
const leavesPage = z.object({
  leaves: z.array(z.tuple([z.int(), z.string(), z.string()])),
  next: z.int().nullable(),
})
const rowsPage = z.object({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  next: z.int().nullable(),
})

/** `pinned`: the keys the auditor trusts; without them, those the region itself names. */
export async function apiReader(get: GetJson, pinned?: readonly PublicKey[]): Promise<AuditReader> {
  return {
    keys: pinned ?? publicKeysSchema.parse(await get(`${ROOT}/keys`)).keys,
    async *days() {
      for (let after: string | null = ''; after !== null; ) {
        const page = daysPage.parse(await get(`${ROOT}/days${after === '' ? '' : `?after=${after}`}`))
        yield* page.days
        after = page.next
      }
    },
    async *leaves(on) {
      for (let number: number | null = 0; number !== null; ) {
        const page = leavesPage.parse(await get(`${ROOT}/days/${on}/leaves?page=${number}`))
        yield* page.leaves
        number = page.next
      }
    },
    async *rows(kind) {
      for (let after: number | null = 0; after !== null; ) {
        const page = rowsPage.parse(await get(`${ROOT}/rows/${kind}?after=${after}`))
        yield* page.rows.map(asRow)
        after = page.next
      }
    },
  }
}

const placed = z.looseObject({ row: z.int(), at: z.number() })

function asRow(row: Readonly<Record<string, string | number | null>>): RecordRow {
  const { row: number, at } = placed.parse(row)
  return { ...row, row: number, at }
}
