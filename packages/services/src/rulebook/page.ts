import { claimOf, findItem } from '@tongban/catalogue'
import { type Failure, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { conditionText, type Language, labelIn, lexiconOf } from '../rules/lexicon.ts'
import { readPublishedRules, type WhichVersion } from '../rules/read.ts'
import {
  columnLabel,
  GENERAL,
  parameterWords,
  type RowWords,
  rowWords,
  sourceWords,
  titleOf,
} from '../rules/text.ts'
import { departmentName } from './list.ts'
import { type StatedFact, statedFacts } from './stated.ts'

/**
 * The published rules of one item as a page shows them: the same words as the text, in parts; each row as a sentence and as
 * cells; and the facts that anybody may try them with. In the language of the reader.
 */
export type RulebookPage = {
  readonly item: string
  readonly department: string
  readonly code: string
  readonly version: number
  readonly effectiveOn: string
  readonly approvedAt: number | null
  readonly hash: string
  readonly note: string
  readonly stopped: boolean
  readonly versions: readonly {
    readonly version: number
    readonly effectiveOn: string
    readonly hash: string
    readonly note: string
  }[]
  readonly tables: readonly {
    readonly name: string
    readonly title: string
    /** How the rows go together. */
    readonly policy: string
    readonly columns: readonly string[]
    readonly rows: readonly (RowWords & { readonly cells: readonly string[] })[]
  }[]
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  readonly always: readonly string[]
  readonly sources: readonly { readonly name: string; readonly facts: readonly string[] }[]
  /** Values worked out between the tables, as written. */
  readonly expressions: readonly { readonly label: string; readonly name: string; readonly text: string }[]
  readonly facts: readonly StatedFact[]
}

export async function readRulebookPage(
  ctx: Context,
  code: string,
  which: WhichVersion,
  language: Language,
): Promise<Result<RulebookPage, Failure>> {
  const found = await readPublishedRules(ctx, code, which)
  if (!found.ok) return found
  const rules = found.value
  const known = findItem(code, rules.effectiveOn)
  if (!known.ok) return known
  const item = known.value
  const claim = claimOf(ctx.region, item)
  if (!claim.ok) return claim
  const lexicon = lexiconOf(item, rules, language)
  const { version, effectiveOn, approvedAt, hash, note, stopped } = rules
  return ok({
    code,
    item: item.taskName[language],
    department: departmentName(ctx, claim.value.department)[language],
    version,
    effectiveOn,
    approvedAt,
    hash,
    note,
    stopped,
    versions: rules.versions.map((each) => ({
      version: each.version,
      effectiveOn: each.effectiveOn,
      hash: each.hash,
      note: each.note,
    })),
    tables: rules.tables.map((table) => ({
      name: table.name,
      title: titleOf(table.name, language),
      policy: table[language],
      columns: table.inputs.map((column) => columnLabel(column, language)),
      rows: table.rows.map((row) => ({
        ...rowWords(table, row, { language, lexicon, item }),
        cells: row.inputs.map((cell) => (cell === '-' ? '' : conditionText(cell, lexicon, language))),
      })),
    })),
    parameters: parameterWords(rules, language),
    always: GENERAL.map((rule) => rule[language]),
    sources: sourceWords(item.facts, claim.value.staleAfterHours, language),
    expressions: rules.expressions.map(({ label, name, text }) => ({
      label: labelIn(label, language),
      name,
      text,
    })),
    facts: statedFacts(item, { region: ctx.region.code, claim: claim.value }, language),
  })
}
