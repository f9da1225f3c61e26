import { relative } from 'node:path'
import { ROOT } from '../region/places.ts'
import { originOf } from '../region/regions.ts'
import type { Serving } from '../region/serve.ts'
import { say } from '../say.ts'
import { todayInShanghai } from '../seed/day.ts'
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
    console.log(`\n  ${region.zh} ${region.en} ${region.code}\n    ${origin}    接口文档 API: ${origin}/docs`)
  }
  const [first] = serving
  if (first) printJobs(first)
}

function printJobs({ region, places }: Serving): void {
  const folder = relative(ROOT, places.demo)
  say(
    `\n可扮演的人（${folder}/<名>.token 与 <名>.json，令牌 12 小时有效）：`,
    'Who can be tried out (token files live 12 hours):',
  )
  for (const [key, { name, zh, en }] of Object.entries(peopleOf(region.code, todayInShanghai(Date.now())))) {
    console.log(`    ${key.padEnd(13)}${name}  ${zh} · ${en}`)
  }
  for (const [key, { name }] of Object.entries(officialsOf(region.code)))
    console.log(`    ${key.padEnd(13)}${name}`)
  for (const { zh, en, command } of jobsOf(originOf(region), folder)) {
    say(`\n${zh}`, en)
    console.log(`\n${command}`)
  }
  console.log()
}

export type Job = { readonly zh: string; readonly en: string; readonly command: string }

export function jobsOf(origin: string, folder: string): readonly Job[] {
  const as = (key: string) => `-H "Authorization: Bearer $(cat ${folder}/${key}.token)"`
  const send = (key: string) => `-H "Content-Type: application/json" --data @${folder}/${key}.json`
  const api = `${origin}/approvals/v1`
  return [
    {
      zh: '72 岁老人申请高龄老人津贴，当场得到决定（同一个 Idempotency-Key 再发一次，得到同一件；津贴只批准一次）：',
      en: 'A person of 72 applies for the allowance and is decided at once (sent again under the same key it is the same case; it is granted once):',
      command: `curl -s ${api}/applications ${as('aged72')} -H "Idempotency-Key: first-allowance" \\\n  ${send('aged72')} | tee ${folder}/answer.json`,
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
