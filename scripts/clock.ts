/**
 * `npm run clock -- +3wd`: moves the time of the development regions forward, so that a deadline can be seen to pass. Running
 * regions begin anew with the same data and the new time, and their cron is fired. Development only.
 */
import { civilDateAt, nationalCalendar, weekday } from '@tongban/calendar'
import { runningOf, untilFollowed } from './clock/follow.ts'
import { moved, readMove } from './clock/move.ts'
import { clockFileOf, MOST_AHEAD_MS, readAhead, writeAhead } from './region/clock-file.ts'
import { placesOf } from './region/places.ts'
import { REGIONS } from './region/regions.ts'
import { say, Trouble, telling } from './say.ts'

const USAGE = `npm run clock -- [+3wd | +2d | +5h | +30m | now]
  +3wd   向前 3 个工作日，同一时刻 three working days on, at the same time of day
  +2d    向前 2 日 two days on；+5h 小时 hours；+30m 分钟 minutes
  now    回到现在（reset 同）back to now, as does reset
  无参数 显示各地区现在的时间 without any: what time it is there`

await telling(async () => {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return console.log(USAGE)
  const move = readMove(args)
  if (move === undefined)
    throw new Trouble(`不认识的时间：${args.join(' ')}。\n${USAGE}`, 'No such move of time; see above.')
  const file = clockFileOf()
  const before = readAhead(file)
  if (move.kind === 'show') return tell(before)
  const { aheadMs, provisional } =
    move.kind === 'reset'
      ? { aheadMs: 0, provisional: false }
      : moved(move, before, Date.now(), nationalCalendar)
  if (aheadMs > MOST_AHEAD_MS)
    throw new Trouble(
      '最多向前两年。',
      'Time goes forward two years at most; `npm run clock -- now` takes it back.',
    )
  await writeAhead(file, aheadMs)
  if (provisional)
    say(
      '所经年份的放假安排尚未公布，工作日按普通周推算。',
      'A year on the way has no published calendar; its working days are those of the plain week.',
    )
  if (aheadMs < before)
    say(
      '时间已调回；此前按较晚时间写下的记录不变，日期在将来的（提醒、督办、各项任务）要等到那一天才继续。不想等的，删去 .tongban 重新 npm start。',
      'Time was taken back; what was written at a later time stays as it is, and what is dated in the future (reminders, supervision, jobs) waits until that day. Not to wait, delete .tongban and run npm start again.',
    )
  await followed(aheadMs)
  tell(aheadMs)
})

/** Until every region that runs has begun anew with this time. */
async function followed(aheadMs: number): Promise<void> {
  const running = await runningOf(REGIONS.map(({ code }) => placesOf(code)))
  if (running.length === 0)
    return say(
      '没有在运行的地区，下次 npm start 时生效。',
      'No region runs; it holds with the next npm start.',
    )
  say('运行中的地区正在按新的时间重新启动 …', 'The regions that run begin anew with the new time …')
  await untilFollowed(aheadMs, running)
}

function tell(aheadMs: number): void {
  const there = Date.now() + aheadMs
  const on = civilDateAt(there)
  const time = new Date(there + 8 * 3_600_000).toISOString().slice(11, 16)
  const day = weekday(on)
  const hours = (aheadMs / 3_600_000).toFixed(1).replace(/\.0$/, '')
  say(
    `地区时间：${on}（星期${'一二三四五六日'[day - 1]}）${time}${aheadMs === 0 ? '，即现在' : `，比现在快 ${hours} 小时`}。`,
    `It is ${on} ${time} there${aheadMs === 0 ? ', as it is here' : `, ${hours} hours ahead of now`}.`,
  )
}
