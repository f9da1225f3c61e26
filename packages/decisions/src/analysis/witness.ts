/**
 * An application that shows a finding: inputs for which the columns take values of a region. Columns that are inputs
 * are set; those worked out from inputs are reached by trying values at which the rules can change their answer. An
 * application is given only when the engine, evaluating it, confirms the finding; else the witness stays in terms of
 * the columns and says so.
 */
import type { Json } from '@tongban/kernel'
import type { InputJson } from '../closures/bind.ts'
import { bindInputs, loadPlan, type Model } from '../closures/model.ts'
import type { Node, Plan } from '../plan/plan.ts'
import { walkNode } from '../plan/walk.ts'
import { toJson } from '../values/to-json.ts'
import { unknownWithin, type Value } from '../values/value.ts'
import { type Candidates, Dependencies } from './candidates.ts'
import type { Context } from './context.ts'
import type { Box } from './grid.ts'
import type { Axis, Space } from './space-shape.ts'

/** What a column has to be. `value` stands for all the region allows in it. */
export type ColumnWitness = {
  /** Where two versions are compared and the column, or what it is compared with, is of one of them. */
  readonly version?: 'old' | 'new'
  /** The column as the table heads it. */
  readonly column: string
  readonly text: string
  /** The value, or absent where only a relation or a condition is asked of it. */
  readonly value?: Json
  /** `< earliestApplicationOn`, `list contains "x"`, a condition as the cell has it. */
  readonly condition?: string
}

export type Witness = {
  /** Inputs as they stand in an application, by dotted path; null where none was found. */
  readonly inputs: Readonly<Record<string, Json>> | null
  /** The inputs among them that the finding depends on; the others only make the application whole. */
  readonly telling: readonly string[]
  readonly columns: readonly ColumnWitness[]
  /** `application`: the engine confirms it for `inputs`. `columns`: only for these values of the columns. */
  readonly shown: 'application' | 'columns'
}

type Assignment = Map<string, Json>
type Located = readonly number[]
const PROBE = 'probe '

export class Applications {
  private readonly space: Space
  private readonly models: readonly Model[]
  /** For each axis its places in the models' probes. */
  private readonly probes: readonly (readonly { model: number; name: string }[])[]
  private readonly wanted: readonly (readonly string[])[]
  private readonly paths: readonly (readonly string[])[]
  private readonly candidates: Candidates
  private readonly trials: number
  private readonly also: readonly string[]
  private seed = 20_261_122

  /** `also`: inputs to be given besides those the columns depend on. */
  constructor(
    space: Space,
    contexts: readonly Context[],
    candidates: Candidates,
    trials: number,
    also: readonly string[] = [],
  ) {
    this.also = also
    this.space = space
    this.candidates = candidates
    this.trials = trials
    const bodies = contexts.map((): Plan['decisions'][number][] => [])
    this.probes = space.axes.map((axis) =>
      axis.probes.map(({ context, node }) => {
        const list = bodies[context] ?? []
        const name = `${PROBE}${list.length}`
        const base = {
          name,
          id: null,
          label: '',
          description: null,
          type: 'Any',
          requires: [],
          text: null,
        } as const
        list.push({ ...base, body: node })
        return { model: context, name }
      }),
    )
    this.models = contexts.map(({ plan }, at) => {
      const added = (bodies[at] ?? []).map((one) => ({ ...one, requires: askedFor(plan, one.body) }))
      return loadPlan({ ...plan, decisions: [...plan.decisions, ...added] })
    })
    this.wanted = bodies.map((list) => list.map(({ name }) => name))
    const dependencies = contexts.map(({ plan }) => new Dependencies(plan))
    this.paths = space.axes.map((axis) => {
      // A column that can only have one value is not to be reached by inputs.
      if (axis.size === 1) return []
      const found = axis.probes.flatMap(({ context, node }) => [...(dependencies[context]?.of(node) ?? [])])
      return [...new Set(found)]
    })
  }

