/**
 * Who would be treated differently by a new version of the rules: per table an exact comparison over the values of its
 * columns, each difference with an application where one is found; what changed in parameters, expressions and rows;
 * and, apart from these, what was reworded without any effect. 个人信息保护法 24: equal treatment has to be shown.
 */
import { canonicalJson, type Json } from '@tongban/kernel'
import { bindInputs, loadPlan, type Model } from '../closures/model.ts'
import type { Plan, Table } from '../plan/plan.ts'
import { tablesOf } from '../plan/walk.ts'
import { toJson } from '../values/to-json.ts'
import { unknownWithin } from '../values/value.ts'
import { givenFor, nameRow, restriction } from './analyse.ts'
import { Candidates, Dependencies } from './candidates.ts'
import { type Context, contextOf, decisionOf } from './context.ts'
import type {
  Answered,
  DifferenceReport,
  ExpressionChange,
  RowDifference,
  TableDifference,
  Treated,
} from './difference-report.ts'
import type { Box } from './grid.ts'
import { Meanings } from './meaning.ts'
import { type AnalysisOptions, LISTED, nullableBy, STEPS, TRIALS } from './options.ts'
import { parameterChanges } from './parameter-changes.ts'
import { type Changed, COLLECTING, Comparison } from './region.ts'
import { otherwiseOf, rowText, sense, sideOf } from './row-sense.ts'
import { type RowChange, rowChanges } from './rows.ts'
import { seek } from './seek.ts'
import { SpaceBuilder } from './space.ts'
import { Applications, describeRegion, nested, type Witness } from './witness.ts'

export function difference(oldPlan: Plan, newPlan: Plan, options: AnalysisOptions = {}): DifferenceReport {
  const meanings = new Meanings()
  const contexts = [contextOf(oldPlan, meanings, options), contextOf(newPlan, meanings, options)] as const
  const comparison = new PlanComparison(contexts, options)
  const parameters = parameterChanges(oldPlan.constants, newPlan.constants)
  const expressions = comparison.expressions()
  const tables = comparison.tables()
  const inputs = named(oldPlan.inputs, newPlan.inputs)
  const isEqual =
    expressions.length === 0 &&
    tables.every((one) => one.kind === 'compared' && one.regions === 0 && one.decided)
  return { parameters, inputs, expressions, tables, equal: isEqual }
}

type Named = readonly { readonly name: string }[]
const named = (old: Named, now: Named) => ({
  added: now.filter(({ name }) => !old.some((one) => one.name === name)).map(({ name }) => name),
  removed: old.filter(({ name }) => !now.some((one) => one.name === name)).map(({ name }) => name),
})

class PlanComparison {
  private readonly contexts: readonly [Context, Context]
  private readonly options: AnalysisOptions
  private readonly models: readonly [Model, Model]
  private readonly candidates: Candidates

  constructor(contexts: readonly [Context, Context], options: AnalysisOptions) {
    this.contexts = contexts
    this.options = options
    const [old, now] = contexts
    this.models = [loadPlan(old.plan), loadPlan(now.plan)]
    this.candidates = new Candidates([old.plan, now.plan], nullableBy(options))
  }

  /** Decisions that are expressions and mean something else, or are new or gone. */
  expressions(): readonly ExpressionChange[] {
    const [old, now] = this.contexts
    const names = [...new Set([...old.plan.decisions, ...now.plan.decisions].map(({ name }) => name))]
    return names.flatMap((name): ExpressionChange[] => {
      const from = old.plan.decisions.find((one) => one.name === name)
      const to = now.plan.decisions.find((one) => one.name === name)
      if (from !== undefined && to !== undefined && from.text === null && to.text === null) return []
      if ((from ?? to)?.text === null && (from === undefined || to === undefined)) return []
      const isSame =
        from !== undefined &&
        to !== undefined &&
        old.meaning.nameOf(from.body) === now.meaning.nameOf(to.body)
      if (isSame) return []
      const shown = from === undefined || to === undefined ? null : this.differing(name)
      return [
        {
          name,
          label: to?.label ?? from?.label ?? name,
          from: from?.text ?? null,
          to: to?.text ?? null,
          shown,
        },
      ]
    })
  }

