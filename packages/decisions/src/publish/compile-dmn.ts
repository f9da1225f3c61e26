/**
 * Publication: DMN XML in, a plan or every reason against it out. Nothing is published in part. Publish time only:
 * this module brings the XML and FEEL parsers with it.
 */
import { fail, ok, type Result } from '@tongban/kernel'
import { type Functions, Scope, type Typed, variable } from '../feel/scope.ts'
import { PLAN_FORMAT, type Plan, type PlanDecision, type PlanFunction, type PlanInput } from '../plan/plan.ts'
import { child, children, type Element, kind, reference, text } from '../xml/element.ts'
import { readDmn } from '../xml/read.ts'
import { CAPS } from './caps.ts'
import { Journal } from './journal.ts'
import { type Desk, declared, REFUSED, readLogic } from './logic.ts'
import { inOrder } from './order.ts'
import { type Refusal, refusal } from './refusal.ts'
import { TextBudget } from './text-budget.ts'
import { Types } from './types.ts'

type Member = { readonly id: string; readonly name: string; readonly element: Element }
type Members = ReadonlyMap<string, Member>

const IGNORED: ReadonlySet<string> = new Set(['KnowledgeSource'])
const MAX_REQUIREMENTS = 5000

export async function compileDmn(xml: string): Promise<Result<Plan, readonly Refusal[]>> {
  const read = await readDmn(xml)
  return read.ok ? compile(read.value) : read
}

function compile(definitions: Element): Result<Plan, readonly Refusal[]> {
  const journal = new Journal()
  const types = new Types(children(definitions, 'itemDefinition'), journal)
  const desk: Desk = { journal, types, tables: new Set(), text: new TextBudget(journal) }
  const count = children(definitions, 'drgElement').length
  if (count > CAPS.elements)
    return fail([refusal({ element: 'definitions' }, 'tooManyElements', `${count} > ${CAPS.elements}`)])
  const members = readMembers(definitions, journal)
  const of = (wanted: string) => [...members.values()].filter((member) => kind(member.element) === wanted)
  if (of('Decision').length === 0) journal.refuse({ element: 'definitions' }, 'nothingToDecide')

  const inputs = of('InputData').map((member) => readInputData(member, types))
  const order = inOrder(requirements(members, journal))
  if (!order.ok) {
    const path = order.failure.map((id) => members.get(id)?.name ?? id).join(' → ')
    return fail([
      ...journal.refusals,
      refusal({ element: members.get(order.failure[0] ?? '')?.name ?? '' }, 'cycle', path),
    ])
  }
  const known = new Map<string, Typed>(inputs.map((input) => [input.name, variable(input.name, input.type)]))
  const functions = new Map<string, PlanFunction>()
  const decisions: PlanDecision[] = []
  for (const id of order.value) {
    const member = members.get(id)
    if (member === undefined) continue
    if (kind(member.element) === 'BusinessKnowledgeModel') {
      functions.set(member.name, readModel(desk, member, callable(members, member, functions)))
    }
    if (kind(member.element) === 'Decision') {
      const decision = readDecision(desk, member, members, known, callable(members, member, functions))
      decisions.push(decision)
      known.set(member.name, variable(member.name, decision.type))
    }
  }
  if (journal.refusals.length > 0) return fail(journal.refusals)
  return ok({
    format: PLAN_FORMAT,
    name: text(definitions, 'name') ?? '',
    namespace: text(definitions, 'namespace') ?? '',
    inputs,
    functions: [...functions.values()],
    decisions,
    constants: {},
  })
}

/** Decisions, inputs and knowledge models by id. */
function readMembers(definitions: Element, journal: Journal): Members {
  const members = new Map<string, Member>()
  const names = new Set<string>()
  for (const element of children(definitions, 'drgElement')) {
    const name = text(child(element, 'variable'), 'name') ?? text(element, 'name')
    const id = text(element, 'id') ?? name ?? ''
    if (IGNORED.has(kind(element))) continue
    if (!['Decision', 'InputData', 'BusinessKnowledgeModel'].includes(kind(element))) {
      journal.refuse({ element: name ?? id }, 'partNotSupported', kind(element))
      continue
    }
    if (name === null) {
      journal.refuse({ element: id === '' ? kind(element) : id }, 'nameMissing')
      continue
    }
    if (names.has(name)) journal.refuse({ element: name }, 'nameTwice', name)
    else if (members.has(id)) journal.refuse({ element: name }, 'nameTwice', id)
    else members.set(id, { id, name, element })
    names.add(name)
  }
  return members
}

