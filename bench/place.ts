import { resolve } from 'node:path'

/** Where things lie. What a run makes is kept under `.wrangler`, out of git. */
export const BENCH = import.meta.dirname
export const ROOT = resolve(BENCH, '..')
export const MADE = resolve(BENCH, '.wrangler')

/** The Workers carry this date; the runtime of this folder knows no later one than its own release. */
export const COMPATIBILITY_DATE = '2026-07-01'
