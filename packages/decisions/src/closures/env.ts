/**
 * Where names live at run time: a frame is one array, every name has a slot in it, found once when a plan is
 * loaded. Inputs bound at publication have no slot, they are constants.
 */
import type { Value } from '../values/value.ts'
import type { Run } from './run.ts'

export type Frame = Value[]
export type Fn = (frame: Frame) => Value
/** A compiled expression; `fixed` is its value when it depends on nothing, `slot` where it lies when it is a name. */
export type Code = { readonly run: Fn; readonly fixed?: Value; readonly slot?: number }
export type Callable = (args: readonly Value[]) => Value

/** Hands out slots. */
export class Layout {
  size = 0
  next(): number {
    this.size += 1
    return this.size - 1
  }
}

export class Env {
  readonly layout: Layout
  readonly run: Run
  readonly functions: ReadonlyMap<string, Callable>
  private readonly names: ReadonlyMap<string, Code>
  private readonly outer: Env | null

  constructor(
    layout: Layout,
    run: Run,
    functions: ReadonlyMap<string, Callable>,
    names: ReadonlyMap<string, Code>,
    outer: Env | null = null,
  ) {
    this.layout = layout
    this.run = run
    this.functions = functions
    this.names = names
    this.outer = outer
  }

  find(name: string): Code {
    const code = this.names.get(name) ?? this.outer?.find(name)
    if (code === undefined) throw new Error(`the plan uses a name it does not define: ${name}`)
    return code
  }

  has(name: string): boolean {
    return this.names.has(name) || this.outer?.has(name) === true
  }

  /** The same names and `name`, which lives in `slot`. */
  with(name: string, slot: number): Env {
    return new Env(this.layout, this.run, this.functions, new Map([[name, slotCode(slot)]]), this)
  }
}

export const slotCode = (slot: number): Code => ({ run: (frame) => frame[slot] ?? null, slot })
export const fixedCode = (value: Value): Code => ({ run: () => value, fixed: value })

/** Code of an operation on parts; worked out now when all of them are fixed. */
export function combine(parts: readonly Code[], run: Fn): Code {
  return parts.every((part) => part.fixed !== undefined) ? fixedCode(run([])) : { run }
}
