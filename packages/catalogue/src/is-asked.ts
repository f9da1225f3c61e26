/**
 * Whether a source is asked at all for an application: only where a row of the item can use what it says
 * (国务院关于在线政务服务的若干规定 7; 个人信息保护法 6). The rows stay decidable without the others.
 */
import { valueAt } from '@tongban/decisions/runtime'
import type { Json } from '@tongban/kernel'
import type { SourceKey } from './item.ts'

/** `body` is the application as keys are taken from it: applicant, representation, situation, form, submitter. */
export function isAsked({ when }: SourceKey, body: { readonly [key: string]: Json | undefined }): boolean {
  if (when === undefined) return true
  return when.some(({ path, in: values }) => {
    const value = valueAt(body, path)
    return typeof value === 'string' && values.includes(value)
  })
}