  /** Inputs that put every axis into the region, and that `confirm` agrees to. */
  find(
    region: Box,
    confirm: (inputs: Readonly<Record<string, Json>>) => boolean,
  ): Readonly<Record<string, Json>> | null {
    const { grid, axes } = this.space
    const asked = axes.flatMap((_, at) => (grid.isFree(region, at) ? [] : [at]))
    const paths = [...new Set([...this.paths.flat(), ...this.also])]
    const choices = new Map(paths.map((path) => [path, this.choicesOf(path, region)] as const))
    let left = this.trials
    const misses = (assignment: Assignment): readonly number[] => {
      left -= 1
      const located = this.locate(assignment)
      return asked.filter((at) => !grid.holds(region, at, located[at] ?? -1))
    }
    for (let round = 0; left > 0; round += 1) {
      let current: Assignment = new Map(
        paths.map((path) => [path, this.pick(choices.get(path) ?? [], round)] as const),
      )
      let missed = misses(current)
      while (missed.length > 0 && left > 0) {
        const next = this.step(current, missed, choices, misses, () => left > 0)
        if (next === null) break
        current = next.assignment
        missed = next.missed
      }
      const inputs = Object.fromEntries(current)
      if (missed.length === 0 && confirm(inputs)) return inputs
      if (asked.length === 0 || paths.length === 0) return null
    }
    return null
  }

  /** The inputs that the restricted columns of a region depend on. */
  telling(region: Box): readonly string[] {
    const asked = this.paths.flatMap((paths, at) => (this.space.grid.isFree(region, at) ? [] : paths))
    return [...new Set(asked)]
  }

  /** The best change of one input, or of two, that leaves fewer axes outside. */
  private step(
    current: Assignment,
    missed: readonly number[],
    choices: ReadonlyMap<string, readonly Json[]>,
    misses: (assignment: Assignment) => readonly number[],
    mayGoOn: () => boolean,
  ): { assignment: Assignment; missed: readonly number[] } | null {
    const near = [...new Set(missed.flatMap((at) => this.paths[at] ?? []))]
    for (const path of near) {
      for (const value of choices.get(path) ?? []) {
        if (!mayGoOn()) return null
        const assignment = new Map(current).set(path, value)
        const then = misses(assignment)
        if (then.length < missed.length) return { assignment, missed: then }
      }
    }
    for (let tries = 0; tries < 120 && mayGoOn() && near.length > 1; tries += 1) {
      const assignment = new Map(current)
      for (let moved = 0; moved < 2 + (tries % 3); moved += 1) {
        const path = near[this.below(near.length)] ?? ''
        const values = choices.get(path) ?? []
        if (values.length > 0) assignment.set(path, values[this.below(values.length)] ?? null)
      }
      const then = misses(assignment)
      if (then.length < missed.length) return { assignment, missed: then }
    }
    return null
  }

  /** Candidates of an input; where a column is the input itself, values of the region alone. */
  private choicesOf(path: string, region: Box): readonly Json[] {
    const { grid, axes } = this.space
    const speaking = axes.flatMap((_, at) => (this.paths[at]?.includes(path) === true ? [at] : []))
    const direct = speaking.filter((at) => this.isDirect(at))
    const [only] = direct
    if (only !== undefined && speaking.length === 1) return this.standIns(only, region)
    let values = this.candidates.of(path)
    for (const at of direct) {
      values = [...(grid.isFree(region, at) ? [] : this.standIns(at, region)), ...values]
      const kept = values.filter((value) => this.isWithin(at, path, value, region))
      if (kept.length > 0) values = kept
    }
    return values
  }

  /** Whether a column is an input as it is. */
  private isDirect(at: number): boolean {
    const axis = this.space.axes[at]
    if (axis?.kind !== 'value' || axis.column.subject === 'given' || this.paths[at]?.length !== 1)
      return false
    const [probe] = axis.probes
    const isPlain = probe?.node.k === 'var' || probe?.node.k === 'path'
    return isPlain && !isDecision(axis, this.models)
  }

  /** Values that stand for the cells of a region, the plainest first. */
  private standIns(at: number, region: Box): readonly Json[] {
    const axis = this.space.axes[at]
    if (axis?.kind !== 'value') return []
    const cells = someCells(this.space, region, at)
    const values = cells.map((cell) => axis.values.atoms[cell] ?? null)
    return [
      ...values.filter(isPlainest),
      ...values.filter((value) => !isPlainest(value) && value !== null),
      ...values.filter((value) => value === null),
    ]
      .slice(0, 16)
      .map(toJson)
  }

  private isWithin(at: number, path: string, value: Json, region: Box): boolean {
    const axis = this.space.axes[at]
    const [probe] = this.probes[at] ?? []
    const model = this.models[probe?.model ?? 0]
    if (axis === undefined || probe === undefined || model === undefined) return false
    const inputs = bindInputs(model, nested(new Map([[path, value]]))).values
    const found = model.evaluate({ inputs, decisions: [probe.name] }).valueOf(probe.name)
    return unknownWithin(found) === undefined && this.space.grid.holds(region, at, axis.locate([found]))
  }

  private pick(values: readonly Json[], round: number): Json {
    return (round === 0 ? values[0] : values[this.below(values.length)]) ?? null
  }

