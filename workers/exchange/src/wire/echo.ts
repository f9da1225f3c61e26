import { ok } from '@tongban/kernel'
import { anyJson } from '@tongban/kernel/parse'
import { epochMs } from '@tongban/kernel/words'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

/** For a partner to try its signatures and clock on; what it sends is sent back and kept nowhere. */
export const echo = endpoint(
  {
    method: 'post',
    path: '/cx/1/echo',
    summary: { zh: '签名自测', en: 'Try a signature' },
    description: {
      zh: '签名正确的，原样返回所发内容，并告知识别出的地区、密钥和双方时钟之差；不保存任何内容。',
      en: 'Answers a request whose signature holds with what was sent, whose it was taken for, by which key, and how far the clocks are apart. Nothing is kept.',
    },
    tag: TAGS.wire,
    rights: ['partner'],
    signed: { limitBytes: 65_536 },
    body: anyJson,
    answer: {
      status: 200,
      description: { zh: '识别结果和原样内容', en: 'what was understood, and what was sent' },
      schema: z.object({
        region: z.string(),
        keyId: z.string(),
        receivedAt: epochMs,
        signedAt: epochMs,
        aheadMs: z
          .int()
          .meta({ description: '对方时钟快于本地区的毫秒数 how far your clock is ahead of ours' }),
        body: anyJson,
      }),
    },
    failures: [],
  },
  async ({ signed, receivedAt, body }) =>
    ok({
      region: signed.partner,
      keyId: signed.keyId,
      receivedAt,
      signedAt: signed.createdAt,
      aheadMs: signed.createdAt - receivedAt,
      body,
    }),
)
