import type { Item } from '@tongban/catalogue'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import type { Application, FormValues } from './body.ts'

/** Checks the form against the item's own schema, and that the situation 情形 is one of the item's. */
export function checkForm(item: Item, application: Application): Result<FormValues, Failure> {
  const situations = item.situations.map((situation) => situation.code)
  if (situations.length > 0 && !situations.includes(application.situation)) {
    const known = situations.join(', ')
    const error = {
      pointer: '/situation',
      zh: `情形应为以下之一：${known}。`,
      en: `The situation must be one of: ${known}.`,
    }
    return fail({ code: 'invalidInput', errors: [error] })
  }
  const read = parseInput(item.form, application.form, '/form')
  return read.ok ? ok(asFormValues(read.value)) : read
}

/** Guarantee: the value came from JSON and has passed the item's form, which is a strict object. */
const asFormValues = (value: unknown) => value as FormValues
