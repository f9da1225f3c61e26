import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { clearErasedFiles, fileErasure } from '@tongban/services'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { bucketStore } from '../../../packages/services/src/files/bucket-store.ts'
import { forgetUploads } from '../../../packages/services/src/files/forget.ts'
import { jpegFile, pdfFile, zipOf } from '../../../packages/services/src/files/samples.fixture.ts'
import { expectStore } from '../../../packages/services/src/files/store-contract.fixture.ts'
import { rotateFieldKeys } from '../../../packages/services/src/keys/rotate.ts'
import { door } from '../../../workers/casework/src/door.ts'
import { advertising, type Case, handIn, officialToken } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import {
  complete,
  declare,
  filesPath,
  handedIn,
  sendMissing,
  sendPart,
  sha256,
  uploaded,
} from '../../files.ts'
import { type Answered, ask } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import { citizen, coldIsolate, DB, everyRow, logged, must, NOW, tokenOf, worker } from '../../region.ts'

/** Files of a case: handed in part by part, checked by content, sealed, and read by whoever may, on record. */

const PART = 512 * 1024
const MIB = 1024 * 1024
const paper = (bytes: Uint8Array = pdfFile(2_000), name = '张三的设置方案.pdf') => ({
  material: 'design',
  name,
  bytes,
})
let mine: Case
let token = ''

beforeAll(async () => {
  vi.setSystemTime(NOW)
  mine = await handIn(advertising)
  token = await tokenOf(mine.owner)
})
beforeEach(() => {
  vi.setSystemTime(NOW)
})

const readBytes = async (path: string, headers: Record<string, string> = {}, as = token) => {
  const response = await worker(
    new Request(`http://region.test${path}`, { headers: { Authorization: `Bearer ${as}`, ...headers } }),
  )
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}
const errorsOf = ({ body }: Answered) => (Array.isArray(body.errors) ? body.errors : [])
const firstDetail = (answered: Answered) =>
  `${errorsOf(answered)[0]?.pointer} ${errorsOf(answered)[0]?.detail}`
const listOf = async (as = token) => must(await ask(worker, as, 'GET', filesPath(mine.number)), 200)
const objects = async () => (await env.FILES.list()).objects.map(({ key }) => key)
const bucketOf = (bucket: R2Bucket) => ({
  put: bucket.put.bind(bucket),
  delete: bucket.delete.bind(bucket),
  list: bucket.list.bind(bucket),
})
const idOf = (path: string) => path.split('/').at(-1) ?? ''