  private below(limit: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0
    return limit === 0 ? 0 : Math.floor((this.seed / 4_294_967_296) * limit)
  }

  private locate(assignment: Assignment): Located {
    const inputs = nested(assignment)
    const values = this.models.map((model, at): ReadonlyMap<string, Value> => {
      const decisions = this.wanted[at] ?? []
      if (decisions.length === 0) return new Map()
      const evaluation = model.evaluate({ inputs: bindInputs(model, inputs).values, decisions })
      return new Map(decisions.map((name) => [name, evaluation.valueOf(name)]))
    })
    return this.space.axes.map((axis, at) => {
      const probed = (this.probes[at] ?? []).map(({ model, name }) => values[model]?.get(name) ?? null)
      return probed.some((value) => unknownWithin(value) !== undefined) ? -1 : axis.locate(probed)
    })
  }
}

/** The region in terms of its columns: those it restricts, with a value that stands for it. */
export function describeRegion(space: Space, region: Box): readonly ColumnWitness[] {
  const { grid, axes } = space
  return axes.flatMap((axis, at): ColumnWitness[] => {
    if (grid.isFree(region, at)) return []
    return [describe(axis, someCells(space, region, at))]
  })
}

/** The decisions an added expression asks for. */
function askedFor(plan: Plan, body: Node): readonly string[] {
  const names = new Set<string>()
  walkNode(body, (node) => {
    if (node.k === 'var' && plan.decisions.some(({ name }) => name === node.n)) names.add(node.n)
  })
  return [...names]
}

const isDecision = (axis: Axis, models: readonly Model[]): boolean => {
  const node = axis.probes[0]?.node
  const model = models[axis.probes[0]?.context ?? 0]
  return node?.k === 'var' && model?.plan.decisions.some(({ name }) => name === node.n) === true
}

const MOST_CELLS = 64

/** Cells of a region on one axis, at most so many of each span. */
function someCells({ grid }: Space, region: Box, at: number): readonly number[] {
  return grid
    .cells(region, at)
    .flatMap(([lo, hi]) =>
      Array.from({ length: Math.min(MOST_CELLS, hi - lo + 1) }, (_, place) => lo + place),
    )
}

/** Dotted paths as nested input. */
export function nested(assignment: ReadonlyMap<string, Json>): { readonly [input: string]: InputJson } {
  const made: Record<string, InputJson> = {}
  for (const [path, value] of assignment) put(made, path.split('.'), value)
  return made
}

type Open = { [key: string]: InputJson | undefined }

function put(into: Open, [name = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    into[name] = asInput(value)
    return
  }
  const inner: Open = { ...asOpen(into[name]) }
  put(inner, rest, value)
  into[name] = inner
}

/** Guarantee: JSON is input JSON without unknown parts. */
const asInput = (value: Json): InputJson => value as InputJson
/** Guarantee: only called for entries `put` itself made, which are plain objects or absent. */
const asOpen = (value: InputJson | undefined): Open => (value ?? {}) as Open

const RELATION_TEXT = { below: '<', same: '=', above: '>' } as const

function describe(axis: Axis, cells: readonly number[]): ColumnWitness {
  const { label, text } = axis.column
  const version =
    axis.version === null ? {} : { version: axis.version === 0 ? ('old' as const) : ('new' as const) }
  const at = { column: label, text, ...version }
  const [first = 0] = cells
  switch (axis.kind) {
    case 'value': {
      const { atoms, nullAt } = axis.values
      const given =
        cells.find((cell) => cell !== nullAt && isPlainest(atoms[cell] ?? null)) ??
        cells.find((cell) => cell !== nullAt)
      if (axis.column.subject === 'given' && given !== undefined) return { ...at, condition: '!= null' }
      return { ...at, value: toJson(atoms[given ?? first] ?? null) }
    }
    case 'member':
      return {
        ...at,
        condition: `${first === 0 ? '' : 'not '}list contains ${JSON.stringify(toJson(axis.member))}`,
      }
    case 'relation': {
      const atom = axis.atoms[first] ?? 'one'
      if (atom === 'one' || atom === 'both')
        return { ...at, condition: atom === 'one' ? `or ${axis.to} is null` : `and ${axis.to} are null` }
      return { ...at, condition: `${RELATION_TEXT[atom]} ${axis.to}` }
    }
    case 'condition':
      return { ...at, condition: `${['', 'not ', 'null: '][first] ?? ''}${axis.text}` }
  }
}

/** Whole numbers, texts and truths read better than fractions. */
const isPlainest = (value: Value) => typeof value !== 'object'
