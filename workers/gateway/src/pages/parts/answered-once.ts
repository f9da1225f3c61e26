import type { ProblemBody } from '@tongban/http'
import { type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { ANSWER_SECONDS, openAnswer, sealAnswer } from '@tongban/services'
import type * as z from 'zod'
import type { Visit } from '../visit.ts'

/** What this very form was answered before, where this browser has it; else it is asked, and a good answer kept for a reload. */
export async function answeredOnce<T>(
  v: Visit,
  schema: z.ZodType<T>,
  ask: () => Promise<Result<T, ProblemBody>>,
): Promise<Result<T, ProblemBody>> {
  const form = await formOf(v)
  const kept = v.cookie('answer')
  const before = kept === undefined ? undefined : await openAnswer(v.desk, form, kept)
  const read = before === undefined ? null : schema.safeParse(before)
  if (read?.success) return ok(read.data)
  const answered = await ask()
  if (!answered.ok) return answered
  const sealed = await sealAnswer(v.desk, form, jsonOf(answered.value))
  if (sealed !== null) v.setCookie('answer', sealed, ANSWER_SECONDS)
  return answered
}

/** Which form was sent: from which page and by whom, and all that stands in it. Of another question there is no answer. */
function formOf({ path, form, cookie, session }: Visit): Promise<string> {
  const said = form
    .names()
    .filter((name) => name !== 'csrf')
    .map((name) => [name, form.all(name)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sha256Hex(JSON.stringify([path, cookie('form') ?? null, session?.idHash ?? null, said]))
}

/** Guarantee: it was read from JSON. */
const jsonOf = (value: unknown) => value as Json
