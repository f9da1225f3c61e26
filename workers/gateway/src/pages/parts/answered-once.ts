import type { ProblemBody } from '@tongban/http'
import { type Json, ok, type Result } from '@tongban/kernel'
import { ANSWER_SECONDS, openAnswer, sealAnswer } from '@tongban/services'
import type * as z from 'zod'
import type { Visit } from '../visit.ts'

/** What this very form was answered before, where this browser has it; else it is asked, and a good answer kept for a reload. */
export async function answeredOnce<T>(
  v: Visit,
  schema: z.ZodType<T>,
  ask: () => Promise<Result<T, ProblemBody>>,
): Promise<Result<T, ProblemBody>> {
  const form = v.form.text('once')
  const kept = v.cookie('answer')
  const before = kept === undefined || form === '' ? undefined : await openAnswer(v.desk, form, kept)
  const read = before === undefined ? null : schema.safeParse(before)
  if (read?.success) return ok(read.data)
  const answered = await ask()
  if (!answered.ok || form === '') return answered
  const sealed = await sealAnswer(v.desk, form, jsonOf(answered.value))
  if (sealed !== null) v.setCookie('answer', sealed, ANSWER_SECONDS)
  return answered
}

/** Guarantee: it was read from JSON. */
const jsonOf = (value: unknown) => value as Json
