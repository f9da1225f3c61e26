import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'

export const sourceParam = z.strictObject({
  source: z.string().regex(/^[a-z][A-Za-z]{1,39}$/, {
    error: message('应为数据源名称，如 population。', 'Must be the name of a registry, such as population.'),
  }),
})
