/** Parameters of rules that two versions set differently, each by its path. */
import { canonicalJson, type Json } from '@tongban/kernel'
import { isRecord } from '../second-approval/fact.ts'
import type { ParameterChange } from './difference-report.ts'

export function parameterChanges(
  from: Json | undefined,
  to: Json | undefined,
  path = '',
): readonly ParameterChange[] {
  if (isRecord(from) && isRecord(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return names.flatMap((name) =>
      parameterChanges(from[name], to[name], path === '' ? name : `${path}.${name}`),
    )
  }
  const isSame =
    from === to || (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to))
  return isSame ? [] : [{ path, from, to }]
}
