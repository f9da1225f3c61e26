import { ok } from '@tongban/kernel'
import { policyParams } from '@tongban/kernel/policy-words'
import { readPolicy, readPresets } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { datedPolicySchema, POLICIES_TAG, POLICY_READERS, presetsSchema } from './words.ts'

export const readPolicyPresets = endpoint(
  {
    method: 'get',
    path: '/v1/policies/presets',
    summary: { zh: '督办政策的预设', en: 'What a policy can begin with' },
    tag: POLICIES_TAG,
    rights: POLICY_READERS,
    answer: {
      status: 200,
      description: {
        zh: '两种预设，以及可指定岗位的步骤',
        en: 'both presets, and the steps a post can be named for',
      },
      schema: presetsSchema,
    },
    failures: [],
  },
  async () => ok(readPresets()),
)

export const readSupervisionPolicy = endpoint(
  {
    method: 'get',
    path: '/v1/policies/{id}',
    summary: { zh: '一项督办政策', en: 'A policy of supervision' },
    tag: POLICIES_TAG,
    rights: POLICY_READERS,
    params: policyParams,
    answer: { status: 200, description: { zh: '该政策', en: 'the policy' }, schema: datedPolicySchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readPolicy(context, params.id),
)
