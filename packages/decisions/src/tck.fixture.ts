/**
 * Reads test cases of the DMN TCK, level 2, from where they lie beside the project, and scores a model against
 * them: numbers to 1e-8 relative, everything else by equality, a null result for an expected error or nil.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InputJson } from './closures/bind.ts'

const ROOT = join(import.meta.dirname, '../../../../shared/vectors/dmn-tck-level2/compliance-level-2')

type Tag = {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Tag[]
  text: string
}
type TckCase = {
  readonly id: string
  readonly inputs: Record<string, InputJson>
  readonly expected: readonly { readonly decision: string; readonly value: InputJson }[]
}
export type TckModel = { readonly name: string; readonly xml: string; readonly cases: readonly TckCase[] }

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const decode = (text: string) => text.replaceAll(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all)

/** A well-formed test case file as a tree; enough for files of the kit, which hold no CDATA. */
function parseXml(xml: string): Tag {
  const root: Tag = { name: '', attributes: {}, children: [], text: '' }
  const open: Tag[] = [root]
  for (const [token] of xml.replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '').matchAll(/<[^>]+>|[^<]+/g)) {
    const top = open.at(-1) ?? root
    if (token.startsWith('</')) open.pop()
    else if (token.startsWith('<')) {
      const attributes = Object.fromEntries(
        [...token.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          decode(value),
        ]),
      )
      const tag: Tag = { name: /[\w:]+/.exec(token)?.[0] ?? '', attributes, children: [], text: '' }
      top.children.push(tag)
      if (!token.endsWith('/>')) open.push(tag)
    } else top.text += decode(token)
  }
  return root
}

const named = (tag: Tag, name: string) => tag.children.filter((child) => child.name === name)

/** The value of an input or expectation: a simple value, components, or a list of items. */
function readValue(tag: Tag): InputJson {
  const components = named(tag, 'component')
  if (components.length > 0)
    return Object.fromEntries(components.map((one) => [one.attributes.name, readValue(one)]))
  const [list] = named(tag, 'list')
  if (list !== undefined) return named(list, 'item').map(readValue)
  const [value] = named(tag, 'value')
  if (value === undefined || value.attributes['xsi:nil'] === 'true') return null
  const type = value.attributes['xsi:type']
  if (type === 'xsd:boolean') return value.text.trim() === 'true'
  return type === 'xsd:string' ? value.text : Number(value.text)
}

function readCases(xml: string): TckCase[] {
  const [suite] = named(parseXml(xml), 'testCases')
  return named(suite ?? parseXml(''), 'testCase').map((one) => ({
    id: one.attributes.id ?? '',
    inputs: Object.fromEntries(
      named(one, 'inputNode').map((node) => [node.attributes.name, readValue(node)]),
    ),
    expected: named(one, 'resultNode').map((node) => {
      const [expected] = named(node, 'expected')
      return {
        decision: node.attributes.name ?? '',
        value: expected === undefined ? null : readValue(expected),
      }
    }),
  }))
}

export function readTck(): TckModel[] {
  return readdirSync(ROOT)
    .sort()
    .map((name) => ({
      name,
      xml: readFileSync(`${ROOT}/${name}/${name}.dmn`, 'utf8'),
      cases: readdirSync(`${ROOT}/${name}`)
        .filter((file) => file.endsWith('.xml'))
        .flatMap((file) => readCases(readFileSync(`${ROOT}/${name}/${file}`, 'utf8'))),
    }))
}

export function sameAs(expected: InputJson, given: unknown): boolean {
  if (typeof expected === 'number') {
    const number = Number(given)
    return given !== null && Math.abs(number - expected) <= 1e-8 * Math.max(1, Math.abs(expected))
  }
  if (typeof expected !== 'object' || expected === null) return expected === given
  if (typeof given !== 'object' || given === null || Array.isArray(expected) !== Array.isArray(given))
    return false
  const wanted = new Map<string, InputJson | undefined>(Object.entries(expected))
  const found = new Map<string, unknown>(Object.entries(given))
  return (
    wanted.size === found.size && [...wanted].every(([key, value]) => sameAs(value ?? null, found.get(key)))
  )
}
