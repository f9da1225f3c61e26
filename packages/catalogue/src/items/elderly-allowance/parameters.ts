/** What the region sets for 高龄老人津贴; every figure is printed as 本地配置. */
import * as z from 'zod'
import { yuan } from '../../form-fields.ts'
import { ruleParameters } from '../../rule-parameters.ts'

export const parameters = ruleParameters({
  minimumAge: z.int().min(60).max(80),
  promptMonths: z.int().min(0).max(12),
  amount70: yuan(),
  amount80: yuan(),
  amount90: yuan(),
  amount100: yuan(),
})
