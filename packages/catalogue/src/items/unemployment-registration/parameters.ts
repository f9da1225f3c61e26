/** What the region sets for 失业登记. */
import * as z from 'zod'
import { ruleParameters } from '../../rule-parameters.ts'

export const parameters = ruleParameters({ reportEveryMonths: z.int().min(1).max(24) })
