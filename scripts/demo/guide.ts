import { relative } from 'node:path'
import { ROOT } from '../region/places.ts'
import { originOf, otherThan, REGIONS, type Region } from '../region/regions.ts'
import type { Serving } from '../region/serve.ts'
import { say } from '../say.ts'
import { acrossOf } from '../seed/across.ts'
import { firstDayOf } from '../seed/first-day.ts'
import { peopleOf } from '../seed/people.ts'
import { officialsOf } from './officials.ts'

/** What is printed once all is ready: addresses, who can be tried out, and one command for each main job. */

export function printGuide(serving: readonly Serving[]): void {
  say(
    '\n通办已就绪。按 Ctrl-C 停止。演示数据，不具效力。',
    'Tongban is ready. Ctrl-C stops it. Demonstration data without legal force.',
  )
  for (const { region } of serving) {
    const origin = originOf(region)
    console.log(
      `\n  ${region.zh} ${region.en} ${region.code}\n    网页 pages: ${origin}    接口文档 API: ${origin}/docs`,
    )
  }
  const [first] = serving
  if (first) printJobs(first)
}

function printJobs({ region, places, aheadMs }: Serving): void {
  const folder = relative(ROOT, places.demo)
  say(
    `\n可扮演的人（${folder}/<名>.token 与 <名>.json，令牌 12 小时有效）：`,
    'Who can be tried out (token files live 12 hours):',
  )
  const firstDay = firstDayOf(places, Date.now() + aheadMs)
  const visitors = acrossOf(otherThan(region.code), firstDay)
  for (const people of [peopleOf(region.code, firstDay), visitors, officialsOf(region.code)])
    for (const [key, { name, zh, en }] of Object.entries(people))
      console.log(`    ${key.padEnd(17)}${name}  ${zh} · ${en}`)
  for (const { zh, en, command } of jobsOf(region, folder)) {
    say(`\n${zh}`, en)
    console.log(`\n${command}`)
  }
  console.log()
}

export type Job = { readonly zh: string; readonly en: string; readonly command: string }

/** How the commands that look for a region by its code are told which, and where; nothing where they look by themselves. */
function whereOf({ code, port }: Region): string {
  const known = REGIONS.find((each) => each.code === code)
  const parts = [
    ...(code === REGIONS[0]?.code ? [] : [`--region ${code}`]),
    ...(port === known?.port ? [] : [`--port ${port}`]),
  ]
  return parts.length === 0 ? '' : ` -- ${parts.join(' ')}`
}

