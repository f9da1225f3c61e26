/**
 * `npm run conformance`: tries a partner's endpoint from outside against every clause of docs/protocol.md. Ends with 0 when
 * none fails, 1 when one does, 2 when it could not be run.
 */
import { parseArgs } from 'node:util'
import { enrol } from './enrol.ts'
import { checkedLine, inJson, outcomeLine, sumOf } from './report.ts'
import { runSuite } from './run-suite.ts'
import { isRight, selfCheck } from './self-check.ts'
import { NoAnswer, Tester } from './tester.ts'
import { readTesterFile, sampleOf, Trouble } from './tester-file.ts'
import { trialOf } from './trial.ts'

const USAGE = `npm run conformance -- --base-url <网址 URL> --keys <文件 file>
npm run conformance -- --self-check

  --base-url    被测地区的交换地址，如 base URL of the exchange to be tried: https://cx.example.gov.cn/exchange
  --keys        测试方的密钥与申请样例，见 conformance/README.md keys and sample of the tester
  --port        测试方监听的端口（登记时所报的地址）port to listen at, that of the address the tester is registered with
  --enrol       先以两名管理员（ADMIN_TOKEN、SECOND_TOKEN）登记测试方，并就该部门订立协议，仅用于开发地区
                first register the tester by two administrators and agree on the item with this office; for development
  --patience    等待对方主动告知的秒数，默认 90 seconds to wait for what comes by itself
  --json        结果为 JSON the result as JSON
  --self-check  用内置模拟地区自检：正确实现全部通过，逐条破坏则恰好相应条款不通过
                proves the suite with the mock partner: all pass, and with each clause broken exactly those concerned fail
  --help

退出码 exit code: 0 没有不符 none failed, 1 有不符 some failed, 2 无法进行 could not be run`

const out = (text: string) => process.stdout.write(`${text}\n`)

try {
  process.exitCode = await run()
} catch (thrown) {
  if (!(thrown instanceof Trouble || thrown instanceof NoAnswer)) throw thrown
  const { zh, en } = thrown instanceof Trouble ? thrown : { zh: '对方没有答复。', en: thrown.message }
  process.stderr.write(`✗ ${zh}\n  ${en}\n`)
  process.exitCode = 2
}

async function run(): Promise<number> {
  const options = read()
  if (options.help) {
    out(USAGE)
    return 0
  }
  if (options['self-check']) return await checkSelf()
  const { 'base-url': baseUrl, keys } = options
  if (baseUrl === undefined || keys === undefined)
    throw new Trouble(`请给出 --base-url 和 --keys。\n${USAGE}`, 'Give --base-url and --keys.')
  return await tryOut(exchangeOf(baseUrl), keys, options)
}

async function checkSelf(): Promise<number> {
  const all = await selfCheck((checked) => out(checkedLine(checked)))
  const wrong = all.filter((checked) => !isRight(checked)).length
  const broken = all.length - 1
  out(
    `${wrong === 0 ? '✓' : '✗'} ${broken} 条逐一破坏，${wrong} 次结果有误。\n  ${broken} clauses broken one by one, ${wrong} results wrong.`,
  )
  return wrong === 0 ? 0 : 1
}

async function tryOut(
  baseUrl: string,
  file: string,
  { json, port, patience, enrol: office }: Options,
): Promise<number> {
  const given = readTesterFile(file)
  const trial = trialOf(given, baseUrl)
  const tester = new Tester({
    region: given.region,
    keys: given.keys,
    port: port === undefined ? given.port : Number(port),
    target: () => trial.target,
    sample: sampleOf(given.trial),
    patienceMs: Number(patience) * 1000,
  })
  const startedAt = Date.now()
  const own = await tester.open()
  try {
    await trial.meet(tester)
    if (office !== undefined) {
      const { ADMIN_TOKEN: first, SECOND_TOKEN: second } = process.env
      if (first === undefined || second === undefined)
        throw new Trouble(
          '请把两名管理员的令牌放在 ADMIN_TOKEN 和 SECOND_TOKEN 中。',
          'Put the tokens of two administrators into ADMIN_TOKEN and SECOND_TOKEN.',
        )
      await enrol({ file: given, tester, testerUrl: own, office, tokens: { first, second } })
    }
    await trial.complete(tester)
    await tester.meet()
    if (!json)
      out(
        `被测 under test: ${trial.target.region} ${baseUrl}\n测试方 tester: ${given.region} ${own}，协议 agreement ${trial.target.agreement}，事项 item ${trial.target.itemCode}`,
      )
    const outcomes = await runSuite(tester, {
      tell: (outcome) => (json ? undefined : out(outcomeLine(outcome))),
    })
    const ms = Date.now() - startedAt
    out(json ? inJson(outcomes, baseUrl, ms) : sumOf(outcomes, ms))
    return outcomes.some(({ outcome }) => outcome === 'failed') ? 1 : 0
  } finally {
    await tester.close()
  }
}

/** The base URL; of an origin alone, where this project serves it. */
function exchangeOf(text: string): string {
  if (!URL.canParse(text)) throw new Trouble(`${text} 不是网址。`, `${text} is no URL.`)
  const { origin, pathname } = new URL(text)
  return pathname === '/' ? `${origin}/exchange` : `${origin}${pathname.replace(/\/$/, '')}`
}

type Options = ReturnType<typeof read>

function read() {
  try {
    return parseArgs({
      options: {
        'base-url': { type: 'string' },
        keys: { type: 'string' },
        port: { type: 'string' },
        enrol: { type: 'string' },
        patience: { type: 'string', default: '90' },
        json: { type: 'boolean', default: false },
        'self-check': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    throw new Trouble(`参数有误。\n${USAGE}`, `The options are wrong: ${thrown.message}`)
  }
}
