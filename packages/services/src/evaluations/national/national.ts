import type { Json } from '@tongban/kernel'
import type { ReportPlatform } from '../../reports/platform.ts'

/**
 * The port to the national platform of evaluations 国家政务服务平台好差评. A report is the registration of a service 办件预登记, to
 * which a rating refers, a rating 评价, or that one was set aside 评价不计入 by an upheld appeal. The platform knows both by case number and number of the service.
 */
export const NATIONAL_FORMS = {
  service: { zh: '办件预登记', en: 'service' },
  rating: { zh: '评价', en: 'rating' },
  setAside: { zh: '评价不计入', en: 'rating set aside' },
} as const
export type NationalForm = keyof typeof NATIONAL_FORMS
export const NATIONAL_FORM_NAMES = [
  'service',
  'rating',
  'setAside',
] as const satisfies readonly NationalForm[]

/** How the platform is told who gave a real-name rating. */
export type NationalNames = 'full' | 'masked' | 'none'

export type NationalReport = {
  /** The same at every attempt. */
  readonly id: string
  readonly region: string
  readonly form: NationalForm
  readonly caseNumber: string
  readonly serviceNumber: number
  /** Of a rating: 1, or 2 for its amendment; of a service 1. */
  readonly seq: number
  readonly record: { readonly [field: string]: Json }
}
export type NationalPlatform = ReportPlatform<NationalReport>
