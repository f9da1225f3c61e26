/**
 * Which policy a clock goes by: that of its item, else of its department, else of the region, in force on the day it
 * began; where none is published, the standard one. A policy published later moves no stage of a clock that runs.
 */
import type { CivilDate } from '@tongban/kernel'
import { type DatedPolicy, type Policy, type PolicyScope, STANDARD_POLICY } from './policy.ts'

export type ResolvedPolicy = { readonly id: string; readonly policy: Policy }
/** The standard policy has no row; this is what a clock that goes by it is stored with. */
export const STANDARD: ResolvedPolicy = { id: 'standard', policy: STANDARD_POLICY }

type PolicySubject = {
  readonly itemCode: string | null
  readonly department: string
  readonly fromOn: CivilDate
}

/** Of two of one scope in force at once the later begun counts; publication admits no such two. */
export function resolvePolicy(
  policies: readonly DatedPolicy[],
  { itemCode, department, fromOn }: PolicySubject,
): ResolvedPolicy {
  const inForce = policies.filter(
    (each) => each.fromOn <= fromOn && (each.untilOn === null || fromOn <= each.untilOn),
  )
  const of = (matches: (scope: PolicyScope) => boolean) =>
    inForce
      .filter(({ scope }) => matches(scope))
      .toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : a.fromOn > b.fromOn ? -1 : a.id < b.id ? 1 : -1))[0]
  return (
    of((scope) => scope.kind === 'item' && scope.code === itemCode) ??
    of((scope) => scope.kind === 'department' && scope.code === department) ??
    of((scope) => scope.kind === 'region') ??
    STANDARD
  )
}

/** The post 责任岗位 in charge of a step. */
export const postOf = ({ posts }: Policy, step: string): string => posts[step] ?? posts['*'] ?? '经办人'
