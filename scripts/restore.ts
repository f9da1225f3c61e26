/**
 * `npm run restore`: writes a backup into the empty database of a region that is not running, and checks every table
 * against the manifest. Into a database that holds anything it writes nothing.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { manifestSchema } from './backup/copy.ts'
import { restoreInto, writeSql } from './backup/restore.ts'
import { CONNECTION_OPTIONS } from './evidence/connection.ts'
import { placesOf } from './region/places.ts'
import { REGIONS } from './region/regions.ts'
import { say, Trouble, telling } from './say.ts'

const USAGE = `npm run restore -- --from folder [--region 510116 | --sql file.sql]
  --from    备份所在的文件夹 folder of the backup
  --region  写入该演示地区；它须已停止，数据库须为空 into this region of the demonstration; stopped, its database empty: ${REGIONS.map(({ code }) => code).join(', ')}
  --sql     只写出 SQL，供 wrangler d1 execute --remote --file 使用 only write the SQL, for wrangler d1 execute --remote --file`

await telling(async () => {
  const { region: code, help } = CONNECTION_OPTIONS
  const { values } = parseArgs({
    options: { region: code, help, from: { type: 'string' }, sql: { type: 'string' } },
  })
  if (values.help) {
    console.log(USAGE)
    return
  }
  if (values.from === undefined)
    throw new Trouble(
      `请用 --from 指明备份所在的文件夹。\n${USAGE}`,
      'Name the folder of the backup by --from.',
    )
  const folder = resolve(values.from)
  const manifest = manifestSchema.parse(JSON.parse(await readFile(resolve(folder, 'manifest.json'), 'utf8')))
  if (values.sql !== undefined) {
    await writeSql(folder, manifest, resolve(values.sql))
    say(
      `已写出 ${values.sql}。请先对空数据库执行 wrangler d1 migrations apply，再执行 wrangler d1 execute --remote --file。`,
      `${values.sql} is written. Apply the migrations to an empty database first, then run wrangler d1 execute --remote --file.`,
    )
    return
  }
  if (values.region !== manifest.region)
    throw new Trouble(
      `备份属于地区 ${manifest.region}，不能写入地区 ${values.region}。`,
      `The backup is of region ${manifest.region} and cannot go into region ${values.region}.`,
    )
  const places = placesOf(values.region)
  if (existsSync(places.process))
    throw new Trouble(
      `地区 ${values.region} 正在运行。请先停止它。`,
      `Region ${values.region} is running. Stop it first.`,
    )
  const rows = await restoreInto(folder, manifest, places.state)
  say(
    `已恢复地区 ${manifest.region}：${manifest.tables.length} 张表，${rows} 行，与清单逐表相符。请启动后运行 npm run verify-audit。`,
    `Region ${manifest.region} is restored: ${manifest.tables.length} tables, ${rows} rows, each as the manifest says. Start it and run npm run verify-audit.`,
  )
})
