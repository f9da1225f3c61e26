/** The clauses of CX/1 as the two pages of the protocol state them: docs/protocol.md and docs/protocol.zh-CN.md. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export type ClauseId = `CX-${string}`
export type Clause = { readonly id: ClauseId; readonly zh: string; readonly en: string }

const DOCS = resolve(import.meta.dirname, '../docs')

/** Text by number, in order. */
export function clausesIn(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(resolve(DOCS, page), 'utf8')
  const found = [...text.matchAll(/^- \*\*(CX-\d\d)\*\* (.+)$/gm)]
  return new Map(found.map(([, id = '', sentence = '']) => [id, sentence]))
}

export function readClauses(): readonly Clause[] {
  const en = clausesIn('protocol.md')
  const zh = clausesIn('protocol.zh-CN.md')
  return [...en].map(([id, text]) => ({ id: asClauseId(id), zh: zh.get(id) ?? '', en: text }))
}

/** Guarantee: the pattern that found it. */
const asClauseId = (id: string) => id as ClauseId