  private differing(name: string): ExpressionChange['shown'] {
    const paths = new Set(
      this.contexts.flatMap(({ plan }) => {
        const body = plan.decisions.find((one) => one.name === name)?.body
        return body === undefined ? [] : [...new Dependencies(plan).of(body)]
      }),
    )
    const inputs = seek([...paths], this.candidates, this.options.trials ?? TRIALS, (found) => {
      const [a, b] = this.values(name, found)
      return a !== undefined && b !== undefined && canonicalJson(a) !== canonicalJson(b)
    })
    if (inputs === null) return null
    const [from = null, to = null] = this.values(name, inputs)
    return { inputs, from, to }
  }

  /** What both versions give; undefined where a version does not know. */
  private values(name: string, inputs: Readonly<Record<string, Json>>): readonly (Json | undefined)[] {
    const json = nested(new Map(Object.entries(inputs)))
    return this.models.map((model) => {
      const bound = bindInputs(model, json)
      if (bound.errors.length > 0) return undefined
      const value = model
        .evaluate({ inputs: bound.values, decisions: [name], ...givenFor(model.plan, name) })
        .valueOf(name)
      return unknownWithin(value) === undefined ? toJson(value) : undefined
    })
  }

  tables(): readonly TableDifference[] {
    const [old, now] = this.contexts.map(({ plan }) => tablesOf(plan))
    const names = [...new Set([...(old ?? []), ...(now ?? [])].map(({ name }) => name))]
    return names.flatMap((name): TableDifference[] => {
      const from = old?.find((one) => one.name === name)
      const to = now?.find((one) => one.name === name)
      if (from !== undefined && to !== undefined) return [this.compare(from, to)]
      const table = from ?? to
      return table === undefined ? [] : [this.single(table, from === undefined ? 'added' : 'removed')]
    })
  }

  private single(table: Table, kind: 'added' | 'removed'): TableDifference {
    const context = this.contexts[kind === 'added' ? 1 : 0]
    const texts = table.inputs.map(({ text }) => text)
    return {
      table: table.name,
      label: decisionOf(context.plan, table)?.label ?? table.name,
      kind,
      hit: { from: kind === 'added' ? null : table.hit, to: kind === 'added' ? table.hit : null },
      columns: { added: kind === 'added' ? texts : [], removed: kind === 'added' ? [] : texts },
      rows: table.rows.map((_, row) => ({
        kind,
        row: nameRow(context.plan, table, row),
        parts: [],
        from: kind === 'added' ? null : rowText(table, row),
        to: kind === 'added' ? rowText(table, row) : null,
      })),
      withoutEffect: [],
      treated: [],
      regions: 0,
      decided: false,
    }
  }

