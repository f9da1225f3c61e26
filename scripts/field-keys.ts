/**
 * `npm run field-keys`: the secrets a new deployment begins with, as `wrangler deploy --secrets-file` takes them. Printed
 * once and kept nowhere; with `--out` written to a new folder, one file for each Worker and one with all.
 */
import { parseArgs } from 'node:util'
import { makeAuditKey } from './region/audit-key.ts'
import { makeExchangeKeys } from './region/exchange-keys.ts'
import { makeFieldKeys } from './region/field-keys.ts'
import { makeIssuerKeys } from './region/issuer-keys.ts'
import { writeSecretFiles } from './region/secret-files.ts'
import { say, Trouble, telling } from './say.ts'

const USAGE = `npm run field-keys [-- --out <folder>]
  --out   写入新文件夹：每个 Worker 一个文件，另有 all.json write into a new folder, a file for each Worker, and all.json
  --help  显示本说明 show this`

await telling(async () => {
  const { out, help } = read(process.argv.slice(2))
  if (help) {
    console.log(USAGE)
    return
  }
  const secrets = {
    TONGBAN_FIELD_KEYS: makeFieldKeys('k1'),
    TONGBAN_OUTBOUND_KEYS: '{}',
    TONGBAN_AUDIT_KEY: await makeAuditKey('audit-1'),
    TONGBAN_ISSUER_KEYS: await makeIssuerKeys('issuer', Date.now()),
    TONGBAN_EXCHANGE_KEYS: await makeExchangeKeys(Date.now(), 'production'),
    TONGBAN_SESSION_KEYS: makeFieldKeys('session-1'),
  }
  if (out === undefined) {
    console.log(JSON.stringify(secrets, null, 2))
    return
  }
  const written = await writeSecretFiles(out, secrets)
  say(
    `已写入 ${out}：${written.join('、')}。请把 all.json 另存于安全之处，部署后删除此文件夹。`,
    `Written to ${out}: ${written.join(', ')}. Keep all.json in a safe place, and delete the folder after the deployment.`,
  )
})

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { out: { type: 'string' }, help: { type: 'boolean', default: false } },
    }).values
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw new Trouble(`命令参数有误。\n${USAGE}`, `The options are wrong: ${thrown.message}`)
  }
}
