/**
 * How a form's field is asked for: its name as a person reads it, what helps to answer it, the words of its values, and when
 * it is asked at all. It stands with the field itself, in the JSON Schema too; the questions of an item are made of it.
 */
import * as z from 'zod'
import type { Text } from './item.ts'
import { VALUE_WORDS } from './value-words.ts'

export type Asking = Text & {
  readonly hint?: Text
  /** Another answer, or the `situation`, that this one is asked for. */
  readonly when?: { readonly path: string; readonly in: readonly string[] }
  /** What each situation leaves to choose from; one value alone is not asked for. */
  readonly bySituation?: Readonly<Record<string, readonly (string | boolean)[]>>
  /** A register or the sign-in gives it, so nobody is asked (在线政务服务规定 7). */
  readonly given?: true
  /** Nothing is missing without it. */
  readonly optional?: true
  /** Text of several lines. */
  readonly long?: true
  /** A commitment: only yes can be said of it, or nothing. */
  readonly commitment?: true
}

/** The field with how it is asked for; the check is the same. */
export const ask = <T extends z.ZodType>(
  field: T,
  zh: string,
  en: string,
  more: Omit<Asking, 'zh' | 'en'> = {},
) => field.meta({ title: `${zh} ${en}`, ask: { zh, en, ...more } satisfies Asking })

/** One of several, each with its words; those of this field come before the common ones. */
export function choice<const V extends readonly [string, ...string[]]>(
  values: V,
  own: Partial<Record<V[number], Text>> = {},
) {
  const words: Readonly<Record<string, Text | undefined>> = { ...VALUE_WORDS, ...own }
  return z.enum(values).meta({
    words: Object.fromEntries(values.map((value) => [value, words[value] ?? { zh: value, en: value }])),
  })
}
