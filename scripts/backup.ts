/**
 * `npm run backup`: copies the database of a running region into a folder, over HTTP as its administrator. Personal data
 * stay encrypted; the region's secrets are not in it and are kept apart, as are the files in their storage.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { copyRegion } from './backup/copy.ts'
import { CONNECTION_OPTIONS, CONNECTION_USAGE, connect, getJson } from './evidence/connection.ts'
import { say, Trouble, telling } from './say.ts'

const USAGE = `npm run backup -- --out folder [--region 510116 | --origin https://…]
  --out     备份写入的新文件夹 new folder the backup is written to
${CONNECTION_USAGE}`

await telling(async () => {
  const { values } = parseArgs({ options: { ...CONNECTION_OPTIONS, out: { type: 'string' } } })
  if (values.help) {
    console.log(USAGE)
    return
  }
  if (values.out === undefined || existsSync(values.out))
    throw new Trouble(`请用 --out 指明一个新的文件夹。\n${USAGE}`, 'Name a new folder by --out.')
  const folder = resolve(values.out)
  const connection = await connect(values, 'admin')
  const manifest = await copyRegion((path) => getJson(connection, path), folder)
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(
    `已备份地区 ${manifest.region}：${manifest.tables.length} 张表，${rows} 行，在 ${folder}`,
    `Region ${manifest.region} is backed up: ${manifest.tables.length} tables, ${rows} rows, in ${folder}`,
  )
  say(
    `请把 ${folder}/keys 与 ${folder}/data 分开保管，keys 只留最近一份：旧的 keys 会使已销毁的办件复原。地区密钥（TONGBAN_FIELD_KEYS、TONGBAN_AUDIT_KEY）和文件存储（R2）不在备份之内，须另行保管。`,
    `Keep ${folder}/keys apart from ${folder}/data, the latest only: an older one would bring back cases that were erased. The region's secrets (TONGBAN_FIELD_KEYS, TONGBAN_AUDIT_KEY) and the file storage (R2) are not in it and are kept separately.`,
  )
})