describe('handing in', () => {
  test('does a file of three parts come back as it was, and is it an event of the case?', async () => {
    const bytes = pdfFile(2 * PART + 77, 'three')
    const path = await uploaded(token, mine.number, paper(bytes))
    const done = must(await complete(token, path), 200)
    expect(done.body).toMatchObject({
      material: 'design',
      materialName: { zh: '设置方案和效果图' },
      name: '张三的设置方案.pdf',
      type: 'application/pdf',
      size: bytes.length,
      erased: false,
    })
    const read = await readBytes(path)
    expect([read.status, await sha256(read.bytes)]).toEqual([200, await sha256(bytes)])
    expect(read.headers.get('Content-Type')).toBe('application/pdf')
    expect(read.headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('张三的设置方案.pdf')}`,
    )
    expect(read.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(read.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    const { results } = await DB.prepare(
      "SELECT data FROM case_events WHERE case_number = ? AND type = 'fileAdded'",
    )
      .bind(mine.number)
      .all<{ data: string }>()
    expect(JSON.parse(results.at(-1)?.data ?? '')).toEqual({
      by: 'applicant',
      file: done.body.id,
      itemCode: 'outdoor-advertising',
      material: 'design',
      mediaType: 'application/pdf',
      size: bytes.length,
      digest: done.body.digest,
    })
    const seen = must(await ask(worker, token, 'GET', `/approvals/v1/cases/${mine.number}`), 200)
    expect(JSON.stringify(seen.body.timeline)).toContain('收到文件')
    // Completed again, and announced again: the same file, nothing more to send.
    expect(must(await complete(token, path), 200).body).toEqual(done.body)
    const again = must(await declare(token, mine.number, paper(bytes)), 201)
    expect(again.body).toMatchObject({ id: done.body.id, state: 'complete', missing: [] })
  })

  test('does an upload that broke off go on where it stopped, from another place too?', async () => {
    const bytes = pdfFile(3 * PART, 'broken off')
    const first = must(await declare(token, mine.number, paper(bytes)), 201)
    const path = filesPath(mine.number, `/${first.body.id}`)
    expect(first.headers.get('Location')).toBe(`${path}/upload`)
    expect(first.body).toMatchObject({ offset: 0, partBytes: PART, missing: [0, PART, 2 * PART] })
    await sendMissing(token, path, bytes, 1)
    const head = await ask(worker, token, 'HEAD', `${path}/upload`)
    expect([head.status, head.headers.get('Upload-Offset')]).toEqual([200, String(PART)])
    const early = await complete(token, path)
    expect([early.status, early.body.code]).toEqual([409, 'uploadIncomplete'])
    expect(early.body.detail).toContain(`自第 ${PART} 字节起`)
    const again = must(await declare(token, mine.number, paper(bytes)), 201)
    expect(again.body).toMatchObject({ id: first.body.id, offset: PART, missing: [PART, 2 * PART] })
    // The last before the second, and the first once more.
    must(await sendPart(token, path, 2 * PART, bytes.subarray(2 * PART)), 200)
    const repeated = must(await sendPart(token, path, 0, new Uint8Array(PART)), 200)
    expect(repeated.body).toMatchObject({ offset: PART, missing: [PART] })
    await sendMissing(token, path, bytes)
    must(await complete(token, path), 200)
    expect(await sha256((await readBytes(path)).bytes)).toBe(await sha256(bytes))
  })

  test('is the same part sent twice at once kept once, and nothing left over in the storage?', async () => {
    const bytes = pdfFile(PART + 5, 'twice at once')
    const { body } = must(await declare(token, mine.number, paper(bytes)), 201)
    const path = filesPath(mine.number, `/${body.id}`)
    const before = await objects()
    const answers = await Promise.all(
      [0, 0, 0, PART, PART].map((offset) =>
        sendPart(token, path, offset, bytes.subarray(offset, offset + PART)),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    must(await complete(token, path), 200)
    expect((await objects()).length - before.length).toBe(2)
    expect(await sha256((await readBytes(path)).bytes)).toBe(await sha256(bytes))
  })

  test('are two uploads at once, and two completions of one, each taken in once?', async () => {
    const papers = ['left', 'right'].map((mark) => paper(pdfFile(900, mark)))
    const paths = await Promise.all(papers.map((each) => uploaded(token, mine.number, each)))
    const [left = ''] = paths
    const done = await Promise.all([...paths, left, left].map((path) => complete(token, path)))
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { results } = await DB.prepare(
      "SELECT data FROM case_events WHERE case_number = ? AND type = 'fileAdded'",
    )
      .bind(mine.number)
      .all<{ data: string }>()
    for (const path of paths) expect(results.filter(({ data }) => data.includes(idOf(path)))).toHaveLength(1)
  })

  test('does an upload given up while it is completed leave no event behind?', async () => {
    const trips = countTrips(DB)
    const counted = await uploaded(token, mine.number, paper(pdfFile(700, 'counted')))
    must(await complete(token, counted, coldIsolate({ DB: trips.counted })), 200)
    const last = trips.taken()
    const path = await uploaded(token, mine.number, paper(pdfFile(700, 'given up')))
    const events = await countEvents()
    const between = meddle(DB, async (trip) => {
      // Before the batch that takes it in.
      if (trip === last)
        await DB.prepare("UPDATE files SET state = 'givenUp' WHERE file_id = ?").bind(idOf(path)).run()
    })
    expect((await complete(token, path, coldIsolate({ DB: between }))).status).toBe(500)
    expect(await countEvents()).toBe(events)
    expect((await complete(token, path)).status).toBe(404)
  })
})

const countEvents = async () =>
  (await DB.prepare('SELECT count(*) AS n FROM case_events WHERE case_number = ?')
    .bind(mine.number)
    .first<number>('n')) ?? 0

describe('bad input', () => {
  test('is a file of 21 MiB refused before a byte is sent, and one of 20 MiB announced?', async () => {
    const sized = (size: number) =>
      declare(token, mine.number, paper(), { size, sha256: `${size}`.padStart(64, '0') })
    const large = await sized(21 * MIB)
    expect([large.status, firstDetail(large)]).toEqual([
      422,
      '/size 每个文件不超过 20 MiB。请压缩或者分成几个文件后上传。',
    ])
    expect((await sized(20 * MIB + 1)).status).toBe(422)
    expect(firstDetail(await sized(0))).toContain('文件是空的')
    expect(must(await sized(20 * MIB), 201).body.missing).toHaveLength(40)
  })

  test.each([
    ['../../etc/passwd.pdf', '路径'],
    ['C:\\a.pdf', '路径'],
    ['a\u0001.pdf', '看不见'],
    ['fdp.\u202eexe.pdf', '看不见'],
    ['a.exe', '只接收以下格式'],
    ['', '1–120'],
  ])('is the name %j refused with a reason?', async (name, words) => {
    const refused = await declare(token, mine.number, paper(pdfFile(), name))
    expect(refused.status).toBe(422)
    expect(firstDetail(refused)).toContain(`/name `)
    expect(firstDetail(refused)).toContain(words)
  })

  test('is a material the item does not know refused with those it does, and both faults at once?', async () => {
    const refused = await declare(token, mine.number, paper(pdfFile(), 'a/b.pdf'), { material: 'nothing' })
    expect(errorsOf(refused).map(({ pointer }) => pointer)).toEqual(['/name', '/material'])
    expect(refused.text).toContain('design, siteRight')
  })

  test.each([
    ['a zip named pdf', 'a.pdf', zipOf({ 'a.txt': 'x' }), '文件内容不是完整的'],
    ['a picture named pdf', 'a.pdf', jpegFile(), 'JPEG 图片，与文件名的后缀不符'],
    ['a page named png', 'a.png', new TextEncoder().encode('<script>'), '文件内容不是完整的'],
  ])('is %s refused, and cleared away?', async (_, name, bytes, words) => {
    const before = await objects()
    const path = await uploaded(token, mine.number, paper(bytes, name))
    const refused = await complete(token, path)
    expect(refused.status).toBe(422)
    expect(firstDetail(refused)).toContain(`/name ${''}`)
    expect(firstDetail(refused)).toContain(words)
    expect(await objects()).toEqual(before)
    expect((await complete(token, path)).status).toBe(404)
    // Announced again it begins anew.
    expect(must(await declare(token, mine.number, paper(bytes, name)), 201).body).toMatchObject({ offset: 0 })
  })

  test('is content of another digest refused, and cleared away?', async () => {
    const bytes = pdfFile(600, 'said')
    const { body } = must(await declare(token, mine.number, paper(bytes)), 201)
    const path = filesPath(mine.number, `/${body.id}`)
    must(await sendPart(token, path, 0, pdfFile(600, 'sent')), 200)
    const refused = await complete(token, path)
    expect([refused.status, firstDetail(refused)]).toEqual([
      422,
      expect.stringContaining('/sha256 收到的内容与声明的'),
    ])
    expect((await objects()).some((key) => key.includes(idOf(path)))).toBe(false)
    const begun = must(await declare(token, mine.number, paper(bytes)), 201)
    expect(begun.body.id).not.toBe(body.id)
    await sendMissing(token, filesPath(mine.number, `/${begun.body.id}`), bytes)
    must(await complete(token, filesPath(mine.number, `/${begun.body.id}`)), 200)
  })

  test('is a part at a wrong place, of a wrong length or not as bytes refused with what was expected?', async () => {
    const bytes = pdfFile(PART + 10, 'parts')
    const { body } = must(await declare(token, mine.number, paper(bytes)), 201)
    const path = filesPath(mine.number, `/${body.id}`)
    const part = (offset: number, length: number, headers = {}) =>
      sendPart(token, path, offset, new Uint8Array(length), worker, headers)
    expect(firstDetail(await part(1, 10))).toContain(`/headers/upload-offset 应为 ${PART} 的整数倍`)
    expect(firstDetail(await part(2 * PART, 10))).toContain('/headers/upload-offset')
    expect(firstDetail(await part(0, 10))).toContain(`这一段应为 ${PART} 字节，收到 10 字节`)
    expect(firstDetail(await part(PART, 11))).toContain('应为 10 字节')
    expect(firstDetail(await part(0, 1, { 'Upload-Offset': 'x' }))).toContain(
      '/headers/upload-offset 应为从 0 起的整数',
    )
    const json = await part(0, 1, { 'Content-Type': 'application/json' })
    expect([json.status, json.body.code]).toEqual([415, 'notBytes'])
    expect((await part(0, MIB + 1)).status).toBe(413)
  })

  test('does a case hold so many files and no more?', async () => {
    const other = await handIn(advertising)
    const as = await tokenOf(other.owner)
    const announce = (number: number) =>
      declare(as, other.number, paper(), { sha256: String(number).padStart(64, '0') })
    const answers = await Promise.all(Array.from({ length: 51 }, (_, number) => announce(number)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50)
    expect(
      firstDetail(answers.find(({ status }) => status === 422) ?? must(answers[0] as Answered, 422)),
    ).toContain('一个办件最多 50 个文件')
  })

  test('where no storage is connected, is that said, and does everything else go on?', async () => {
    const without = coldIsolate({ FILES: undefined })
    const refused = await declare(token, mine.number, paper(), {}, without)
    expect([refused.status, refused.body.code]).toEqual([503, 'filesNotConfigured'])
    must(await ask(without, token, 'GET', `/approvals/v1/cases/${mine.number}`), 200)
  })

  test('does a case that is over take no file, and finish none that was on its way?', async () => {
    const other = await handIn(advertising)
    const as = await tokenOf(other.owner)
    const path = await uploaded(as, other.number, paper())
    must(await ask(worker, as, 'POST', `/approvals/v1/cases/${other.number}/withdraw`), 200)
    for (const refused of [
      await complete(as, path),
      await declare(as, other.number, paper(pdfFile(9, 'more'))),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
      expect(refused.body.detail).toContain('办件现为“已撤回”')
    }
  })

  test('is an upload forgotten after three days, row and storage, and is a complete file kept?', async () => {
    const kept = await handedIn(token, mine.number, paper(pdfFile(800, 'kept')))
    const path = await uploaded(token, mine.number, paper(pdfFile(800, 'left behind')))
    const before = await objects()
    vi.setSystemTime(NOW + 73 * 3_600_000)
    const late = await tokenOf(mine.owner)
    expect((await complete(late, path)).status).toBe(404)
    const { forgotten } = await forgetUploads(await clockContext())
    expect(forgotten).toBeGreaterThan(0)
    const after = await objects()
    expect(before.length - after.length).toBeGreaterThan(0)
    const left = await DB.prepare('SELECT count(*) AS n FROM files WHERE file_id = ?')
      .bind(idOf(path))
      .first('n')
    const parts = await DB.prepare('SELECT count(*) AS n FROM file_parts WHERE file_id = ?')
      .bind(idOf(path))
      .first('n')
    expect([left, parts]).toEqual([0, 0])
    expect((await readBytes(kept, {}, late)).status).toBe(200)
  })
})

describe('security', () => {
  let path = ''
  const bytes = pdfFile(2 * PART + 9, 'three parts')
  beforeAll(async () => {
    vi.setSystemTime(NOW)
    path = await handedIn(token, mine.number, paper(bytes))
  })
  /** The names of its parts in the storage, in order. */
  const partsOf = async () => {
    const { results } = await DB.prepare(
      "SELECT 'files/' || address || '/' || seal AS name FROM files JOIN file_parts USING (file_id) WHERE file_id = ? ORDER BY part_index",
    )
      .bind(idOf(path))
      .all<{ name: string }>()
    return results.map(({ name }) => name)
  }
  const stored = async (name = '') => new Uint8Array((await (await env.FILES.get(name))?.arrayBuffer()) ?? [])
  /** Reads the file after `change` and puts the storage back. */
  async function readAfter(change: (names: readonly string[]) => Promise<unknown>) {
    const names = await partsOf()
    const before = await Promise.all(names.map(stored))
    await change(names)
    const answered = await readBytes(path).catch(() => ({ status: 0, bytes: new Uint8Array() }))
    await Promise.all(names.map((name, at) => env.FILES.put(name, before[at] ?? new Uint8Array())))
    return answered
  }

  test('does the bucket do what a storage does?', async () => {
    await expectStore(bucketStore(env.FILES, 10), 'contract')
  })

  test('do storage, database, log and addresses tell nothing of content, name or digest?', async () => {
    const rows = JSON.stringify(await everyRow())
    const digest = await sha256(bytes)
    for (const said of [rows, logged.join('\n'), (await objects()).join('\n')]) {
      for (const secret of ['张三的设置方案', digest, mine.owner.idNumber]) expect(said).not.toContain(secret)
    }
    const text = new TextDecoder('latin1').decode(await stored((await partsOf())[0]))
    expect(text).not.toContain('%PDF')
  })

  test('is the same content of another case, or handed in for another material, another object?', async () => {
    const other = await handIn(advertising)
    const before = await objects()
    await handedIn(await tokenOf(other.owner), other.number, paper(bytes))
    await handedIn(token, mine.number, { ...paper(bytes), material: 'siteRight' })
    expect((await objects()).length - before.length).toBe(6)
  })

  test.each([
    [
      'one bit was changed',
      async (names: readonly string[]) => {
        const [first = ''] = names
        const part = await stored(first)
        part[40] = (part[40] ?? 0) ^ 1
        return env.FILES.put(first, part)
      },
    ],
    [
      'its first two parts were exchanged',
      async ([one = '', two = '']: readonly string[]) => {
        const [first, second] = [await stored(one), await stored(two)]
        await env.FILES.put(one, second)
        return env.FILES.put(two, first)
      },
    ],
    [
      'its first part was cut off',
      async ([one = '']: readonly string[]) => env.FILES.put(one, (await stored(one)).subarray(0, 1_000)),
    ],
    ['its first part was lost', async ([one = '']: readonly string[]) => env.FILES.delete(one)],
  ])('is nothing given out when %s in the storage?', async (_, change) => {
    const { status, bytes: got } = await readAfter(change)
    expect(status).toBe(500)
    expect(got.length).toBeLessThan(2_000)
    expect(logged.some((line) => line.includes('filePartUnreadable'))).toBe(true)
  })

  test('does an answer break off where a later part was changed, and is it never wrong?', async () => {
    const { bytes: got } = await readAfter(async (names) =>
      env.FILES.put(names[1] ?? '', new Uint8Array(100)),
    )
    expect(got.length).toBeLessThan(bytes.length)
  })

  const run = (sql: string) => DB.prepare(sql).bind(idOf(path)).run()
  test.each([
    ['exchanged', [0, 1], 2 * PART + 9],
    ['cut short, the size too,', [2], 2 * PART],
  ])('is a list of parts that was %s in the database found?', async (_, moved, size) => {
    const [one = 0, other = 99] = moved
    const exchange = async () => {
      await run(`UPDATE file_parts SET part_index = -1 WHERE file_id = ? AND part_index = ${one}`)
      await run(`UPDATE file_parts SET part_index = ${one} WHERE file_id = ? AND part_index = ${other}`)
      await run(`UPDATE file_parts SET part_index = ${other} WHERE file_id = ? AND part_index = -1`)
    }
    await exchange()
    await run(`UPDATE files SET size = ${size} WHERE file_id = ?`)
    const changed = await readBytes(path, { Range: `bytes=${PART}-` })
    await exchange()
    await run(`UPDATE files SET size = ${bytes.length} WHERE file_id = ?`)
    expect(changed.status).toBe(500)
    expect((await readBytes(path)).status).toBe(200)
  })

  test('is each reading by an official stated, recorded before the answer, and shown to the applicant?', async () => {
    const handler = await officialToken('handler')
    const bare = await ask(worker, handler, 'GET', path)
    expect([bare.status, firstDetail(bare)]).toEqual([
      422,
      expect.stringContaining('/query/purpose 工作人员查看文件须说明用途'),
    ])
    expect((await readBytes(`${path}?purpose=examine`, {}, handler)).status).toBe(200)
    expect((await readBytes(`${path}?purpose=audit`, {}, await officialToken('auditor'))).status).toBe(200)
    const { body } = await listOf()
    const files = body.files as { id: string; readings: { by: string; purpose: string }[] }[]
    const readings = files.find(({ id }) => id === idOf(path))?.readings ?? []
    const byOfficials = readings.filter(({ by }) => by === 'official')
    expect(byOfficials).toHaveLength(2)
    expect(byOfficials).toContainEqual({
      at: NOW,
      by: 'official',
      byName: { zh: '经办人', en: 'handler' },
      department: 'city-management',
      post: expect.any(String),
      purpose: 'examine',
      purposeName: { zh: '审查本办件', en: 'to examine this case' },
    })
    expect(JSON.stringify(body)).not.toContain('city-management-handler')
    const failing = meddle(DB, (trip) => {
      if (trip === 3) throw new Error('D1_ERROR: Network connection lost.')
    })
    const cut = coldIsolate({ DB: failing })
    expect((await ask(cut, handler, 'GET', `${path}?purpose=examine`)).status).toBeGreaterThanOrEqual(500)
  })

  test('does a stranger find neither file nor list nor upload?', async () => {
    const stranger = await tokenOf(citizen('1960-01-01', 955))
    for (const [method, below] of [
      ['GET', ''],
      ['GET', `/${idOf(path)}`],
      ['GET', `/${idOf(path)}/upload`],
      ['POST', `/${idOf(path)}/complete`],
    ] as const)
      expect((await ask(worker, stranger, method, filesPath(mine.number, below))).status).toBe(404)
    expect((await sendPart(stranger, path, 0, new Uint8Array(PART))).status).toBe(404)
    const other = await handIn(advertising)
    const theirs = await tokenOf(other.owner)
    // Own case, the file of another's.
    expect((await ask(worker, theirs, 'GET', filesPath(other.number, `/${idOf(path)}`))).status).toBe(404)
  })

  test('is a range given as asked, over the edges of parts, and the whole where none can be?', async () => {
    const ranged = async (range: string) => {
      const got = await readBytes(path, { Range: range })
      return [got.status, got.headers.get('Content-Range'), await sha256(got.bytes)]
    }
    const slice = async (from: number, to: number) => [
      206,
      `bytes ${from}-${to - 1}/${bytes.length}`,
      await sha256(bytes.subarray(from, to)),
    ]
    expect(await ranged('bytes=0-9')).toEqual(await slice(0, 10))
    expect(await ranged(`bytes=${PART - 3}-${PART + 3}`)).toEqual(await slice(PART - 3, PART + 4))
    expect(await ranged('bytes=-5')).toEqual(await slice(bytes.length - 5, bytes.length))
    expect(await ranged(`bytes=${2 * PART}-99999999`)).toEqual(await slice(2 * PART, bytes.length))
    const whole = [200, null, await sha256(bytes)]
    for (const range of ['bytes=9-1', `bytes=${bytes.length}-`, 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-0'])
      expect(await ranged(range)).toEqual(whole)
  })

  test('is no more read from the storage than is taken, and one part after the other when it is completed?', async () => {
    const large = pdfFile(12 * PART, 'twelve parts')
    const upload = await uploaded(token, mine.number, paper(large))
    let reads = 0
    let atOnce = 0
    let most = 0
    const watched = {
      ...bucketOf(env.FILES),
      async get(name: string) {
        reads += 1
        atOnce += 1
        most = Math.max(most, atOnce)
        const found = await env.FILES.get(name)
        return found === null ? null : { arrayBuffer: () => found.arrayBuffer().finally(() => (atOnce -= 1)) }
      },
    }
    must(await complete(token, upload, coldIsolate({ FILES: watched })), 200)
    expect(most).toBe(1)
    expect(reads).toBeLessThan(2 * 12)
    reads = 0
    const context = createExecutionContext()
    const response = await door.fetch(
      new Request(`http://region.test${upload}`, { headers: { Authorization: `Bearer ${token}` } }),
      { ...env, FILES: watched },
      context,
    )
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await waitOnExecutionContext(context)
    expect(reads).toBeLessThan(4)
    expect(most).toBe(1)
  })

  test('does a new field key wrap the files’ own keys anew, leave the parts alone, and open everything by itself?', async () => {
    const old = JSON.parse(env.TONGBAN_FIELD_KEYS)
    const key = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    const ring = (keys: object) => ({
      TONGBAN_FIELD_KEYS: JSON.stringify({ ...old, current: 'files2', keys }),
    })
    const both = ring({ ...old.keys, files2: key })
    const before = await objects()
    await rotateFieldKeys(await clockContext(both), null)
    const wrapped = await DB.prepare('SELECT key_enc, meta_enc FROM files WHERE file_id = ?')
      .bind(idOf(path))
      .first<{ key_enc: string; meta_enc: string }>()
    expect([wrapped?.key_enc, wrapped?.meta_enc].map((text) => text?.split('.')[1])).toEqual([
      'files2',
      'files2',
    ])
    expect(await objects()).toEqual(before)
    const alone = coldIsolate(ring({ files2: key }))
    const response = await alone(
      new Request(`http://region.test${path}`, { headers: { Authorization: `Bearer ${token}` } }),
    )
    expect(await sha256(new Uint8Array(await response.arrayBuffer()))).toBe(await sha256(bytes))
    // The other tests go on under the old ring.
    await rotateFieldKeys(
      await clockContext({
        TONGBAN_FIELD_KEYS: JSON.stringify({ ...old, keys: { ...old.keys, files2: key } }),
      }),
      null,
    )
  })

  test('once a case is erased, does nothing of its files open or remain, and is it still said that they were there?', async () => {
    const other = await handIn(advertising)
    const as = await tokenOf(other.owner)
    const theirs = await handedIn(as, other.number, paper(pdfFile(PART + 1, 'to be erased')))
    const before = (await objects()).length
    const context = await clockContext()
    await context.database.write([fileErasure(other.number)])
    expect((await readBytes(theirs, {}, as)).status).toBe(404)
    // As if it had been cut off after the batch: the job finds what is left.
    await forgetUploads(context)
    expect((await objects()).length).toBeLessThan(before - 1)
    const left = "SELECT count(*) AS n FROM files WHERE state = 'erased' AND expires_at IS NOT NULL"
    expect(await DB.prepare(left).first('n')).toBe(0)
    expect(await clearErasedFiles(context, other.number)).toBe(0)
    const addresses = "SELECT count(*) AS n FROM files WHERE state = 'erased' AND address <> file_id"
    expect(await DB.prepare(addresses).first('n')).toBe(0)
    const { body } = must(await ask(worker, as, 'GET', filesPath(other.number)), 200)
    expect(body.files).toEqual([expect.objectContaining({ id: idOf(theirs), name: null, erased: true })])
  })
})
