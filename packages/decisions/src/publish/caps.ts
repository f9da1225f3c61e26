/**
 * How much a model may hold. Whoever drafts is known, but a slip of an editor or a planted file must not cost the
 * Worker seconds before it is refused: everything below is counted before the work it would cause. The figures are
 * several times what the largest published model of the catalogue needs (94 KB, 2,032 elements, 590 cells, 15 KB of
 * expressions), and keep a publication at the limit below about a second.
 */
import type { Type } from '../plan/type.ts'
import { sizeOfType } from '../plan/type-size.ts'

export const CAPS = {
  /** A file of this size is read in a tenth of a second. */
  fileBytes: 524_288,
  /** Editors nest about a dozen. */
  fileDepth: 64,
  /** Opening tags: each becomes an object before anything else can be looked at. */
  fileElements: 8_000,
  /** Decisions, inputs and knowledge models together: each is checked against those it may name. */
  elements: 500,
  /** One expression, in characters, syntax levels and syntax nodes: the readers go down level by level. */
  expressionLength: 6_000,
  expressionDepth: 200,
  expressionNodes: 2_000,
  /** All expressions and cells together. */
  textLength: 60_000,
  /** Cells of one table, headings not counted; a person cannot check more either. */
  tableCells: 3_000,
  tableColumns: 64,
  /** Entries of one boxed context: each may use all before it. */
  contextEntries: 200,
  /** One type written out in full: types that hold each other twice double with every level. */
  typeParts: 2_000,
  typeDepth: 32,
  /** All types as the plan carries them, written out wherever they are used. */
  planTypeParts: 50_000,
} as const

/** What of a type is beyond its limit, or null. */
export function typeOver(type: Type): string | null {
  const { parts, depth } = sizeOfType(type)
  if (parts > CAPS.typeParts) return `${parts} > ${CAPS.typeParts}`
  return depth > CAPS.typeDepth ? `${depth} > ${CAPS.typeDepth}` : null
}
