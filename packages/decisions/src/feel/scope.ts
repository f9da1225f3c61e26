/** The names an expression may use, from the inside out, and the knowledge models it may call. */
import type { Node, PlanFunction } from '../plan/plan.ts'
import { elementOf, fieldsOf, type Type } from '../plan/type.ts'
import { FUNCTIONS } from './functions.ts'
import type { Names } from './parse.ts'

export type Typed = { readonly node: Node; readonly type: Type }
export type Functions = ReadonlyMap<string, PlanFunction>

export class Scope {
  readonly functions: Functions
  /** How many filters enclose this place; names the element variable of the next one. */
  readonly depth: number
  private readonly own: ReadonlyMap<string, Typed>
  private readonly outer: Scope | null
  /** The element variable of a filter whose elements have no known type: any name may be one of their entries. */
  private readonly open: string | null
  private known: Names | null = null

  constructor(
    functions: Functions,
    own: ReadonlyMap<string, Typed>,
    outer: Scope | null = null,
    open: string | null = null,
    depth = 0,
  ) {
    this.functions = functions
    this.own = own
    this.outer = outer
    this.open = open
    this.depth = depth
  }

  find(name: string): Typed | undefined {
    const here = this.own.get(name)
    if (here !== undefined) return here
    const outside = this.outer?.find(name)
    if (this.open === null) return outside
    const node: Node = { k: 'own', item: this.open, n: name }
    return { node: outside === undefined ? node : { ...node, other: outside.node }, type: 'Any' }
  }

  /** A scope in which `name` stands for a variable of that type. */
  with(name: string, type: Type): Scope {
    return new Scope(this.functions, new Map([[name, variable(name, type)]]), this, null, this.depth)
  }

  /** The scope within a filter: the element is `item`, its entries go by their own names. */
  within(element: Type): { scope: Scope; item: string } {
    const depth = this.depth + 1
    const item = `item#${depth}`
    const self = variable(item, element)
    const own = new Map<string, Typed>([['item', self]])
    for (const field of fieldsOf(element) ?? []) {
      own.set(field.name, { node: { k: 'path', of: self.node, n: field.name }, type: field.type })
    }
    return { scope: new Scope(this.functions, own, this, element === 'Any' ? item : null, depth), item }
  }

  /** All names as the parser needs them, to know where a name with spaces ends. */
  names(): Names {
    this.known ??= this.collect()
    return this.known
  }

  private collect(): Names {
    const names: Record<string, Names | null> = Object.create(null)
    Object.assign(names, this.outer === null ? BUILT_IN : this.outer.names())
    for (const name of this.functions.keys()) names[name] = null
    for (const [name, { type }] of this.own) names[name] = shape(type)
    return names
  }
}

const BUILT_IN: Names = Object.fromEntries(
  [...FUNCTIONS.keys()].filter((name) => name.includes(' ')).map((name) => [name, null]),
)

export const variable = (name: string, type: Type): Typed => ({ node: { k: 'var', n: name }, type })

function shape(type: Type): Names | null {
  const element = elementOf(type)
  if (element !== undefined) return shape(element)
  const fields = fieldsOf(type)
  if (fields === undefined) return null
  return Object.fromEntries(fields.map((field) => [field.name, shape(field.type)]))
}
