/** Item definitions to types: structures, collections, allowed values, each resolved in full. */

import { checkTest } from '../feel/check-test.ts'
import { parseTests } from '../feel/parse.ts'
import { type Functions, Scope, variable } from '../feel/scope.ts'
import { attempt } from '../feel/stop.ts'
import type { Unary } from '../plan/plan.ts'
import { bare, elementOf, type Field, SIMPLE_TYPES, type Type } from '../plan/type.ts'
import { sizeOfType } from '../plan/type-size.ts'
import { child, children, type Element, text } from '../xml/element.ts'
import { CAPS, typeOver } from './caps.ts'
import type { Journal } from './journal.ts'
import type { Place } from './refusal.ts'

/** Older spellings of the two duration types. */
const ALIASES: Record<string, Type> = {
  dateTime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
  any: 'Any',
}
const NO_FUNCTIONS: Functions = new Map()

export class Types {
  private readonly definitions = new Map<string, Element>()
  private readonly resolved = new Map<string, Type>()
  private readonly open = new Set<string>()
  private left: number = CAPS.planTypeParts
  private readonly journal: Journal

  constructor(definitions: readonly Element[], journal: Journal) {
    this.journal = journal
    for (const definition of definitions) {
      const name = text(definition, 'name')
      if (name === null) journal.refuse({ element: 'itemDefinition' }, 'nameMissing')
      else if (this.definitions.has(name)) journal.refuse({ element: name }, 'nameTwice', name)
      else this.definitions.set(name, definition)
    }
    for (const name of this.definitions.keys()) this.named(name, { element: name })
  }

  /** The type a reference names; `Any` when there is none. A prefix as in `feel:number` is dropped. */
  of(reference: string | null, place: Place): Type {
    const type = this.found(reference, place)
    if (typeof type === 'string') return type
    const isFirst = this.left >= 0
    this.left -= sizeOfType(type).parts
    if (this.left >= 0) return type
    if (isFirst) this.journal.refuse(place, 'typeTooLarge', `Σ > ${CAPS.planTypeParts}`)
    return 'Any'
  }

  private found(reference: string | null, place: Place): Type {
    if (reference === null) return 'Any'
    const name = this.definitions.has(reference) ? reference : reference.replace(/^[\w.-]+:/, '')
    const simple = SIMPLE_TYPES.find((one) => one === name) ?? ALIASES[name]
    return this.definitions.has(name) || simple === undefined ? this.named(name, place) : simple
  }

  private named(name: string, place: Place): Type {
    const known = this.resolved.get(name)
    if (known !== undefined) return known
    const definition = this.definitions.get(name)
    if (definition === undefined) {
      this.journal.refuse(place, 'typeUnknown', name)
      return 'Any'
    }
    if (this.open.has(name)) {
      this.journal.refuse(place, 'typeCycle', name)
      return 'Any'
    }
    this.open.add(name)
    const type = this.bounded(this.definition(definition, { element: name }), { element: name })
    this.open.delete(name)
    this.resolved.set(name, type)
    return type
  }

  /** The type, or `Any` with the reason noted when it is too large: what uses it is then not made larger still. */
  private bounded(type: Type, place: Place): Type {
    const detail = typeOver(type)
    if (detail === null) return type
    this.journal.refuse(place, 'typeTooLarge', detail)
    return 'Any'
  }

  private definition(definition: Element, place: Place): Type {
    const components = children(definition, 'itemComponent')
    const base =
      components.length > 0 ? this.structure(components, place) : this.of(text(definition, 'typeRef'), place)
    if (child(definition, 'functionItem') !== undefined) {
      this.journal.refuse(place, 'partNotSupported', 'functionItem')
    }
    const narrowed = this.narrowed(base, child(definition, 'allowedValues'), place)
    return definition.isCollection === true ? { list: narrowed } : narrowed
  }

  private structure(components: readonly Element[], place: Place): Type {
    const fields: Field[] = []
    for (const component of components) {
      const name = text(component, 'name')
      if (name === null) this.journal.refuse(place, 'nameMissing')
      else if (fields.some((field) => field.name === name)) this.journal.refuse(place, 'nameTwice', name)
      else fields.push({ name, type: this.definition(component, { element: `${place.element}.${name}` }) })
    }
    return { context: fields }
  }

  /** The type with its allowed values; on a list they speak of the elements. */
  narrowed(base: Type, allowed: Element | undefined, place: Place): Type {
    const source = text(allowed, 'text')
    if (source === null) return base
    const element = elementOf(base)
    if (element !== undefined) return { list: this.narrowed(element, allowed, place) }
    const scope = new Scope(NO_FUNCTIONS, new Map([['?', variable('?', base)]]))
    const parsed = this.journal.take(place, parseTests(source, scope.names()))
    if (parsed === undefined || parsed.any) return base
    if (parsed.not) {
      this.journal.refuse(place, 'notSupported', source)
      return base
    }
    const tests = this.journal.take(
      place,
      attempt((): Unary[] => parsed.tests.map((test) => checkTest(test, bare(base), scope))),
    )
    return tests === undefined ? base : { allowed: { of: bare(base), text: source, tests } }
  }
}
