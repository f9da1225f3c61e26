/** Form of 机动车驾驶证换证. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { documentNumber } from '../../form-fields.ts'

const REASONS = ['expiring', 'changed'] as const

export const form = z.strictObject({
  fileNumber: ask(documentNumber(), '驾驶证档案编号', 'File number of the driving licence', {
    hint: { zh: '印在驾驶证副页上。', en: 'Printed on the second page of the licence.' },
  }),
  reason: ask(
    choice(REASONS, {
      expiring: { zh: '有效期满', en: 'it expires' },
      changed: { zh: '信息变更', en: 'an entry changes' },
    }),
    '换证原因',
    'Why it is renewed',
    { bySituation: { expiring: ['expiring'], changed: ['changed'] } },
  ),
  fitnessReport: ask(documentNumber().optional(), '体检证明编号', 'Number of the medical report', {
    hint: {
      zh: '医疗机构已经上传的不用填写。',
      en: 'Leave it empty where the clinic has sent the report itself.',
    },
    optional: true,
  }),
})
