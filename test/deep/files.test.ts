import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlace, type Place } from './region.ts'

/**
 * Files of the largest size through the public origin of a running region, several at once. What the runtime had of memory
 * meanwhile is printed and not judged: it collects late, and a region that is served from sources that change is loaded
 * anew. That no more than one part of a file is held is tested where parts are read one by one.
 */
const SIZE = 20 * 1024 * 1024
const AT_ONCE = 4
let place: Place
let token: string
let caseNumber: string

beforeAll(async () => {
  place = await openPlace({})
  await place.start()
  const person = place.people.aged72
  token = await place.tokenOf(person)
  const answer = await call('POST', '/approvals/v1/applications', {
    itemCode: 'outdoor-advertising',
    situation: 'new',
    applicant: { kind: 'person', name: person.name, idKind: 'residentId', idNumber: person.idNumber },
    representation: { kind: 'self' },
    contact: { phone: '13800000000' },
    form: {
      site: { region: '510116', address: '演示路 1 号' },
      advertisement: { kind: 'wall', widthMetres: 3, heightMetres: 2, content: '演示' },
      from: '2035-12-01',
      until: '2036-11-30',
    },
    materials: [{ code: 'design' }],
    channel: 'web',
    delivery: { kind: 'electronic' },
    privacyNotice: '2026-01',
  })
  caseNumber = String(answer.caseNumber)
})
afterAll(async () => {
  await place.stop()
  await place.remove()
})

const authorization = () => ({ authorization: `Bearer ${token}` })

async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${place.origin}${path}`, {
    method,
    headers: {
      ...authorization(),
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

/** A PDF of the largest size whose middle nobody can compress. */
function largest(): Buffer {
  const head = Buffer.from('%PDF-1.7\n')
  const tail = Buffer.from('\n%%EOF\n')
  return Buffer.concat([head, randomBytes(SIZE - head.length - tail.length), tail])
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function handIn(bytes: Buffer, name: string): Promise<string> {
  const files = `/approvals/v1/cases/${caseNumber}/files`
  const declared = await call('POST', files, {
    material: 'design',
    name,
    size: bytes.length,
    sha256: sha256(bytes),
  })
  const path = `${files}/${declared.id}`
  const part = Number(declared.partBytes)
  for (let offset = 0; offset < bytes.length; offset += part) {
    const response = await fetch(`${place.origin}${path}/content`, {
      method: 'PUT',
      headers: {
        ...authorization(),
        'content-type': 'application/octet-stream',
        'upload-offset': String(offset),
      },
      body: bytes.subarray(offset, offset + part),
    })
    if (!response.ok) throw new Error(await response.text())
    await response.body?.cancel()
  }
  await call('POST', `${path}/complete`)
  return path
}

async function download(path: string): Promise<string> {
  const response = await fetch(`${place.origin}${path}`, { headers: authorization() })
  const digest = createHash('sha256')
  for await (const chunk of response.body ?? []) digest.update(chunk)
  return digest.digest('hex')
}

/** Resident memory of the runtime's processes, in MiB. */
const residentMib = () =>
  place
    .running()
    .filter(({ command }) => command.includes('workerd'))
    .reduce((sum, { pid }) => {
      const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      return sum + Number(kib) / 1024
    }, 0)

const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`

test('do files of 20 MiB, four at once, come back as they were?', async () => {
  const before = residentMib()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMib())
  }, 50)
  const files = Array.from({ length: AT_ONCE }, largest)
  const startedAt = performance.now()
  const paths = await Promise.all(files.map((bytes, at) => handIn(bytes, `file-${at}.pdf`)))
  const sentAt = performance.now()
  const back = await Promise.all(paths.map(download))
  clearInterval(watch)
  expect(back).toEqual(files.map(sha256))
  const said = `in ${seconds(startedAt, sentAt)}, out ${seconds(sentAt, performance.now())}`
  process.stdout.write(
    `${AT_ONCE} × 20 MiB ${said}; runtime ${before.toFixed(0)} MiB before, ${peak.toFixed(0)} MiB at most\n`,
  )
})
