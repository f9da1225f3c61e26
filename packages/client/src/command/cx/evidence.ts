/** `tongban cx evidence`: takes the evidence of a case, or a file of it, and verifies it without asking anybody. */
import { readFile, writeFile } from 'node:fs/promises'
import { verifyEvidence } from '@tongban/exchange/evidence'
import { readEvidence } from '../../exchange/cases.ts'
import { parseJson } from '../../request.ts'
import { harmless, type Io, tell } from '../io.ts'
import { Trouble } from '../options.ts'
import { publicHalf } from './key-file.ts'
import { meet } from './meet.ts'
import type { CxOptions } from './options.ts'

type Pins = Readonly<Record<string, readonly string[]>>

export async function fetchEvidence(options: Extract<CxOptions, { readonly verb: 'evidence' }>, io: Io) {
  const { line, file } = await meet(options, io)
  const bundle = await readEvidence(line, options.caseNumber)
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(bundle, null, 2)}\n`)
  const own = await Promise.all(file.keys.filter(({ use }) => use === 'sign').map(publicHalf))
  const theirs = line.partner.keys.filter(({ use }) => use === 'sign')
  const pins: Pins = {
    [file.region]: own.map(({ kid }) => kid),
    [line.partner.region]: theirs.map(({ kid }) => kid),
  }
  return await check(bundle, pins, options.json, io)
}

/** Of a file: by the thumbprints that were given, as `<region>=<thumbprint>`; without any, by those it brings. */
export async function verifyFile(
  { file, thumbprints, json }: Extract<CxOptions, { readonly verb: 'verify' }>,
  io: Io,
) {
  const text = await readFile(file, 'utf8').catch((thrown: Error) => {
    throw new Trouble(`读不了 ${file}：${thrown.message}。`, `${file} cannot be read: ${thrown.message}.`)
  })
  const pairs = thumbprints.map((each) => each.split('='))
  if (pairs.some(([region, print]) => !/^\d{6}$/.test(region ?? '') || print === undefined))
    throw new Trouble('--thumbprint 应为 <地区>=<指纹>。', '--thumbprint is <region>=<thumbprint>.')
  const byRegion = Object.groupBy(pairs, ([region = '']) => region)
  const pins = Object.fromEntries(
    Object.entries(byRegion).map(([region, list = []]) => [region, list.map(([, print = '']) => print)]),
  )
  if (pairs.length === 0)
    tell(
      io,
      '注意：没有给出指纹，公钥取自证据包本身。请核对下列指纹，或者用 --thumbprint <地区>=<指纹>。',
      'Note: no thumbprints were given, and the keys are those of the bundle itself. Compare the thumbprints below, or give --thumbprint <region>=<thumbprint>.',
    )
  return await check(parseJson(text), pairs.length === 0 ? null : pins, json, io)
}

async function check(bundle: unknown, pins: Pins | null, json: boolean, io: Io): Promise<number> {
  const verified = await verifyEvidence(bundle, pins)
  if (!verified.ok) throw new Trouble(verified.failure.zh, verified.failure.en)
  const report = verified.value
  const { caseNumber, timeline, thumbprints, unsent, unanswered, faults } = report
  if (json) io.out(`${JSON.stringify(report, null, 2)}\n`)
  else {
    const lines = [
      `${faults.length === 0 ? '✓ 证据成立 the evidence holds' : '✗ 证据不成立 the evidence does not hold'}: ${caseNumber}`,
      `  消息 messages ${timeline.length}，无收存回执 without receipt ${unsent}，无业务回执 without verdict ${unanswered}`,
      ...Object.entries(thumbprints).flatMap(([region, list]) => list.map((print) => `  ${region} ${print}`)),
      ...faults.map(({ about, zh, en }) => `  ✗ ${about}: ${zh} ${en}`),
    ]
    for (const each of lines) io.out(`${harmless(each)}\n`)
  }
  return faults.length === 0 ? 0 : 1
}
