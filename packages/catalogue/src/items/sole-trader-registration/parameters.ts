/** What the region sets for 个体工商户设立登记: nothing beyond what every rule set has; the rows are those of the law. */
import { ruleParameters } from '../../rule-parameters.ts'

export const parameters = ruleParameters({})
