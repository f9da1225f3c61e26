import { readRulebook } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, epochMs, said, TAGS } from '../words.ts'

const version = z.object({ version: z.int(), effectiveOn: civilDate, approvedAt: epochMs })

export const listRulebook = endpoint(
  {
    method: 'get',
    path: '/v1/rulebook',
    summary: { zh: '规则公示：按规则自动审批的事项', en: 'Rulebook: the items decided by published rules' },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: {
        zh: '各事项现行的和即将生效的版本',
        en: 'the version in force of each item, and those to come',
      },
      schema: z
        .object({
          asOf: epochMs,
          items: z.array(
            said.extend({
              code: z.string(),
              department: said,
              inForce: version.nullable(),
              coming: z.array(version),
              stopped: z.boolean(),
            }),
          ),
        })
        .meta({ id: 'Rulebook' }),
    },
    failures: [],
  },
  async ({ context }) => readRulebook(context),
)
