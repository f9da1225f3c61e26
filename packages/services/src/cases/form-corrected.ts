import type { FieldError, Json } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { openApplication } from './open-application.ts'

/**
 * What a supplement corrects of the form 补正申请内容: laid over what was handed in, it has to pass the item's own form. Errors are told of
 * what is corrected alone: what was in order when it was handed in, or has been corrected before, is nobody's to mend here.
 */
export async function formErrors(
  ctx: Context,
  loaded: LoadedCase,
  corrected: Readonly<Record<string, unknown>>,
): Promise<readonly FieldError[]> {
  // Erased, there is nothing to correct, and the step says so.
  if (loaded.fold.erasedOn !== null) return []
  const { form } = await openApplication(ctx, loaded)
  const read = parseInput(loaded.item.form, over(asJson(form), asJson(corrected)), '/form')
  if (read.ok || read.failure.code !== 'invalidInput') return []
  const touched = pointersIn(asJson(corrected), '/form')
  return read.failure.errors.filter(({ pointer }) =>
    touched.some((each) => each === pointer || within(each, pointer) || within(pointer, each)),
  )
}

const within = (pointer: string, whole: string) => pointer.startsWith(`${whole}/`)

const isGroup = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Groups are corrected field by field, anything else as a whole. */
function over(was: Json | undefined, is: Json): Json {
  if (!isGroup(was) || !isGroup(is)) return is
  const changed = Object.entries(is).map(([name, value]) => [
    name,
    over(Object.hasOwn(was, name) ? was[name] : undefined, value),
  ])
  return Object.fromEntries([...Object.entries(was), ...changed])
}

/** Of each value that is corrected. */
const pointersIn = (value: Json, at: string): readonly string[] =>
  isGroup(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, each]) =>
        pointersIn(each, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      )
    : [at]

/** Guarantee: it was read from JSON. */
const asJson = (value: unknown) => value as Json
