import { env } from 'cloudflare:workers'
import { apiReader, verifySigned } from '@tongban/evidence'
import { sha256Hex } from '@tongban/kernel'
import { eraseCases } from '@tongban/services'
import { expect, test, vi } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { archiveCases } from '../../../packages/services/src/retention/archive-cases.ts'
import { fileClosedCases } from '../../../packages/services/src/retention/file-closed.ts'
import { clockContext } from '../../context.ts'
import { dueCard, dueNotice, rowsOf } from '../../due-notices.ts'
import { ask, official } from '../../kit.ts'
import {
  allowance,
  apply,
  asOfficial,
  DB,
  logged,
  must,
  NOW,
  newcomer,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/** The end of a case's time: what supervision and its department wrote about it goes too, and the certificate names each of it. */

const DAY_MS = 24 * 60 * 60_000
const NOTICE = '00000000-0000-7000-8000-000000000001'
const CARD = '00000000-0000-7000-9000-000000000001'
const FINDING = '00000000-0000-7000-a000-000000000001'
const handler = (method: string, path: string, body?: unknown) =>
  as('handler', 'city-management', method, path, body)
const supervisor = (method: string, path: string, body?: unknown) =>
  as('supervisor', 'services', method, path, body)
async function as(
  role: Parameters<typeof official>[0],
  department: string,
  method: string,
  path: string,
  body?: unknown,
) {
  return ask(
    worker,
    await sign(`${role}-e`, official(role, department)),
    method,
    `/supervision/v1${path}`,
    body,
  )
}
async function upload(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await worker(
    new Request(`http://region.test/supervision/v1/notices/${NOTICE}/files`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await sign('handler-e', official('handler', 'city-management'))}`,
        'Content-Type': 'application/octet-stream',
        'Upload-Name': encodeURIComponent('说明 张三.pdf'),
      },
      body: bytes,
    }),
  )
  /** Guarantee: the door answers by its contract. */
  const { id } = (await response.json()) as { id: string }
  return id
}
const objects = async () =>
  (await env.FILES.list()).objects.map(({ key }) => key).filter((key) => key.includes('supervision-'))
const WORDS = '经办人张三没有说明原因'

test('does the certificate name every text and file of supervision that went with a case, and is none of it left?', async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  const who = await newcomer()
  const subject = String(must(await apply(await tokenOf(who), allowance(who)), 201).body.caseNumber)
  await dueNotice(NOTICE, NOW, { subject, state: 'signed', step: 'decision' })
  await dueCard(CARD, NOW, { subject, step: 'decision' })
  await DB.prepare(
    `INSERT INTO supervision_findings (id, cause, kind, subject, occasion, department, post, facts, found_at)
     VALUES (?, 'noReasons', 'case', ?, '1', 'city-management', '经办人', ?, ?)`,
  )
    .bind(
      FINDING,
      subject,
      JSON.stringify({
        cause: 'noReasons',
        itemCode: null,
        subject,
        step: 'decision',
        law: 'x',
        department: 'city-management',
        post: '经办人',
        count: 1,
        fromAt: NOW,
        untilAt: NOW,
      }),
      NOW,
    )
    .run()
  const file = await upload(new Uint8Array(pdfFile(600_000)))
  must(await handler('POST', `/notices/${NOTICE}/reply`, { text: WORDS, files: [file] }), 200)
  must(await supervisor('POST', `/cards/${CARD}/dismiss`, { reason: WORDS }), 200)
  must(await supervisor('POST', `/findings/${FINDING}/end`, { reason: WORDS }), 200)
  const kept = await rowsOf(
    `SELECT 'card_steps.texts_enc' AS field, card || '/' || seq AS row, texts_enc AS text FROM card_steps
     UNION ALL SELECT 'notice_steps.texts_enc', notice || '/' || seq, texts_enc FROM notice_steps
     UNION ALL SELECT 'supervision_files.key_enc', file_id, key_enc FROM supervision_files
     UNION ALL SELECT 'supervision_files.meta_enc', file_id, meta_enc FROM supervision_files
     UNION ALL SELECT 'supervision_findings.ended_enc', id, ended_enc FROM supervision_findings ORDER BY 1`,
  )
  expect(kept).toHaveLength(5)
  const stored = await objects()
  expect(stored.length).toBeGreaterThan(0)

  vi.setSystemTime(NOW + DAY_MS)
  await fileClosedCases(await clockContext(), null)
  vi.setSystemTime(NOW + 31 * DAY_MS)
  await archiveCases(await clockContext())
  vi.setSystemTime(NOW + 4020 * DAY_MS)
  expect(await eraseCases(await clockContext())).toBe('erased 1')

  const get = async (address: string) => must(await asOfficial('auditor', 'GET', address), 200).body
  const { certificate } = await get(`/approvals/v1/cases/${subject}/retention`)
  const read = await verifySigned((await apiReader(get)).keys, 'tongban-erasure', String(certificate))
  /** Guarantee: as the job wrote it. */
  const statement = (read.ok ? read.value.statement : {}) as {
    contents: readonly { field: string; row: string; sha256: string }[]
    supervisionFiles: readonly object[]
  }
  const named = statement.contents.filter(({ field }) => /^(notice|card|supervision)_/.test(field))
  expect(named.toSorted((a, b) => (a.field < b.field ? -1 : 1))).toEqual(
    await Promise.all(
      kept.map(async ({ field, row, text }) => ({ field, row, sha256: await sha256Hex(String(text)) })),
    ),
  )
  // Its key is gone in the same batch: no copy of it opens, wherever one lies.
  expect(statement.supervisionFiles).toEqual([
    { file, notice: NOTICE, parts: stored.length, unreadable: 'keyErased' },
  ])
  expect(await objects()).toEqual([])
  expect(
    await rowsOf(
      `SELECT (SELECT count(*) FROM supervision_files) + (SELECT count(*) FROM notice_steps WHERE texts_enc <> '')
         + (SELECT count(*) FROM card_steps WHERE texts_enc <> '') + (SELECT count(*) FROM supervision_findings WHERE ended_enc IS NOT NULL) AS n`,
    ),
  ).toEqual([{ n: 0 }])
  expect(JSON.stringify(statement)).not.toContain('张三')
  expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