  private compare(from: Table, to: Table): TableDifference {
    const [old, now] = this.contexts
    const builder = new SpaceBuilder(this.contexts)
    builder.add(from, 0, restriction(old.plan, from))
    builder.add(to, 1, restriction(now.plan, to))
    const space = builder.build()
    const was = sense(from, space.tables[0] ?? [], old)
    const is = sense(to, space.tables[1] ?? [], now)
    const changes = rowChanges([from, to], [was, is])
    const isWhole = from.hit !== to.hit || otherwiseOf(from, old) !== otherwiseOf(to, now)
    const differs = (change: RowChange) =>
      change.kind !== 'changed' ||
      was[change.from]?.effect !== is[change.to]?.effect ||
      (change.parts.includes('place') && !COLLECTING.has(to.hit))
    const apart = changes.filter(differs)
    const olds = new Set(apart.flatMap((one) => (one.kind === 'added' ? [] : [one.from])))
    const news = new Set(apart.flatMap((one) => (one.kind === 'removed' ? [] : [one.to])))
    const cancels = COLLECTING.has(from.hit) && from.hit === to.hit
    const sides = [
      sideOf(from, was, old, space.tables[0] ?? [], cancels ? olds : null),
      sideOf(to, is, now, space.tables[1] ?? [], cancels ? news : null),
    ] as const
    const rootsOf = (rows: ReadonlySet<number>, at: 0 | 1) =>
      [...rows].flatMap((row) => space.tables[at]?.[row] ?? [])
    const roots: readonly Box[] = isWhole ? [space.grid.full] : [...rootsOf(olds, 0), ...rootsOf(news, 1)]
    const listed = this.options.listed ?? LISTED
    const budget = { left: this.options.steps ?? STEPS }
    const compared = new Comparison(space.grid, sides, budget, listed).run(roots, space.walls)
    const tooMany = space.tables.some((rows) => rows.includes(undefined))
    const isGlobal = decisionOf(old.plan, from) !== undefined && decisionOf(now.plan, to) !== undefined
    const applications =
      isGlobal && compared.changed.length > 0
        ? new Applications(
            space,
            this.contexts,
            this.candidates,
            this.options.trials ?? TRIALS,
            this.neededBy([from, to]),
          )
        : null
    const treated = compared.changed.map((one) => {
      const columns = describeRegion(space, one.region)
      const inputs = applications?.find(one.region, (found) => this.isTreatedApart(to.name, found)) ?? null
      return this.treated(one, [from, to], {
        inputs,
        telling: applications?.telling(one.region) ?? [],
        columns,
        shown: inputs === null ? 'columns' : 'application',
      })
    })
    const hasEffect = (change: RowChange) =>
      !compared.decided ||
      tooMany ||
      (change.kind !== 'added' && compared.involved[0].has(change.from)) ||
      (change.kind !== 'removed' && compared.involved[1].has(change.to))
    const describe = (change: RowChange) => this.rowDifference(change, from, to)
    return {
      table: to.name,
      label: decisionOf(now.plan, to)?.label ?? to.name,
      kind: 'compared',
      hit: { from: from.hit, to: to.hit },
      columns: {
        added: to.inputs
          .map(({ text }) => text)
          .filter((text) => !from.inputs.some((one) => one.text === text)),
        removed: from.inputs
          .map(({ text }) => text)
          .filter((text) => !to.inputs.some((one) => one.text === text)),
      },
      rows: changes.filter((change) => differs(change) && hasEffect(change)).map(describe),
      withoutEffect: changes.filter((change) => !(differs(change) && hasEffect(change))).map(describe),
      treated,
      regions: compared.total,
      decided: compared.decided && !tooMany,
    }
  }

  /** Inputs that what the rows give is worked out from. */
  private neededBy(tables: readonly [Table, Table]): readonly string[] {
    const paths = tables.flatMap((table, at) => {
      const dependencies = new Dependencies(this.contexts[at === 0 ? 0 : 1].plan)
      return table.rows.flatMap(({ outputs }) => outputs.flatMap(({ e }) => [...dependencies.of(e)]))
    })
    return [...new Set(paths)]
  }

  private isTreatedApart(name: string, inputs: Readonly<Record<string, Json>>): boolean {
    const [a, b] = this.values(name, inputs)
    return a !== undefined && b !== undefined && canonicalJson(a) !== canonicalJson(b)
  }

  private treated(changed: Changed, [from, to]: readonly [Table, Table], witness: Witness): Treated {
    const values = witness.inputs === null ? [] : this.values(to.name, witness.inputs)
    const answered = (at: 0 | 1, table: Table, rows: readonly number[]): Answered => ({
      rows: rows.map((row) => nameRow(this.contexts[at].plan, table, row)),
      gives: rows.map((row) => (table.rows[row]?.outputs ?? []).map(({ text }) => text).join(', ')),
      value: values[at],
    })
    return {
      witness,
      from: answered(0, from, changed.old.rows),
      to: answered(1, to, changed.now.rows),
      outputs: witness.inputs === null ? changed.outputs : 'different',
    }
  }

  private rowDifference(change: RowChange, from: Table, to: Table): RowDifference {
    const [old, now] = this.contexts
    return {
      kind: change.kind,
      row:
        change.kind === 'removed' ? nameRow(old.plan, from, change.from) : nameRow(now.plan, to, change.to),
      parts: change.kind === 'changed' ? change.parts : [],
      from: change.kind === 'added' ? null : rowText(from, change.from),
      to: change.kind === 'removed' ? null : rowText(to, change.to),
    }
  }
}
