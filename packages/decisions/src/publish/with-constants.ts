/**
 * Binds inputs to constants at publication, such as a region's parameters 地方参数: the values are checked against
 * their types, become part of the plan and of its hash, and are no longer asked for.
 */
import { fail, type Json, ok, type Result } from '@tongban/kernel'
import { compileBinder, type Findings } from '../closures/bind.ts'
import { Env, Layout } from '../closures/env.ts'
import { Run } from '../closures/run.ts'
import type { Plan } from '../plan/plan.ts'
import { type Refusal, refusal } from './refusal.ts'

export function withConstants(
  plan: Plan,
  constants: { readonly [input: string]: Json },
): Result<Plan, readonly Refusal[]> {
  const env = new Env(new Layout(), new Run(), new Map(), new Map())
  const refusals: Refusal[] = []
  for (const [name, value] of Object.entries(constants)) {
    const input = plan.inputs.find((one) => one.name === name)
    if (input === undefined) {
      refusals.push(refusal({ element: name }, 'constantUnknown', name))
      continue
    }
    const findings: Findings = { errors: [], missing: [] }
    compileBinder(input.type, env)(value, name, findings)
    for (const error of findings.errors) {
      refusals.push(refusal({ element: name }, 'constantWrong', `${error.path} ≠ ${error.expected}`))
    }
    for (const path of findings.missing) refusals.push(refusal({ element: name }, 'constantWrong', path))
  }
  return refusals.length > 0
    ? fail(refusals)
    : ok({ ...plan, constants: { ...plan.constants, ...constants } })
}
