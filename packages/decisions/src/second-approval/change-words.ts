/** A change put into a sentence that reads well aloud. */
import type { Json } from '@tongban/kernel'
import { SOME_ANSWER } from './candidates.ts'
import type { FactDefinition, FactStatus } from './fact.ts'
import { valueWords } from './value-words.ts'

export type Change =
  | {
      readonly kind: 'fact'
      readonly name: string
      /** Status the fact had. */
      readonly status: FactStatus
      readonly from: Json
      readonly to: Json
    }
  | { readonly kind: 'wait'; readonly until: string }

export function sentenceOf(
  changes: readonly Change[],
  definitions: readonly FactDefinition[],
): { readonly zh: string; readonly en: string } {
  const parts = changes.map((change) => partOf(change, definitions))
  return {
    zh: `如果${parts.map(({ zh }) => zh).join('，并且')}，而其他情况不变，本申请会当即获批。`,
    en: `If ${parts.map(({ en }) => en).join(', and ')}, and all else were the same, the application would have been approved at once.`,
  }
}

function partOf(change: Change, definitions: readonly FactDefinition[]) {
  if (change.kind === 'wait')
    return {
      zh: `在 ${change.until} 或以后申请`,
      en: `the application were made on ${change.until} or later`,
    }
  const { name, status, from, to } = change
  const definition = definitions.find((candidate) => candidate.name === name)
  const zh = definition?.zh ?? name
  const en = definition?.en ?? name
  if (status === 'contradictory')
    return { zh: `填写的“${zh}”与登记一致`, en: `“${en}” in the form agreed with the register` }
  if (to === null) return { zh: `不填写“${zh}”`, en: `“${en}” were left empty` }
  const leftOpen = from === null && definition?.values !== undefined
  if (leftOpen || to === SOME_ANSWER || (Array.isArray(to) && to[0] === SOME_ANSWER))
    return { zh: `填写“${zh}”`, en: `“${en}” were filled in` }
  const example = definition?.example
  if (example !== undefined && Array.isArray(to) && Array.isArray(from) && from.length === 0)
    return {
      zh: `“${zh}”选用公布目录中的用语，例如“${example.zh}”`,
      en: `“${en}” named a term of the published catalogue, such as “${example.en}”`,
    }
  if (Array.isArray(to) && Array.isArray(from))
    return { zh: `“${zh}”去掉其中一项`, en: `one entry of “${en}” were left out` }
  const value = valueWords(to, definition)
  return { zh: `“${zh}”为“${value.zh}”`, en: `“${en}” were “${value.en}”` }
}
