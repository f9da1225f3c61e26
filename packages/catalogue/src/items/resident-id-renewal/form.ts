/** Form of 居民身份证换领: why, and where the household is; face and fingerprints are taken at the window. */
import * as z from 'zod'
import { division } from '../../form-fields.ts'

export const form = z.strictObject({
  hukouRegion: division(),
  reason: z.enum(['expiring', 'changed', 'damaged']),
})
