import { env } from 'cloudflare:workers'
import { makeArchive, verifyArchive } from '@tongban/evidence'
import { beforeEach, expect, test } from 'vitest'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import { advertising, asOwner, type Case, handIn, on, somebody } from '../../case-steps.ts'
import { contextOf } from '../../context.ts'
import { handedIn, sha256 } from '../../files.ts'
import { ask } from '../../kit.ts'
import { asOfficial, DB, must, tokenOf, worker } from '../../region.ts'

/** The files of a case in its archive: there for whoever gets its papers, and every change of them found offline. */

const { FILES } = env
beforeEach(() => on('2026-11-23'))

const keys = async () => {
  const { auditKeys } = await contextOf({ kind: 'clock', subject: 'cron' })
  return auditKeys?.publicKeys ?? []
}
const archiveOf = async ({ number, owner }: Case) =>
  ask(worker, await tokenOf(owner), 'GET', `/approvals/v1/cases/${number}/archive`)

test('are the files of the case in it, each bound to the data and to its event, for whoever gets the papers?', async () => {
  const owner = somebody()
  const theCase = await handIn((each) => advertising(each), owner)
  const [small, other] = [pdfFile(3_000), pdfFile(700_000)]
  const token = await tokenOf(owner)
  await handedIn(token, theCase.number, { material: 'design', name: '设计“稿”.pdf', bytes: small })
  const path = await handedIn(token, theCase.number, {
    material: 'siteRight',
    name: 'site.pdf',
    bytes: other,
  })
  must(await asOwner(theCase, 'withdraw'), 200)
  const page = must(await archiveOf(theCase), 200)
  const check = await verifyArchive(page.text, await keys())
  expect(check).toMatchObject({ problems: [], bundle: { format: 'tongban-archive/2', withheld: [] } })
  expect(check.bundle?.files).toMatchObject([
    {
      name: '设计“稿”.pdf',
      type: 'application/pdf',
      size: small.length,
      sha256: await sha256(small),
      isIncluded: true,
    },
    {
      name: 'site.pdf',
      size: other.length,
      seals: [expect.any(String), expect.any(String)],
      isIncluded: true,
    },
  ])
  expect(page.text).toContain('download="设计“稿”.pdf" href="data:application/pdf;base64,JVBERi')

  // An official without a reason has what they are by the case, and neither names nor contents.
  const part = must(await asOfficial('auditor', 'GET', `/approvals/v1/cases/${theCase.number}/archive`), 200)
  const partly = await verifyArchive(part.text, await keys())
  expect(partly.problems).toEqual([])
  expect(partly.bundle?.files).toMatchObject(
    Array(2).fill({
      name: null,
      sha256: null,
      isIncluded: false,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
  )
  expect(part.text).not.toMatch(/site\.pdf|base64/)
  const seen = must(await ask(worker, token, 'GET', `/approvals/v1/cases/${theCase.number}/files`), 200)
  const [{ readings }] = seen.body.files as [{ readings: { purpose: string }[] }]
  expect(readings.map(({ purpose }) => purpose)).toEqual(['own'])

  // Any change of what they hold, of what is said of them, or of which there are, is found.
  const problems = async (text: string) =>
    (await verifyArchive(text, await keys())).problems.map(({ zh }) => zh)
  const changed = page.text.replace('base64,JVBERi', 'base64,JVBERj')
  expect(await problems(changed)).toEqual(['附件“设计“稿”.pdf”的内容与其摘要不符。'])
  const cut = page.text.replace(/base64,[^"]{100}/, 'base64,')
  expect(await problems(cut)).toEqual(['附件“设计“稿”.pdf”的内容与其摘要不符。'])
  const gone = page.text.replaceAll(path.slice(-36), '00000000-0000-4000-8000-000000000000')
  expect(await problems(gone)).toEqual(
    expect.arrayContaining(['内容与签名不符。', '附件“site.pdf”与办件事件不符。']),
  )
})

test('does it say which file storage has lost or changed, and stand without it?', async () => {
  const owner = somebody()
  const theCase = await handIn((each) => advertising(each), owner)
  const token = await tokenOf(owner)
  await handedIn(token, theCase.number, { material: 'design', name: 'design.pdf', bytes: pdfFile(4_000) })
  must(await asOwner(theCase, 'withdraw'), 200)
  const { results } = await DB.prepare('SELECT address FROM files WHERE case_number = ?')
    .bind(theCase.number)
    .all()
  const { objects } = await FILES.list({ prefix: `files/${results[0]?.address}/` })
  await FILES.put(objects[0]?.key ?? '', new Uint8Array(4_028))
  const page = must(await archiveOf(theCase), 200)
  expect(await verifyArchive(page.text, await keys())).toMatchObject({
    problems: [],
    bundle: {
      files: [{ name: 'design.pdf', isIncluded: false }],
      withheld: [{ zh: expect.stringContaining('已被改动') }],
    },
  })
})

test('does a file of the first form, which held no files, still verify?', async () => {
  const owner = somebody()
  const theCase = await handIn((each) => advertising(each), owner)
  must(await asOwner(theCase, 'withdraw'), 200)
  const { bundle } = await verifyArchive((await archiveOf(theCase)).text, null)
  const { auditKeys } = await contextOf({ kind: 'clock', subject: 'cron' })
  if (bundle === null || auditKeys === null) throw new Error('no archive')
  const { files: _, ...rest } = bundle
  const first = await makeArchive(auditKeys, { ...rest, format: 'tongban-archive/1' })
  expect(await verifyArchive(first, await keys())).toMatchObject({ problems: [] })
  expect(first).not.toContain('附件')
})