/** Ids of what an element asks for: of inputs and decisions, or of knowledge models. */
function required(element: Element, what: 'information' | 'knowledge'): string[] {
  const links = what === 'information' ? ['requiredInput', 'requiredDecision'] : ['requiredKnowledge']
  return children(element, `${what}Requirement`).flatMap((requirement) =>
    links.flatMap((link) => reference(child(requirement, link)) ?? []),
  )
}

function requirements(members: Members, journal: Journal): Map<string, string[]> {
  const needs = new Map<string, string[]>()
  for (const { id, name, element } of members.values()) {
    const ids = [...required(element, 'information'), ...required(element, 'knowledge')]
    for (const need of ids) if (!members.has(need)) journal.refuse({ element: name }, 'referenceBroken', need)
    needs.set(id, ids.filter((need) => members.has(need)).slice(0, MAX_REQUIREMENTS))
  }
  return needs
}

/** The knowledge models an element is linked to. */
function callable(members: Members, member: Member, functions: Functions): Functions {
  const names = required(member.element, 'knowledge').map((id) => members.get(id)?.name)
  return new Map([...functions].filter(([name]) => names.includes(name)))
}

function readInputData(member: Member, types: Types): PlanInput {
  const reference = text(child(member.element, 'variable'), 'typeRef')
  const type = types.of(reference, { element: member.name })
  return { name: member.name, id: text(member.element, 'id'), type }
}

function readModel(desk: Desk, member: Member, functions: Functions): PlanFunction {
  const place = { element: member.name }
  const logic = child(member.element, 'encapsulatedLogic')
  const params = children(logic, 'formalParameter').map((param) => ({
    name: text(param, 'name') ?? '',
    type: desk.types.of(text(param, 'typeRef'), place),
  }))
  if (params.some((param) => param.name === '')) desk.journal.refuse(place, 'nameMissing')
  const form = text(logic, 'kind') ?? 'FEEL'
  if (form !== 'FEEL') desk.journal.refuse(place, 'externalFunction', form)
  const body = child(logic, 'body')
  if (body === undefined) desk.journal.refuse(place, 'logicMissing')
  const scope = new Scope(
    functions,
    new Map(params.map((param) => [param.name, variable(param.name, param.type)])),
  )
  const wanted = desk.types.of(text(child(member.element, 'variable'), 'typeRef'), place)
  const typed = body === undefined || form !== 'FEEL' ? REFUSED : readLogic(desk, body, place, scope, wanted)
  return { name: member.name, id: text(member.element, 'id'), params, type: typed.type, body: typed.node }
}

function readDecision(
  desk: Desk,
  member: Member,
  members: Members,
  known: ReadonlyMap<string, Typed>,
  functions: Functions,
): PlanDecision {
  const place = { element: member.name }
  const requires = required(member.element, 'information').flatMap((id) => members.get(id)?.name ?? [])
  const scope = new Scope(functions, new Map([...known].filter(([name]) => requires.includes(name))))
  const wanted = desk.types.of(text(child(member.element, 'variable'), 'typeRef'), place)
  const logic = child(member.element, 'decisionLogic')
  if (logic === undefined) desk.journal.refuse(place, 'logicMissing')
  const typed = logic === undefined ? REFUSED : readLogic(desk, logic, place, scope, wanted)
  const { node, type } = declared(desk, typed, wanted, place)
  return {
    name: member.name,
    id: text(member.element, 'id'),
    label: text(member.element, 'label') ?? member.name,
    description: text(member.element, 'description'),
    type,
    requires,
    text: logic !== undefined && kind(logic) === 'LiteralExpression' ? text(logic, 'text') : null,
    body: node,
  }
}
