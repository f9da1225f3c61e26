/** A value a rule compares with is one of the values the compared thing can have; a slip of the pen is refused. */
import { readFileSync } from 'node:fs'
import { compileDmn, type Plan } from '@tongban/decisions'
import { describe, expect, test } from 'vitest'
import { CASES } from './items/cases.ts'

const textOf = (code: string) => readFileSync(`${import.meta.dirname}/items/${code}/rules.dmn`, 'utf8')

/** Where a literal text is compared: in a cell of a condition, after `=` or `!=`, or in a list after `in`. */
function compared(xml: string): readonly { readonly at: number; readonly length: number }[] {
  const spans = [
    ...xml.matchAll(/<inputEntry [^>]*><text>([^<]*)<\/text>/g),
    ...xml.matchAll(/!?= "\w+"/g),
    ...xml.matchAll(/ in \(("\w+"(?:, )?)+\)/g),
  ]
  return spans.flatMap(({ 0: span, index }) =>
    [...span.matchAll(/"[^"=]+"(?=[^"]*(?:$|"))/g)].flatMap((found) =>
      /^"[A-Za-z]\w*"$/.test(found[0]) && !isAttribute(span, found.index)
        ? [{ at: index + found.index, length: found[0].length }]
        : [],
    ),
  )
}

/** The quotes of XML attributes stand before the text begins. */
const isAttribute = (span: string, at: number) =>
  span.startsWith('<inputEntry') && at < span.indexOf('<text>')

type Node = Plan['decisions'][number]['body']
type Table = Extract<Node, { readonly k: 'table' }>['table']
const tableOf = (node: Node): readonly Table[] =>
  node.k === 'table' ? [node.table] : node.k === 'conform' ? tableOf(node.of) : []

describe.each(Object.keys(CASES))('%s', (code) => {
  test('does every text a cell compares with lie in the declared values of its column?', async () => {
    const plan = await compileDmn(textOf(code))
    if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
    let seen = 0
    for (const table of plan.value.decisions.flatMap(({ body }) => tableOf(body)))
      for (const [column, { type, text }] of table.inputs.entries()) {
        const literals = table.rows.flatMap(({ cells }) =>
          [...(cells[column]?.text ?? '').matchAll(/"([^"]*)"/g)].map(([, literal]) => literal ?? ''),
        )
        if (literals.length === 0) continue
        const allowed = typeof type === 'object' && 'allowed' in type ? type.allowed.text : ''
        for (const literal of literals)
          expect([text, allowed]).toEqual([text, expect.stringContaining(`"${literal}"`)])
        seen += literals.length
      }
    expect(seen).toBeGreaterThan(3)
  })

  test('is a slip of the pen in any of them refused at publication?', { timeout: 30_000 }, async () => {
    const xml = textOf(code)
    const places = compared(xml)
    expect(places.length).toBeGreaterThan(12)
    for (const { at, length } of places) {
      const end = at + length - 1
      const slipped = `${xml.slice(0, end)}x${xml.slice(end)}`
      const result = await compileDmn(slipped)
      const codes = result.ok ? [] : result.failure.map((refusal) => refusal.code)
      expect([xml.slice(at, end + 1), codes]).toEqual([
        xml.slice(at, end + 1),
        expect.arrayContaining(['valueNotAllowed']),
      ])
    }
  })
})
