import { otherThan } from '../region/regions.ts'
import type { Serving } from '../region/serve.ts'
import { say } from '../say.ts'
import { acrossOf } from '../seed/across.ts'
import { applicationsAcross, applicationsOf, type ReadyApplication } from '../seed/applications.ts'
import { todayInShanghai } from '../seed/day.ts'
import { firstDayOf } from '../seed/first-day.ts'
import { peopleOf } from '../seed/people.ts'
import type { Person } from '../seed/person.ts'
import { registriesOf } from '../seed/registries.ts'
import { type Bearer, signToken } from '../token/sign.ts'
import { deliverRegistries } from './deliver.ts'
import { officialsOf } from './officials.ts'
import { publishRules } from './publish.ts'
import { type DemoFile, writeDemoFiles } from './write-files.ts'

/**
 * Sets a region's demonstration up and keeps it fresh: registers count as stale after a day and tokens end after
 * twelve hours, so both are renewed every six while the region runs.
 */
const RENEWAL_MS = 6 * 3_600_000

/** Returns how to stop the renewal. */
export async function keepDemo(serving: Serving): Promise<() => void> {
  await renew(serving)
  const timer = setInterval(() => {
    void renew(serving).catch((thrown: unknown) =>
      say(
        `地区 ${serving.region.code} 的演示数据未能更新，六小时后再试：${thrown}`,
        `The demonstration of region ${serving.region.code} could not be renewed; tried again in six hours.`,
      ),
    )
  }, RENEWAL_MS)
  return () => clearInterval(timer)
}

async function renew(serving: Serving): Promise<void> {
  const { region, places } = serving
  const now = Date.now() + serving.aheadMs
  const today = todayInShanghai(now)
  // Who they are never changes; what is on record of them is that of today.
  const firstDay = firstDayOf(places, now)
  const people = peopleOf(region.code, firstDay)
  const other = otherThan(region.code)
  const sign = (bearer: Bearer) => signToken(region.code, serving.secrets, bearer, now)
  const { admin, drafter, approver } = officialsOf(region.code)
  await deliverRegistries(
    region,
    await sign(admin),
    registriesOf(region.code, other, today, people, acrossOf(region.code, firstDay)),
    now,
  )
  await publishRules(region, { drafter: await sign(drafter), approver: await sign(approver) }, today)
  const visitors = acrossOf(other, firstDay)
  await writeDemoFiles(places, [
    ...(await filesOfPeople(people, applicationsOf(region.code, people), sign)),
    ...(await filesOfPeople(visitors, applicationsAcross(other, visitors), sign)),
    ...(await filesOfOfficials(region.code, sign)),
  ])
}

type Sign = (bearer: Bearer) => Promise<string>

async function filesOfPeople(
  people: Readonly<Record<string, Person>>,
  applications: readonly ReadyApplication[],
  sign: Sign,
): Promise<DemoFile[]> {
  const files = Object.entries(people).map(async ([key, person]) => {
    const { name, idNumber } = person
    const token = await sign({ kind: 'applicant', name, idKind: 'residentId', idNumber, realNameLevel: 'L3' })
    const ready = applications.find((application) => application.person === person)
    if (ready === undefined) throw new Error(`no application is ready for ${key}`)
    return [
      { name: `${key}.token`, content: token },
      { name: `${key}.json`, content: JSON.stringify(ready.body, null, 2) },
    ]
  })
  return (await Promise.all(files)).flat()
}

async function filesOfOfficials(region: string, sign: Sign): Promise<DemoFile[]> {
  const files = Object.entries(officialsOf(region)).map(async ([key, official]) => ({
    name: `${key}.token`,
    content: await sign(official),
  }))
  return Promise.all(files)
}
