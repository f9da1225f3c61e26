/**
 * Grounds on which a clock may stand, by procedure. 行政许可法 45 names eight for a licence; no other procedure has one
 * built in. Any further ground comes with the region's or the item's policy and names its article, or it is no ground.
 */
import { type LimitBasis, SPECIAL_PROCEDURE } from './clock-rules.ts'

export type Procedure = 'licence' | 'registration' | 'benefit' | 'confirmation' | 'publicService'

export type Ground = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly basis: LimitBasis
}

const article45 = (code: string, zh: string, en: string): Ground => ({
  code,
  zh,
  en,
  basis: SPECIAL_PROCEDURE,
})

const LICENCE_GROUNDS: readonly Ground[] = [
  article45('hearing', '听证', 'a hearing'),
  article45('tender', '招标', 'a tender'),
  article45('auction', '拍卖', 'an auction'),
  article45('inspection', '检验', 'an inspection'),
  article45('testing', '检测', 'testing'),
  article45('quarantine', '检疫', 'quarantine'),
  article45('appraisal', '鉴定', 'an appraisal'),
  article45('expertReview', '专家评审', 'an expert review'),
]

export const SUSPENSION_GROUNDS = {
  licence: LICENCE_GROUNDS,
  registration: [],
  benefit: [],
  confirmation: [],
  publicService: [],
} as const satisfies Record<Procedure, readonly Ground[]>

/** A further ground counts only with its article: a law or a local law, and where in it. */
const hasArticle = ({ basis }: Ground) => basis.kind !== 'promise' && /\d/.test(basis.zh)

/** The grounds that stop the clocks of a procedure, with those the item or the region adds. */
export const groundsOf = (procedure: Procedure, further: readonly Ground[]): readonly Ground[] => [
  ...SUSPENSION_GROUNDS[procedure],
  ...further.filter(hasArticle),
]
