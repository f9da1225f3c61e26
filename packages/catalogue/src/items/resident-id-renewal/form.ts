/** Form of 居民身份证换领: why, and where the household is; face and fingerprints are taken at the window. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { division } from '../../form-fields.ts'

export const form = z.strictObject({
  hukouRegion: ask(division(), '户籍所在地区', 'Region of your household'),
  reason: ask(
    choice(['expiring', 'changed', 'damaged'], {
      expiring: { zh: '有效期满', en: 'it expires' },
      changed: { zh: '内容变更', en: 'an entry changes' },
      damaged: { zh: '损坏', en: 'it is damaged' },
    }),
    '换领原因',
    'Why it is renewed',
    { bySituation: { expiring: ['expiring'], changed: ['changed'], damaged: ['damaged'] } },
  ),
})
