/**
 * Signatures written the plain way, as this implementation writes them: one, under its label, of bare names and the known
 * parameters. They are read and their base is made without taking headers apart in general. Whatever is written otherwise,
 * or covers anything else, is null here and goes the general way, which says the same of these.
 */
import type { MessageDescriptor, SignatureComponent } from 'http-message-sig'

type PlainComponent = {
  /** As it stands in the header: `"cx-from"`, `"signature";key="cx";req`. */
  readonly text: string
  readonly name: string
  readonly key: string | null
  readonly ofRequest: boolean
}
export type PlainSignature = {
  readonly components: readonly PlainComponent[]
  readonly parameters: ReadonlyMap<string, string | number>
  /** What stands behind the label, and in the base as `@signature-params`. */
  readonly written: string
  /** Base64 of 64 bytes, as it stands in the header. */
  readonly signature: string
}

const COMPONENT = /^"(@?[a-z0-9][a-z0-9._-]*)"(?:(?:;key="([a-z]+)")?(;req))?$/
/** Serialised as RFC 9651 does it: no sign, no zero in front, nothing escaped. */
const PARAMETER = /^([a-z]+)=(?:(0|[1-9]\d{0,14})|"([\x20\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]*)")$/
const SIGNATURE = /^([a-z]+)=(:[A-Za-z0-9+/]{85}[AQgw]==:)$/
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/
const TARGET = /^https?:\/\/[\x21\x22\x24-\x7e]+$/

/** Both headers; null where either is not plain. */
export function readPlain(input: string, signature: string, label: string): PlainSignature | null {
  const end = input.lastIndexOf(')')
  const opening = `${label}=(`
  if (!input.startsWith(opening) || end < 0) return null
  const given = memberOf(signature, label)
  if (given === null) return null
  const components: PlainComponent[] = []
  for (const text of input.slice(opening.length, end).split(' ')) {
    const read = readComponent(text)
    if (read === null || components.some((other) => other.text === text)) return null
    components.push(read)
  }
  const parameters = readParameters(input.slice(end + 1))
  if (parameters === null) return null
  const written = input.slice(label.length + 1)
  return { components, parameters, written, signature: given.slice(1, -1) }
}

function readComponent(text: string): PlainComponent | null {
  const [, name, key = null, req] = COMPONENT.exec(text) ?? []
  return name === undefined ? null : { text, name, key, ofRequest: req !== undefined }
}

function readParameters(text: string): PlainSignature['parameters'] | null {
  const parameters = new Map<string, string | number>()
  const [front, ...parts] = text.split(';')
  if (front !== '') return null
  for (const part of parts) {
    const [, name, number, quoted] = PARAMETER.exec(part) ?? []
    if (name === undefined || parameters.has(name)) return null
    parameters.set(name, quoted ?? Number(number))
  }
  return parameters
}

/** The one member of a header `signature`, `:…:`; null where it is another, or there are more. */
function memberOf(header: string, label: string): string | null {
  const [, name, member = null] = SIGNATURE.exec(header) ?? []
  return name === label ? member : null
}

/** How a component is written; the library sorts its parameters alike. */
export function writtenComponent(component: SignatureComponent): string {
  if (typeof component === 'string') return `"${component}"`
  const { key, req } = component.parameters
  return `"${component.name}"${key === undefined ? '' : `;key="${String(key)}"`}${req === undefined ? '' : ';req'}`
}

/** How what is covered and stated is written; null where it cannot be written plainly. */
export function writePlain(
  components: readonly SignatureComponent[],
  parameters: Readonly<Record<string, string | number>>,
): Pick<PlainSignature, 'components' | 'written'> | null {
  const read: PlainComponent[] = []
  for (const component of components) {
    const plain = readComponent(writtenComponent(component))
    if (plain === null) return null
    read.push(plain)
  }
  const stated = Object.entries(parameters)
    .map(([name, value]) => `;${name}=${typeof value === 'number' ? value : `"${value}"`}`)
    .join('')
  if (readParameters(stated)?.size !== Object.keys(parameters).length) return null
  return { components: read, written: `(${read.map(({ text }) => text).join(' ')})${stated}` }
}

/** RFC 9421 §2.5; null where something is covered that is not there, or not plain. */
export function plainBase(
  message: MessageDescriptor,
  { components, written }: Pick<PlainSignature, 'components' | 'written'>,
): string | null {
  let base = ''
  for (const component of components) {
    const value = coveredText(message, component)
    if (value === null) return null
    base += `${component.text}: ${value}\n`
  }
  return `${base}"@signature-params": ${written}`
}

function coveredText(message: MessageDescriptor, { name, key, ofRequest }: PlainComponent): string | null {
  const of = ofRequest ? (message.kind === 'response' ? message.request : undefined) : message
  if (of === undefined || !('kind' in of)) return null
  if (name.startsWith('@')) return key === null ? derivedOf(of, name) : null
  const [field, ...more] = of.fields.filter((each) => each.name === name)
  if (field === undefined || more.length > 0 || !VALUE.test(field.value)) return null
  if (key === null) return field.value
  return name === 'signature' ? memberOf(field.value, key) : null
}

function derivedOf(of: MessageDescriptor, name: string): string | null {
  if (of.kind === 'response') return name === '@status' ? String(of.status) : null
  if (name === '@method') return /^[A-Z]+$/.test(of.method) ? of.method : null
  return name === '@target-uri' && TARGET.test(of.targetUri) ? of.targetUri : null
}
