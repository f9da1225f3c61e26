/** What a region sets for a version, as it is written in a form. */
type Parameters = Readonly<Record<string, string | number | boolean>>

/** `name = value` a line; null where a line is not so. Numbers and truths are what they look like. */
export function parametersIn(text: string): Parameters | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => /^\s*(\w+)\s*[=＝]\s*(.*?)\s*$/.exec(line))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', plain(pair?.[2] ?? '')]))
}

function plain(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text.replaceAll(/^"|"$/g, '')
}
