/**
 * A text that names days worked out of the facts, `{eligibleOn}`, told where there are no facts: the clause that speaks of them
 * is left out; `word` stands in for them where that is the whole text.
 */
export function withoutPlaces(text: string, word: string, stop: string): string {
  const first = text.search(/\{\w+\}/)
  if (first < 0) return text
  const clause = /^(.+)[：；，,;:]/s.exec(text.slice(0, first))?.[1]
  return clause === undefined ? text.replaceAll(/\{\w+\}/g, word) : `${clause}${stop}`
}
