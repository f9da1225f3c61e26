/**
 * `npm run verify-archive`: checks the archive file of a case without any network: signature, page, chain of events,
 * digest of every text, proof of every record. Ends with code 1 when something does not hold.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyArchive } from '@tongban/evidence'
import { pinnedBy, readKeys } from './evidence/connection.ts'
import { say, Trouble, telling } from './say.ts'

const USAGE = `npm run verify-archive -- file.html [--keys keys.json] [--thumbprint …]
  --keys        审计公钥文件，如 GET /approvals/v1/evidence/keys 所答 public audit keys, as GET /approvals/v1/evidence/keys answers them
  --thumbprint  另行留存的公钥指纹（RFC 7638），可重复 thumbprint of a key kept elsewhere (RFC 7638), may be repeated`

await telling(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      keys: { type: 'string' },
      thumbprint: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  const [file, ...others] = positionals
  if (values.help) {
    console.log(USAGE)
    return
  }
  if (file === undefined || others.length > 0)
    throw new Trouble(`请给出一个档案文件。\n${USAGE}`, 'Name one archive file.')
  const page = await readFile(file, 'utf8')
  const named = values.keys === undefined ? null : await readKeys(values.keys)
  const own = named ?? (await verifyArchive(page, null)).bundle?.keys ?? []
  const trusted = values.thumbprint.length === 0 ? named : await pinnedBy(own, values.thumbprint)
  const { bundle, problems, proved, unsealed } = await verifyArchive(page, trusted)
  for (const { zh, en } of problems) say(`✗ ${zh}`, en)
  if (bundle !== null)
    say(
      `办件 ${bundle.case.caseNumber}（${bundle.region.zh}）：${proved} 条记录已由封存日的签名根证明，${unsealed} 条在制作时尚未封存`,
      `case ${bundle.case.caseNumber} (region ${bundle.region.code}): ${proved} records proved by the signed root of their day, ${unsealed} not sealed when it was made`,
    )
  for (const { zh, en } of bundle?.withheld ?? []) say(`未收入：${zh}`, `Not included: ${en}`)
  if (trusted === null)
    say(
      '只核对了文件自身：公钥取自文件。请以 --keys 或 --thumbprint 指明从该地区另行取得的公钥。',
      'The file agrees with itself only: the keys are its own. Name the region’s keys, had from elsewhere, by --keys or --thumbprint.',
    )
  if (problems.length > 0) process.exitCode = 1
  else say('✓ 档案完整，签名和存证成立。', 'The archive is whole; signature and proofs hold.')
})
