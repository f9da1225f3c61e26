import { parseArgs } from 'node:util'
import { Trouble } from '../say.ts'
import { REGIONS, type Region } from './regions.ts'

/** `npm start -- [--region 510116] [--port 8787] [--watch]`: which regions are started, from which port, and from what. */

export const USAGE = `npm start -- [--region 510116] [--port 8787] [--watch]
  --region  只启动一个地区 start one region only: ${REGIONS.map(({ code, zh, en }) => `${code} ${zh} ${en}`).join(', ')}
  --port    首个地区的端口，其后依次加一 port of the first region, the next takes the next one
  --watch   改动源代码后立即生效（启动和换时间较慢）changes of the source are taken up at once (starts more slowly)
  --help    显示本说明 show this`

export type Options = {
  readonly help: boolean
  readonly watch: boolean
  readonly regions: readonly Region[]
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parsed(args)
  const regions = REGIONS.filter(({ code }) => values.region === undefined || code === values.region)
  if (regions.length === 0) {
    const known = REGIONS.map(({ code }) => code).join(', ')
    throw new Trouble(
      `没有地区 ${values.region}。可用：${known}。`,
      `There is no region ${values.region}. Known: ${known}.`,
    )
  }
  const { help, watch } = values
  if (values.port === undefined) return { help, watch, regions }
  const first = portOf(values.port, regions.length)
  return { help, watch, regions: regions.map((region, index) => ({ ...region, port: first + index })) }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        region: { type: 'string' },
        port: { type: 'string' },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw new Trouble(`命令参数有误。\n${USAGE}`, `The options are wrong: ${thrown.message}`)
  }
}

export function portOf(text: string, count: number): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1024 && port + count <= 65_536) return port
  throw new Trouble(
    `端口 ${text} 不可用。请用 1024 到 ${65_536 - count} 之间的数。`,
    `Port ${text} cannot be used. Take a number from 1024 to ${65_536 - count}.`,
  )
}
