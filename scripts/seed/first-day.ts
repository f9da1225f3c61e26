import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import type { Places } from '../region/places.ts'
import { Trouble } from '../say.ts'
import { todayInShanghai } from './day.ts'

/**
 * The civil day from which the ages of the made-up people are counted: that of the first start, for all regions of a
 * folder together. Kept, so that whoever has applied is the same person when the regions are started again in another
 * month, or their clock is moved.
 */
const schema = z.strictObject({ firstDay: z.iso.date() })

export function firstDayOf({ folder }: Places, now: number): string {
  const file = resolve(folder, '..', 'first-day.json')
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    // Whole or not at all: another region may read it meanwhile. Both write the same day.
    writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ firstDay: todayInShanghai(now) })}\n`)
    renameSync(`${file}.${process.pid}`, file)
  }
  const read = schema.safeParse(asJson(readFileSync(file, 'utf8')))
  if (read.success) return read.data.firstDay
  throw new Trouble(
    `${file} 已损坏。请删除 .tongban 后重试。`,
    `${file} is damaged. Delete .tongban and try again.`,
  )
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}
