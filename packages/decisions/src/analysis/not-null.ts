/** What is known not to be null at a place, because a condition around it says so. */
import { canonicalJson } from '@tongban/kernel'
import type { Node } from '../plan/plan.ts'
import type { Type } from '../plan/type.ts'
import { asJson } from './meaning.ts'

export type Local = { readonly nullable: boolean; readonly whole: boolean; readonly type: Type | undefined }
export type Scope = {
  readonly locals: ReadonlyMap<string, Local>
  /** Expressions that are not null here, because a condition says so. */
  readonly given: ReadonlySet<string>
}
export const TOP: Scope = { locals: new Map(), given: new Set() }

/** Names and paths are the same wherever they stand; of other expressions that is not said. */
export const keyOf = (node: Node) =>
  node.k === 'var' || node.k === 'path' ? canonicalJson(asJson(node)) : null
export const given = (scope: Scope, keys: ReadonlySet<string>): Scope =>
  keys.size === 0 ? scope : { ...scope, given: new Set([...scope.given, ...keys]) }

/** What a condition of this truth says is not null. */
export function known(node: Node, isSo: boolean): ReadonlySet<string> {
  if (node.k === (isSo ? 'and' : 'or')) return new Set(node.of.flatMap((part) => [...known(part, isSo)]))
  if (node.k === 'call' && node.fn === 'not' && node.args[0] !== undefined) return known(node.args[0], !isSo)
  if (node.k !== 'cmp' || node.op !== (isSo ? '!=' : '=')) return new Set()
  const other = isNullLiteral(node.l) ? node.r : isNullLiteral(node.r) ? node.l : undefined
  const key = other === undefined ? null : keyOf(other)
  return key === null ? new Set() : new Set([key])
}
export const isNullLiteral = (node: Node) => node.k === 'lit' && node.v === null
