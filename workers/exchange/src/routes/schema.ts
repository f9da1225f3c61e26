import { civilDateInput } from '@tongban/kernel/words'
import * as z from 'zod'

/** What routes are asked by. */
export const onQuery = z.strictObject({
  on: civilDateInput.optional().meta({ description: '截至该日，不填为当日 as of this day; absent: today' }),
})
export const modeSchema = z
  .enum(['online', 'collect', 'joint'])
  .meta({ description: '全程网办、异地代收代办、多地联办 the three modes of 国办发〔2020〕35号' })
