import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Verdict } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { useOf } from '../uses.ts'
import { askShown } from './ask.ts'
import { type BatchInput, type Question, questionOf } from './body.ts'
import { recordUses } from './record.ts'

/**
 * Up to a hundred licences at once, each answered as by itself. They share the status lists: one is loaded at most once,
 * however many of them it is of.
 */
export async function verifyBatch(
  ctx: Context,
  { items, use: stated }: BatchInput,
): Promise<Result<{ readonly verdicts: readonly Verdict[] }, Failure>> {
  const use = useOf(ctx, stated)
  if (!use.ok) return use
  const asked: Extract<Question, { way: 'credential' | 'paper' }>[] = []
  const errors = []
  for (const [at, item] of items.entries()) {
    const question = questionOf(item, `/items/${at}`)
    if (!question.ok) {
      if (question.failure.code !== 'invalidInput') return question
      errors.push(...question.failure.errors)
    } else if (question.value.way === 'credential' || question.value.way === 'paper')
      asked.push(question.value)
  }
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const verdicts = await Promise.all(asked.map((each) => askShown(ctx, each)))
  await recordUses(
    ctx,
    use.value,
    verdicts.map((verdict, at) => ({ way: asked[at]?.way ?? 'credential', verdict })),
  )
  return ok({ verdicts })
}
