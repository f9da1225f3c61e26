/**
 * `npm run verify-audit`: recomputes all evidence of a running region from what its API hands to an auditor, and names
 * every record that was changed, removed or put in. Ends with code 1 when something is found.
 */
import { parseArgs } from 'node:util'
import { apiReader, auditRegion, overdueOf, publicKeysSchema, sayFinding } from '@tongban/evidence'
import {
  CONNECTION_OPTIONS,
  CONNECTION_USAGE,
  connect,
  getJson,
  pinnedBy,
  readKeys,
} from './evidence/connection.ts'
import { checkFiles } from './evidence/stored-files.ts'
import { say, telling } from './say.ts'

const USAGE = `npm run verify-audit -- [--region 510116 | --origin https://…] [--keys keys.json] [--thumbprint …]
${CONNECTION_USAGE}
  --keys        只信任该文件中的审计公钥 trust the public audit keys in this file only
  --thumbprint  只信任这些指纹的公钥，可重复 trust only keys with this thumbprint, may be repeated`

await telling(async () => {
  const { values } = parseArgs({
    options: {
      ...CONNECTION_OPTIONS,
      keys: { type: 'string' },
      thumbprint: { type: 'string', multiple: true, default: [] },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const connection = await connect(values, 'auditor')
  const get = (path: string) => getJson(connection, path)
  const named =
    values.keys === undefined
      ? publicKeysSchema.parse(await get('/approvals/v1/evidence/keys')).keys
      : await readKeys(values.keys)
  const trusted = values.thumbprint.length === 0 ? named : await pinnedBy(named, values.thumbprint)
  const report = await auditRegion(await apiReader(get, trusted))
  const { records, findings } = report
  const counts = `${records.caseEvent} + ${records.ruleEvent} + ${records.decision} + ${records.document} + ${records.licenceEvent}`
  say(
    `封存 ${report.days} 日，至 ${report.lastSealedOn ?? '（尚无）'}；办件 ${report.cases}，证照 ${report.licences}；办件事件 + 规则事件 + 决定记录 + 文书 + 证照事件：${counts}，其中尚未封存 ${report.unsealed}`,
    `${report.days} days sealed, the last ${report.lastSealedOn ?? '(none yet)'}; ${report.cases} cases, ${report.licences} licences; case events + rule events + decision records + documents + licence events: ${counts}, of them not sealed yet ${report.unsealed}`,
  )
  if (values.keys === undefined && values.thumbprint.length === 0)
    say(
      '公钥取自该地区自身。要防范地区换掉公钥，请以 --keys 或 --thumbprint 指明另行留存的公钥。',
      'The keys are those the region itself names. Against a region that changes its keys, pin kept ones by --keys or --thumbprint.',
    )
  for (const finding of findings) {
    const { zh, en } = sayFinding(finding)
    say(`✗ ${zh}`, en)
  }
  for (const { caseNumber } of overdueOf(report.owed, Date.now()))
    say(
      `! 办件 ${caseNumber} 因逾期视为准予，所应发的证照逾一日仍未签发。请查看任务的失败原因。`,
      `Case ${caseNumber} was granted by silence more than a day ago and its licence is not signed yet. See why the job fails.`,
    )
  const stored = await checkFiles(get)
  if (findings.length + stored > 0) process.exitCode = 1
  else say('✓ 未发现改动、删除或者插入。', 'Nothing was changed, removed or put in.')
})
