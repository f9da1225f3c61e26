/** What a file must not be before any parser looks at it: too large, too deep, or with declarations of its own. */
import { fail, ok, type Result } from '@tongban/kernel'
import type { Failure } from '../feel/stop.ts'
import { CAPS } from '../publish/caps.ts'

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

/** Deepest nesting of tags and their number, in one pass and without a stack; it ends where a limit is passed. */
function measure(xml: string): { readonly depth: number; readonly elements: number } {
  let depth = 0
  let deepest = 0
  let elements = 0
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const opaque = OPAQUE.find(([start]) => xml.startsWith(start, at))
    if (opaque !== undefined) {
      const end = xml.indexOf(opaque[1], at + opaque[0].length)
      if (end < 0) break
      at = end
      continue
    }
    const end = endOfTag(xml, at)
    const closes = xml[at + 1] === '/'
    if (closes) depth -= 1
    else {
      elements += 1
      if (xml[end - 1] !== '/') depth += 1
    }
    if (depth > deepest) deepest = depth
    if (deepest > CAPS.fileDepth || elements > CAPS.fileElements) break
    at = end
  }
  return { depth: deepest, elements }
}

export function guardXml(xml: string): Result<string, Failure> {
  const { fileBytes, fileDepth, fileElements } = CAPS
  const tooLarge = xml.length > fileBytes || new TextEncoder().encode(xml).length > fileBytes
  if (tooLarge) return fail({ code: 'xmlTooLarge', detail: `${fileBytes / 1024} KiB` })
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml))
    return fail({ code: 'xmlDoctype', detail: '' })
  const { depth, elements } = measure(xml)
  if (depth > fileDepth) return fail({ code: 'xmlTooDeep', detail: String(fileDepth) })
  if (elements > fileElements) return fail({ code: 'xmlTooManyParts', detail: String(fileElements) })
  return ok(xml)
}