export function jobsOf(region: Region, folder: string): readonly Job[] {
  const origin = originOf(region)
  const as = (key: string) => `-H "Authorization: Bearer $(cat ${folder}/${key}.token)"`
  const send = (key: string) => `-H "Content-Type: application/json" --data @${folder}/${key}.json`
  const api = `${origin}/approvals/v1`
  const referred = `${api}/cases/$(cat ${folder}/referred.case)`
  const step = (name: string, body: string) =>
    `curl -s ${referred}/${name} ${as('handler')} \\\n  -H "Idempotency-Key: referred-${name}" -H "Content-Type: application/json" --data '${body}'`
  return [
    {
      zh: '72 岁老人申请高龄老人津贴，当场得到决定（同一个 Idempotency-Key 再发一次，得到同一件；津贴只批准一次）：',
      en: 'A person of 72 applies for the allowance and is decided at once (sent again under the same key it is the same case; it is granted once):',
      command: `curl -s ${api}/applications ${as('aged72')} -H "Idempotency-Key: first-allowance" \\\n  ${send('aged72')} | tee ${folder}/answer.json`,
    },
    {
      zh: '同时发给的电子证照，断网也能核验（先取信任名单和状态列表；公钥在首次取时固定）：',
      en: 'The licence that came with it, verified without a network (trust bundle and status lists are fetched before; the key is pinned at the first time):',
      command: `npx tongban trust fetch ${origin} --lists --cache ${folder}/cache \\\n  && npx tongban verify --offline ${folder}/answer.json --cache ${folder}/cache`,
    },
    {
      zh: '评价刚得到的服务（评价码在答复里，不必登录；差评同时生成整改单）：',
      en: 'Rate the service just given (the token is in the answer, no sign-in; a bad rating opens a rectification order):',
      command: `curl -s ${origin}/evaluations/v1/evaluations -H "Content-Type: application/json" \\\n  --data '{"token":"'$(grep -oE '[0-9]{21}[0-9A-Z]-1(-[0-9A-Z]{4}){4}' ${folder}/answer.json | head -1)'","level":5,"options":["510"],"text":"办得很快。","channel":"web","anonymous":false}'`,
    },
    {
      zh: '为什么这样决定：',
      en: 'Why it was decided so:',
      command: `curl -s ${api}/cases/$(grep -oE '"caseNumber": ?"[0-9A-Z]{22}"' ${folder}/answer.json | cut -d'"' -f4)/explanation \\\n  ${as('aged72')}`,
    },
    {
      zh: '69 岁的人预检，不保存任何内容，得知何时可以申请：',
      en: 'A person of 69 checks beforehand, nothing is stored, and learns from which day it will be possible:',
      command: `curl -s ${api}/items/elderly-allowance/precheck ${as('aged69')} \\\n  ${send('aged69')}`,
    },
    {
      zh: '人口登记里没有的人申请，转由工作人员决定（办件编号记在 referred.case）：',
      en: 'Somebody the register does not know applies, and a person decides (the case number is kept in referred.case):',
      command: `curl -s ${api}/applications ${as('unrecorded')} -H "Idempotency-Key: first-unrecorded" \\\n  ${send('unrecorded')} | grep -oE '[0-9]{21}[0-9A-Z]' | head -1 | tee ${folder}/referred.case`,
    },
    {
      zh: '工作人员：民政局在办的办件，期限近的在前：',
      en: 'Officials: the open cases of civil affairs, the nearest limit first:',
      command: `curl -s "${api}/cases?list=department" ${as('handler')}`,
    },
    {
      zh: '经办人签批、作出决定、记录送达（本事项签一次；同一个 Idempotency-Key 再发一次，不会办两次）：',
      en: 'The handler signs, decides and records the service (this item takes one signature; sent again under the same key a step is taken once):',
      command: [
        step('sign', '{"opinion":"grant","note":"户口簿原件已核对，年龄、户籍符合条件。"}'),
        step(
          'decide',
          `{"decision":"grant","results":{"amountYuan":200,"payableFromOn":"'$(TZ=Asia/Shanghai date +%Y-%m-01)'"}}`,
        ),
        step('deliver', '{"method":"direct","receiver":"演示己"}'),
      ].join('\n'),
    },
    {
      zh: '申请人读到的文书；打印页在 …/documents/<文号>/print：',
      en: 'The documents as the applicant reads them; a page to print is at …/documents/<number>/print:',
      command: `curl -s ${referred}/documents ${as('unrecorded')}`,
    },
    {
      zh: '审计：全部记录没有被改动；每个自动决定重放，逐位一致：',
      en: 'Audit: no record was changed; every automatic decision comes out the same again, bit for bit:',
      command: `npm run --silent verify-audit${whereOf(region)}\nnpm run --silent replay${whereOf(region)}`,
    },
    {
      zh: '跨省通办：户籍在另一地区的老人在本地窗口申请，移送户籍地，按那里的规则决定（办件编号记在 across.case）：',
      en: 'Across regions: somebody of the other region applies at a window here, is handed over, and is decided by the rules there (the case number is kept in across.case):',
      command: `curl -s ${api}/applications ${as('window')} -H "Idempotency-Key: across-window" \\\n  ${send('acrossWindow')} | grep -oE '[0-9]{21}[0-9A-Z]' | head -1 | tee ${folder}/across.case`,
    },
    {
      zh: '公布的规则，人人可读：',
      en: 'The published rules, for everybody:',
      command: `curl -s ${api}/items/elderly-allowance/rules/text`,
    },
    {
      zh: '全部接口：',
      en: 'All endpoints:',
      command: `curl -s ${origin}/openapi.json`,
    },
  ]
}
