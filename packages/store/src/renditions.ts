import * as STATEMENTS from './compiled/statements.ts'
import type { OutboxRow } from './outbox.ts'
import type { licenceRenditions } from './schema/index.ts'
import { command, select } from './statement.ts'

/** Statements of the fixed-layout files 版式文件 of licences, and of the orders for them. */
export type RenditionRow = typeof licenceRenditions.$inferSelect
export type RenditionOrderRow = Pick<OutboxRow, 'state' | 'attempts'>

export const insertRendition = /* @__PURE__ */ command<RenditionRow>(STATEMENTS.insertRendition)
export const reorderRendition = /* @__PURE__ */ command<OutboxRow>(STATEMENTS.reorderRendition)
export const renditionsOf = /* @__PURE__ */ select<RenditionRow, { readonly identifier: string }>(
  STATEMENTS.renditionsOf,
)
export const renditionOrderOf = /* @__PURE__ */ select<RenditionOrderRow, { readonly id: string }>(
  STATEMENTS.renditionOrderOf,
)
