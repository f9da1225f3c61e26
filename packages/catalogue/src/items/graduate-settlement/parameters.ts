/** What the region sets for 应届毕业生接收落户; every figure is printed as 本地配置. */
import * as z from 'zod'
import { ruleParameters } from '../../rule-parameters.ts'

const age = () => z.int().min(18).max(80)

export const parameters = ruleParameters({
  /** Digits that division codes of this city begin with. */
  cityPrefix: z.string().regex(/^[1-9]\d{1,5}$/),
  freshMonths: z.int().min(0).max(120),
  ageLimitBachelor: age(),
  ageLimitMaster: age(),
  ageLimitDoctor: age(),
  validMonths: z.int().min(1).max(60),
})
