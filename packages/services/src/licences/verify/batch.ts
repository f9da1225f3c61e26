import { type EpochMs, type Failure, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import type { Verdict } from '@tongban/verifier'
import { spendQuota } from '../../api-keys/spend.ts'
import type { Context } from '../../context.ts'
import { issuerOf } from '../issuer-of.ts'
import { useOf } from '../uses.ts'
import { askAllShown, type ShownQuestion } from './ask.ts'
import { type BatchInput, questionOf, shownSchema } from './body.ts'
import { malformed } from './findings.ts'
import { recordUses } from './record.ts'

/**
 * Up to a hundred licences at once, each answered as by itself. They share the status lists: one is loaded at most once,
 * however many of them it is of, and nonces are taken together. What is malformed is answered in its place; of an app's
 * quota each counts.
 */
export async function verifyBatch(
  ctx: Context,
  { items, use: stated }: BatchInput,
): Promise<Result<{ readonly verdicts: readonly Verdict[] }, Failure>> {
  const use = await useOf(ctx, stated)
  if (!use.ok) return use
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  // The request itself was counted when its key was looked at.
  const spent = await spendQuota(ctx, items.length - 1)
  if (!spent.ok) return spent
  const now = ctx.clock.now()
  const asked = items.map((item, at) => askedBy(item, `/items/${at}`))
  const verdicts = await askAllShown(
    ctx,
    issuer.value,
    asked.map((each) => (each.ok ? each.value : null)),
  )
  const answered = asked.map((each, at): Answered => answerTo(each, verdicts[at] ?? null, now))
  await recordUses(ctx, use.value, answered)
  return ok({ verdicts: answered.map(({ verdict }) => verdict) })
}

type Answered = { readonly way: 'credential' | 'paper'; readonly verdict: Verdict }

function answerTo(question: Result<ShownQuestion, Failure>, verdict: Verdict | null, now: EpochMs): Answered {
  if (question.ok && verdict !== null) return { way: question.value.way, verdict }
  if (question.ok) throw new Error('a question was not answered')
  const { failure } = question
  const errors = failure.code === 'invalidInput' ? failure.errors : []
  return { way: 'credential', verdict: malformed(errors, now) }
}

function askedBy(item: unknown, pointer: string): Result<ShownQuestion, Failure> {
  const read = parseInput(shownSchema, item, pointer)
  if (!read.ok) return read
  const question = questionOf(read.value, pointer)
  if (!question.ok) return question
  const { value } = question
  // No schema of what is shown has a code, nor the holder without whom an identifier is refused.
  if (value.way === 'code' || value.way === 'identifier')
    throw new Error(`a batch does not ask by ${value.way}`)
  return ok(value)
}
