import { APP_SCOPES, type AppScope } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { civilDateInput, epochMs, reasonText } from '@tongban/kernel/words'
import * as z from 'zod'

/** What goes in and out of the keys of apps. */
const SCOPES = asScopes(Object.keys(APP_SCOPES))
const LARGEST_QUOTA = 10_000_000
const dailyQuota = z.int().min(1).max(LARGEST_QUOTA).meta({
  description:
    '每日调用次数；批量核验按份数计，因没有权限被拒绝的不计 requests a day; each item of a batch is one, what is refused for want of a scope is none',
})

export const apiKeyInput = z
  .strictObject({
    name: reasonText(100).meta({ description: '应用名称 name of the app', example: '某某银行核验终端' }),
    purpose: reasonText(200).meta({
      description: '用证目的，持证人可以看到 what it uses licences for; holders are told',
      example: '开户时核验营业执照',
    }),
    scopes: z
      .array(
        z.enum(SCOPES, {
          error: message(
            `应为：${SCOPES.map((code) => `${code} ${APP_SCOPES[code].zh}`).join('、')}。`,
            `Must be one of ${SCOPES.join(', ')}.`,
          ),
        }),
      )
      .min(1)
      .max(SCOPES.length),
    dailyQuota,
    expiresOn: civilDateInput.optional().meta({ description: '有效期末日 last day it opens' }),
    terminal: z
      .strictObject({ department: z.string().max(63), window: z.string().max(63).optional() })
      .optional()
      .meta({
        description:
          '评价终端所在部门，窗口评价器并写明窗口（岗位编码） where a terminal for ratings stands: department, and of a pad the window by its post',
      }),
  })
  .meta({ id: 'ApiKeyInput' })

export const quotaInput = z.strictObject({ dailyQuota }).meta({ id: 'ApiKeyQuotaInput' })

export const rotateInput = z
  .strictObject({
    endOverlap: z.boolean().optional().meta({
      description:
        '上一次更换不满 24 小时的，须写明 true：更换前的密钥即时失效 needed within 24 hours of the last rotation: the secret before ends at once',
    }),
  })
  .optional()
  .meta({ id: 'ApiKeyRotateInput' })

/** Guarantee: the names are the keys of the table of scopes. */
function asScopes(names: readonly string[]) {
  return names as readonly AppScope[]
}

export const apiKeySchema = z
  .object({
    keyId: z.string(),
    name: z.string(),
    purpose: z.string(),
    scopes: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    dailyQuota: z.int(),
    usedToday: z.int(),
    state: z.enum(['inForce', 'expired', 'revoked']),
    createdAt: epochMs,
    expiresAt: epochMs.nullable(),
    revokedAt: epochMs.nullable(),
    previousUntil: epochMs.nullable(),
    terminal: z.object({ department: z.string(), window: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'ApiKey' })

export const apiKeySecretSchema = apiKeySchema
  .extend({
    authorization: z.string().meta({
      description:
        '请求头 Authorization 的值，只显示这一次 value of the Authorization header, shown this once',
    }),
  })
  .meta({ id: 'ApiKeyWithSecret' })

export const apiKeyParam = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{20}$/, { error: message('应为 API 密钥编号。', 'Must be the id of an API key.') }),
})

/** These are answered at /admin, where what administrators do stands. */
export const ADMIN = { prefix: '/admin', rights: [{ role: 'admin' }] } as const
