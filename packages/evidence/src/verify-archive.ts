/**
 * Checks an archive file with nothing but the file and the region's public audit keys: signature, that the page says
 * what the data say, the chain of events and what it adds up to, the digest of every text, and the proof of every
 * record to the signed root of its day.
 */
import { sha256Hex } from '@tongban/kernel'
import { type ArchiveBundle, archiveDigest, archiveSchema, archiveStatementSchema } from './archive.ts'
import { contentsIn, fileProblems } from './archive-files.ts'
import { archivePage, dataIn } from './archive-page.ts'
import type { PublicKey } from './audit-keys.ts'
import { openChains } from './chains.ts'
import { type Finding, sayFinding } from './finding.ts'
import { dataOf } from './link.ts'
import { verifyInclusion } from './proof.ts'
import { leafText, RECORD_NAMES, type RecordRow } from './record.ts'
import { verifySigned } from './signed.ts'

type Said = { readonly zh: string; readonly en: string }
export type ArchiveCheck = {
  readonly bundle: ArchiveBundle | null
  readonly problems: readonly Said[]
  /** How many records are proved to the root of a sealed day, and how many were made before their day was sealed. */
  readonly proved: number
  readonly unsealed: number
}

/** `trusted`: the region's keys as the reader has them from elsewhere; null takes those the file names. */
export async function verifyArchive(
  page: string,
  trusted: readonly PublicKey[] | null,
): Promise<ArchiveCheck> {
  const bundle = readBundle(page)
  const signature = dataIn(page, 'signature', 'text/plain')
  if (bundle === null || signature === null) {
    const problems = [
      { zh: '不是通办的档案文件，或者已残缺。', en: 'This is no archive file of Tongban, or it is damaged.' },
    ]
    return { bundle: null, problems, proved: 0, unsealed: 0 }
  }
  const keys = trusted ?? bundle.keys
  const contents = contentsIn(page, bundle)
  const proofs = await proofProblems(bundle, keys)
  const problems = [
    ...(await signatureProblems(bundle, signature, keys)),
    ...(archivePage(bundle, signature, contents) === page
      ? []
      : [{ zh: '页面与其中的数据不一致。', en: 'The page does not say what its data say.' }]),
    ...(await chainProblems(bundle)),
    ...(await textProblems(bundle)),
    // The first form held no files and said so.
    ...(bundle.format === 'tongban-archive/1'
      ? []
      : await fileProblems(bundle, contents, filesAdded(bundle))),
    ...proofs.problems,
  ]
  return { bundle, problems, proved: proofs.proved, unsealed: proofs.unsealed }
}

function readBundle(page: string): ArchiveBundle | null {
  const text = dataIn(page, 'archive', 'application/json')
  try {
    const parsed = archiveSchema.safeParse(text === null ? null : JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function signatureProblems(
  bundle: ArchiveBundle,
  jws: string,
  keys: readonly PublicKey[],
): Promise<Said[]> {
  const read = await verifySigned(keys, 'tongban-archive', jws)
  if (!read.ok)
    return read.failure.reason === 'unknownKey'
      ? [
          {
            zh: '签名的公钥不在所信任的公钥之中。',
            en: 'It is signed by a key that is not among the trusted ones.',
          },
        ]
      : [{ zh: '签名不成立。', en: 'The signature does not hold.' }]
  const stated = archiveStatementSchema.safeParse(read.value.statement)
  const isOfThis =
    stated.success &&
    stated.data.digest === (await archiveDigest(bundle)) &&
    stated.data.caseNumber === bundle.case.caseNumber &&
    stated.data.region === bundle.region.code
  return isOfThis ? [] : [{ zh: '内容与签名不符。', en: 'The contents are not those that were signed.' }]
}

const rowsOf = ({ records }: ArchiveBundle, kind: 'caseEvent' | 'decision' | 'document') =>
  records
    .filter((each) => each.kind === kind)
    .map(({ row }) => asRow(row))
    .toSorted((a, b) => a.row - b.row)

/** What the events say of the files that were taken in. */
const filesAdded = (bundle: ArchiveBundle) =>
  rowsOf(bundle, 'caseEvent')
    .filter(({ type }) => type === 'fileAdded' || type === 'fileReceived')
    .map(dataOf)

/** The events follow from one another, add up to the summary, and stand for every decision record. */
async function chainProblems(bundle: ArchiveBundle): Promise<Said[]> {
  const findings: Finding[] = []
  const chains = openChains(findings)
  const events = rowsOf(bundle, 'caseEvent')
  for (const row of events) await chains.check('caseEvent', row)
  for (const row of rowsOf(bundle, 'decision')) await chains.check('decision', row)
  const last = events.at(-1)
  chains.checkCase({
    ...bundle.case,
    item: null,
    stateName: null,
    row: 0,
    at: 0,
    seq: last?.seq ?? 0,
    headHash: last?.hash ?? '',
  })
  return findings.map(sayFinding)
}

async function textProblems(bundle: ArchiveBundle): Promise<Said[]> {
  const problems: Said[] = []
  const check = async (text: string, digest: unknown, zh: string, en: string) => {
    if ((await sha256Hex(text)) !== digest)
      problems.push({ zh: `${zh}与其摘要不符。`, en: `${en} does not match its digest.` })
  }
  const events = rowsOf(bundle, 'caseEvent')
  const stated = (row: RecordRow | undefined, name: string) =>
    row === undefined ? undefined : dataOf(row)[name]
  if (bundle.application !== null)
    await check(bundle.application, stated(events[0], 'applicationDigest'), '申请', 'The application')
  for (const row of rowsOf(bundle, 'decision')) {
    const key = `${row.caseNumber}/${row.seq}`
    const record = bundle.decisions[key]
    if (record !== undefined)
      await check(record, row.recordDigest, `决定记录 ${key} `, `Decision record ${key}`)
  }
  for (const { number, text } of bundle.documents) {
    const row = rowsOf(bundle, 'document').find(({ documentNumber }) => documentNumber === number)
    await check(text, row?.digest, `文书 ${number} `, `Document ${number}`)
  }
  for (const [seq, text] of Object.entries(bundle.words)) {
    const event = events.find((each) => String(each.seq) === seq)
    await check(
      text,
      stated(event, 'textsDigest'),
      `第 ${seq} 个事件的说明`,
      `What was said with event ${seq}`,
    )
  }
  return problems
}

async function proofProblems(bundle: ArchiveBundle, keys: readonly PublicKey[]) {
  const problems: Said[] = []
  const counts = { proved: 0, unsealed: 0 }
  for (const { kind, row, inclusion } of bundle.records) {
    if (inclusion === null) {
      counts.unsealed += 1
      continue
    }
    const proof = await verifyInclusion(keys, inclusion)
    const isSound =
      proof.ok && proof.value.region === bundle.region.code && inclusion.leaf === leafText(kind, asRow(row))
    if (isSound) counts.proved += 1
    else {
      const { zh, en } = RECORD_NAMES[kind]
      const key = String(kind === 'document' ? row.documentNumber : row.seq)
      problems.push({ zh: `${zh} ${key} 的存证不成立。`, en: `The proof of ${en} ${key} does not hold.` })
    }
  }
  return { ...counts, problems }
}

/** Guarantee: a record of the bundle was read with its place and time. */
const asRow = (row: ArchiveBundle['records'][number]['row']) => row as unknown as RecordRow
