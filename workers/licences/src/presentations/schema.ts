import { said as message } from '@tongban/kernel/parse'
import { epochMs, saidSchema } from '@tongban/kernel/words'
import { MAX_ASKER_CHARACTERS } from '@tongban/licences'
import { useSchema } from '@tongban/services'
import * as z from 'zod'

/** What goes in and out of the one-time codes 亮证码. */
export const identifier = z
  .string()
  .min(20)
  .max(120)
  .regex(/^[0-9A-Za-z.]+$/, { error: message('应为电子证照标识。', 'Must be the identifier of a licence.') })
  .meta({ description: '电子证照标识 identifier (GB/T 36904)' })

export const presentInput = z
  .strictObject({
    identifier,
    claims: z
      .array(z.string().min(1).max(60))
      .max(60)
      .meta({ description: '同意出示的项目；依规定公开的项目总是出示 names of the claims agreed to' }),
  })
  .meta({ id: 'PresentationInput' })

export const shownCodeSchema = z
  .object({
    code: z.string(),
    url: z.string(),
    createdAt: epochMs,
    expiresAt: epochMs,
    refreshAt: epochMs,
    claims: z.array(z.object({ name: z.string(), label: saidSchema })),
    qr: z.string().meta({ description: 'SVG' }),
  })
  .meta({ id: 'PresentationCode' })

export const userSchema = z
  .object({
    kind: z.string(),
    zh: z.string(),
    en: z.string(),
    department: z.string().nullable(),
    post: z.string().nullable().meta({ description: '工作人员的岗位 post of an official' }),
    roles: z.array(z.string()).nullable().meta({ description: '以何角色用证，仅审计员可见 to auditors' }),
    subject: z.string().nullable().meta({
      description: '工作人员的化名，同一人相同，仅审计员可见 pseudonym of an official, to auditors',
    }),
    purpose: z.string().nullable(),
  })
  .meta({ id: 'LicenceUser' })

export const presentationSchema = z
  .object({
    identifier: z.string(),
    claims: z.array(z.string()),
    createdAt: epochMs,
    expiresAt: epochMs,
    state: z.enum(['open', 'used', 'expired']),
    usedAt: epochMs.nullable(),
    usedBy: userSchema.nullable(),
    repeated: z.int(),
    repeatedAt: epochMs.nullable(),
    warning: saidSchema.nullable(),
  })
  .meta({ id: 'Presentation' })

export const redeemInput = z
  .strictObject({
    code: z.string().min(1).max(512).meta({
      description: '亮证码，或者扫码得到的网址 the code, or the address that was scanned',
    }),
    use: useSchema.optional(),
    asker: z.string().max(MAX_ASKER_CHARACTERS).optional().meta({
      description:
        '互认地区代为核销时由该地区签名的说明（JWT，typ 为 tongban-asker+jwt）：谁、为何核销；写入用证记录，持证人可查 a signed statement of a trusted region that redeems for somebody there: who and what for, which the holder can read',
    }),
  })
  .meta({ id: 'RedeemInput' })
