/** What a file must not be before any parser looks at it: too large, too deep, or with declarations of its own. */
import { fail, ok, type Result } from '@tongban/kernel'
import type { Failure } from '../feel/stop.ts'

const MAX_XML_BYTES = 1_048_576
const MAX_XML_DEPTH = 64

/** Spans that hold no tags. */
const OPAQUE = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Where the tag that opens at `from` ends; quoted attribute values may hold `>`. */
function endOfTag(xml: string, from: number): number {
  let quote = ''
  for (let at = from + 1; at < xml.length; at += 1) {
    const letter = xml[at] ?? ''
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at
  }
  return xml.length
}

/** Deepest nesting of tags, in one pass and without a stack. */
function depthOf(xml: string): number {
  let depth = 0
  let deepest = 0
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const opaque = OPAQUE.find(([start]) => xml.startsWith(start, at))
    if (opaque !== undefined) {
      const end = xml.indexOf(opaque[1], at + opaque[0].length)
      if (end < 0) break
      at = end
      continue
    }
    const end = endOfTag(xml, at)
    if (xml[at + 1] === '/') depth -= 1
    else if (xml[end - 1] !== '/') depth += 1
    if (depth > deepest) deepest = depth
    at = end
  }
  return deepest
}

export function guardXml(xml: string): Result<string, Failure> {
  const tooLarge = xml.length > MAX_XML_BYTES || new TextEncoder().encode(xml).length > MAX_XML_BYTES
  if (tooLarge) return fail({ code: 'xmlTooLarge', detail: '1 MiB' })
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml))
    return fail({ code: 'xmlDoctype', detail: '' })
  if (depthOf(xml) > MAX_XML_DEPTH) return fail({ code: 'xmlTooDeep', detail: String(MAX_XML_DEPTH) })
  return ok(xml)
}
