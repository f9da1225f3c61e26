/** DMN XML of version 1.1 to 1.5 to the tree of its definitions. Publish time only. */
import { fail, ok, type Result } from '@tongban/kernel'
import { DmnModdle } from 'dmn-moddle'
import { type Place, type Refusal, refusal } from '../publish/refusal.ts'
import { children, type Element, kind, text } from './element.ts'
import { guardXml } from './guard.ts'
import { asDmn13 } from './namespace.ts'

const FILE: Place = { element: 'definitions' }
const firstLine = (message: string) =>
  message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The offending part alone, without the parser's line and column, which the shim has shifted. */
function unknownPart(message: string): string {
  const lines = firstLine(message)
  const nested = lines.find((line) => line.startsWith('nested error:'))
  return nested?.replace('nested error:', '').trim() ?? lines[0] ?? message
}

/** Attributes that later versions added to the drawing and that say nothing about rules. */
const DRAWING_ONLY = /^unknown attribute <(useAlternativeInputDataShape|isListedInputDataShape)>$/

type Parsed = Awaited<ReturnType<DmnModdle['fromXML']>>

async function parse(xml: string): Promise<Result<Parsed, string>> {
  try {
    return ok(await new DmnModdle().fromXML(asDmn13(xml)))
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

export async function readDmn(xml: string): Promise<Result<Element, readonly Refusal[]>> {
  const guarded = guardXml(xml)
  if (!guarded.ok) return fail([refusal(FILE, guarded.failure.code, guarded.failure.detail)])
  const parsed = await parse(xml)
  if (!parsed.ok) {
    const [first = ''] = firstLine(parsed.failure)
    const isOther = first.startsWith('failed to parse document as')
    return fail([refusal(FILE, isOther ? 'notDmn' : 'xmlBroken', isOther ? '' : unknownPart(parsed.failure))])
  }
  const { rootElement, warnings } = parsed.value
  const unread = warnings.filter(({ message }) => !DRAWING_ONLY.test(message))
  if (unread.length > 0) {
    return fail(unread.map(({ message }) => refusal(FILE, 'partNotSupported', unknownPart(message))))
  }
  const definitions: Element = Object(rootElement)
  const imports = children(definitions, 'import')
  if (imports.length > 0) {
    return fail(imports.map((one) => refusal(FILE, 'importNotSupported', text(one, 'namespace') ?? '')))
  }
  return kind(definitions) === 'Definitions'
    ? ok(definitions)
    : fail([refusal(FILE, 'notDmn', kind(definitions))])
}
