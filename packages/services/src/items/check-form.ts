import { civilDateAt } from '@tongban/calendar'
import { claimOf, findItem } from '@tongban/catalogue'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import { idFaultText, parseIdentity } from '@tongban/privacy'
import type * as z from 'zod'
import { applicationSchema } from '../applications/body.ts'
import type { Context } from '../context.ts'

/**
 * Whether what was filled in so far is well formed, in the words of the item's own form: for a page that asks one thing at a
 * time. No register is asked, nothing of the merits is looked at, nothing is stored.
 */
export const formCheckSchema = applicationSchema
  .pick({ form: true, applicant: true, contact: true, delivery: true, representation: true })
  .partial({ applicant: true, contact: true, delivery: true, representation: true })

export function checkFilledIn(
  ctx: Context,
  code: string,
  { form, applicant }: z.infer<typeof formCheckSchema>,
): Result<{ readonly wellFormed: true }, Failure> {
  const on = civilDateAt(ctx.clock.now())
  const item = findItem(code, on)
  if (!item.ok) return item
  const claim = claimOf(ctx.region, item.value)
  if (!claim.ok) return claim
  const errors: FieldError[] = []
  if (applicant !== undefined) {
    const identity = parseIdentity(applicant.idKind, applicant.idNumber, on)
    if (!identity.ok) errors.push(idFaultText(identity.failure, '/applicant/idNumber'))
  }
  const read = parseInput(item.value.form, form, '/form')
  if (!read.ok && read.failure.code === 'invalidInput') errors.push(...read.failure.errors)
  return errors.length === 0 ? ok({ wellFormed: true }) : fail({ code: 'invalidInput', errors })
}
