import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { Trouble } from '../say.ts'
import { type Places, ROOT } from './places.ts'

/**
 * How far the clocks of the development regions run ahead, for all regions together: they sign to each other with the
 * time. Written by `npm run clock`, followed by `npm start`. Time goes forward or back to now; no deployment reads this.
 */

/** As far as the Workers take it. */
export const MOST_AHEAD_MS = 2 * 366 * 86_400_000
const schema = z.strictObject({ aheadMs: z.int().min(0).max(MOST_AHEAD_MS) })

export const clockFileOf = (root = ROOT) => resolve(root, '.tongban', 'clock.json')
/** What a region runs by: the same file beside its folder, and the file in it that says how far it has followed. */
const fileFor = ({ folder }: Places) => resolve(folder, '..', 'clock.json')
const reachedBy = ({ folder }: Places) => resolve(folder, 'clock.json')

export function readAhead(file: string): number {
  const text = textOf(file)
  if (text === undefined) return 0
  const read = schema.safeParse(JSON.parse(text))
  if (read.success) return read.data.aheadMs
  throw new Trouble(
    `${file} 不是时钟文件。请删除后重试。`,
    `${file} is no clock file. Delete it and try again.`,
  )
}

export const aheadFor = (places: Places): number => readAhead(fileFor(places))
/** The time in a region of these places. */
export const nowThere = (places: Places, now = Date.now()): number => now + aheadFor(places)

/** Whole or not at all, since others read it meanwhile. */
export async function writeAhead(file: string, aheadMs: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, `${JSON.stringify({ aheadMs })}\n`)
  await rename(`${file}.new`, file)
}

/** A region runs by this time now, and its cron has been fired at it. */
export const writeReached = (places: Places, aheadMs: number) => writeAhead(reachedBy(places), aheadMs)
export const reachedAhead = (places: Places): number => readAhead(reachedBy(places))

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}
