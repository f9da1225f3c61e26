/**
 * Days computed by hand from the articles and the State Council's notices, each with its reasoning. `why` counts the
 * working days one by one; nothing here was taken from the program.
 */
import type { ClockPlan } from '../src/clock-rules.ts'
import { LAW, stage } from './story.ts'

export type Golden = {
  readonly why: string
  readonly plan: string
  readonly more?: Partial<ClockPlan>
  readonly story: string
  /** Looked at on this day; the day of the last line where it is not said. */
  readonly at?: string
  readonly want: readonly string[]
}

const RENEWAL = { renewal: { daysBefore: 30, basis: LAW } }
const two = [stage('roads', 10), stage('police', 10)]
const AT_ONCE = { joint: { mode: 'simultaneous', stages: two } } as const
const IN_TURN = { joint: { mode: 'sequential', stages: two } } as const

const notice = (why: string, receivedOn: string, ...want: readonly string[]): Golden => ({
  why,
  plan: 'notice 5',
  story: `${receivedOn} received`,
  want,
})
const decision = (why: string, acceptedOn: string, ...want: readonly string[]): Golden => ({
  why,
  plan: 'decision 20',
  story: `${acceptedOn} received; ${acceptedOn} accepted`,
  want,
})
/** Accepted on Thursday 24 September 2026, so that 20 working days end on 29 October. */
const from24September = (why: string, then: string, at: string, ...want: readonly string[]): Golden => ({
  why,
  plan: 'decision 20',
  story: `2026-09-24 received; 2026-09-24 accepted; ${then}`,
  at,
  want,
})
const HEARING = 'ground=hearing neededWorkdays=10'

export const GOLDEN_CLOCKS: readonly Golden[] = [
  // 行政许可法 32(1)(四): five working days for the notice, the day of receipt not counted.
  notice('Mon 23 Nov: Tue 24, 25, 26, Fri 27, Mon 30', '2026-11-23', 'notice/law 2026-11-30 running'),
  notice('中秋 25–27 Sep: 28, 29, 30; 国庆 1–7: 8, 9 Oct', '2026-09-24', 'notice/law 2026-10-09 running'),
  notice('国庆: 8, 9, Sat 10 works, 12, 13 Oct', '2026-09-30', 'notice/law 2026-10-13 running'),
  notice('Fri 9 Oct: Sat 10 works, 12, 13, 14, 15', '2026-10-09', 'notice/law 2026-10-15 running'),
  notice('handed in on the holiday 3 Oct: 8, 9, 10, 12, 13', '2026-10-03', 'notice/law 2026-10-13 running'),
  notice('Sun 20 Sep works: 20, 21, 22, 23, 24', '2026-09-18', 'notice/law 2026-09-24 running'),
  notice('13, Sat 14 Feb works, 春节 15–23, 24, 25, 26', '2026-02-12', 'notice/law 2026-02-26 running'),
  notice('元旦 1–3 Jan, Sun 4 works: 4, 5, 6, 7, 8', '2025-12-31', 'notice/law 2026-01-08 running'),
  notice(
    '2027 not published: 1 Jan off by law, 4–8 Jan',
    '2026-12-31',
    'notice/law 2027-01-08 running provisional',
  ),
  notice(
    '28, 29, 30, 31 Dec, then Mon 4 Jan of an unpublished year',
    '2026-12-25',
    'notice/law 2027-01-04 running provisional',
  ),
  notice('25, 28, 29, 30, 31 Dec: still in 2026', '2026-12-24', 'notice/law 2026-12-31 running'),
  notice('23:59 is still the 23rd: 24–27, 30', '2026-11-23T23:59', 'notice/law 2026-11-30 running'),
  notice('00:00 is the 24th: 25, 26, 27, 30, 1 Dec', '2026-11-24T00:00', 'notice/law 2026-12-01 running'),
  notice('Sun 28 Sep 2025 works: 28, 29, 30; 9, 10 Oct', '2025-09-26', 'notice/law 2025-10-10 running'),
  notice('Sun 26 Jan works: 26, 27; 春节 28–4; 5, 6, 7', '2025-01-24', 'notice/law 2025-02-07 running'),
  notice('劳动节 1–5 May: 6, 7, 8, Sat 9 works, 11', '2026-04-30', 'notice/law 2026-05-11 running'),
  notice('Sat 9 May works: 9, 11, 12, 13, 14', '2026-05-08', 'notice/law 2026-05-14 running'),
  {
    why: 'acceptance counts from the completed supplement: Fri 9 Oct, then Sat 10 works, 12, 13, 14, 15',
    plan: 'notice 5',
    story: '2026-09-28 received; 2026-09-30 supplementRequested; 2026-10-09 supplemented',
    want: ['notice/law 2026-10-15 running'],
  },
  {
    why: 'completed on the holiday 5 Oct: 8, 9, 10, 12, 13',
    plan: 'notice 5',
    story: '2026-09-28 received; 2026-09-30 supplementRequested; 2026-10-05 supplemented',
    want: ['notice/law 2026-10-13 running'],
  },
  {
    why: 'told in time on the fifth day 30 Nov: the notice is given, and waiting owes the applicant nothing',
    plan: 'notice 5',
    story: '2026-11-23 received; 2026-11-30 supplementRequested',
    at: '2026-12-20',
    want: ['notice/law 2026-11-30 ended'],
  },
  {
    why: 'the term told to the applicant is his own: until 24:00 of 14 Oct',
    plan: '',
    story: '2026-09-28 received; 2026-09-30 supplementRequested untilOn=2026-10-14',
    want: ['supplement/promise 2026-10-14 running'],
  },
  {
    why: 'the machine’s request declined on 25 Nov: a person has five days anew, 26, 27, 30, 1, 2 Dec',
    plan: 'notice 5',
    story:
      '2026-11-23 received; 2026-11-23 supplementRequested by=machine; 2026-11-25 automaticDecisionDeclined by=applicant',
    want: ['notice/law 2026-12-02 running'],
  },
  {
    why: 'the machine’s grant declined on 28 Sep stands, and a person decides: 29, 30 (2), 8–10 (5), –16 (10), –23 (15), 26–30 Oct (20)',
    plan: 'decision 20',
    story:
      '2026-09-24 received; 2026-09-24 accepted; 2026-09-24 granted by=machine; 2026-09-28 automaticDecisionDeclined',
    want: ['decision/law 2026-10-30 running'],
  },
  {
    why: 'reopened on 12 Oct for that: the organ’s own delay gives it no day more than 30 Oct',
    plan: 'decision 20',
    story:
      '2026-09-24 received; 2026-09-24 accepted; 2026-09-24 granted by=machine; 2026-09-28 automaticDecisionDeclined; 2026-10-12 reopened',
    want: ['decision/law 2026-10-30 running'],
  },
  {
    why: 'no word by 9 Oct: accepted from 24 Sep; 28–30 (3), 8–10 (6), 12–16 (11), 19–23 (16), 26–29 (20)',
    plan: 'notice 5; decision 20',
    story: '2026-09-24 received; 2026-10-10T00:05 deemedAccepted by=clock',
    want: ['notice/law 2026-10-09 ended late', 'decision/law 2026-10-29 running'],
  },
  {
    why: 'silence after the supplement of 9 Oct: from that day; 10 (1), 12–16 (6), –23 (11), –30 (16), 2–5 Nov (20)',
    plan: 'notice 5; decision 20',
    story:
      '2026-09-28 received; 2026-09-30 supplementRequested; 2026-10-09 supplemented; 2026-10-16 deemedAccepted by=clock',
    want: ['notice/law 2026-10-15 ended late', 'decision/law 2026-11-05 running'],
  },

  {
    why: 'a registration not accepted yet is to be made or returned in three days from receipt: 24, 25, 26 Nov',
    plan: 'decision 3 workdays law fromReceipt',
    story: '2026-11-23 received; 2026-11-23 referred',
    want: ['decision/law 2026-11-26 running'],
  },
  {
    why: 'returned on the third day it is in time, and nothing waits',
    plan: 'decision 3 workdays law fromReceipt',
    story: '2026-11-23 received; 2026-11-26 returned',
    want: ['decision/law 2026-11-26 ended'],
  },
  {
    why: 'annulled and reopened on 7 Dec it has three days anew: 8, 9, 10 Dec',
    plan: 'decision 3 workdays law fromReceipt',
    story:
      '2026-11-23 received; 2026-11-23 accepted; 2026-11-24 granted; 2026-12-04 annulled; 2026-12-07 reopened',
    want: ['decision/law 2026-12-10 running'],
  },

  {
    why: 'granted by the machine and asked for electronically: it is given with the answer, on the same day',
    plan: 'delivery 10',
    story:
      '2026-11-23 received by=applicant delivery=electronic; 2026-11-23 accepted by=machine; 2026-11-23 granted by=machine',
    want: ['delivery/law 2026-12-07 ended'],
  },
  {
    why: 'asked for by post, it is still to be sent within ten: 24–27 (4), 30–4 Dec (9), 7 Dec (10)',
    plan: 'delivery 10',
    story:
      '2026-11-23 received by=applicant delivery=post; 2026-11-23 accepted by=machine; 2026-11-23 granted by=machine',
    want: ['delivery/law 2026-12-07 running'],
  },

  // 42(1): twenty working days from acceptance.
  decision(
    '28–30 (3), 8–10 (6), 12–16 (11), 19–23 (16), 26–29 (20)',
    '2026-09-24',
    'decision/law 2026-10-29 running',
  ),
  decision(
    '24–27 (4), –4 Dec (9), –11 (14), –18 (19), 21 (20)',
    '2026-11-23',
    'decision/law 2026-12-21 running',
  ),
  decision(
    'Jan 2027: 4–8 (5), 11–15 (10), 18–22 (15), 25–29 (20)',
    '2026-12-31',
    'decision/law 2027-01-29 running provisional',
  ),
  decision(
    '4 (1), 7–11 (6), –18 (11), –25 (16), 28–31 (20)',
    '2026-12-03',
    'decision/law 2026-12-31 running',
  ),
  decision(
    '7–11 (5), –18 (10), –25 (15), 28–31 (19), 4 Jan (20)',
    '2026-12-04',
    'decision/law 2027-01-04 running provisional',
  ),
  decision(
    'Sat 14 (1), 24–28 (6), 2–6 (11), –13 (16), 16–19 (20)',
    '2026-02-13',
    'decision/law 2026-03-19 running',
  ),
  decision(
    '26, 27 (2), 5–8 Feb (6), –14 (11), –21 (16), 24–27 (20)',
    '2025-01-24',
    'decision/law 2025-02-27 running',
  ),
  decision(
    'online on Sat 21 Nov: 23–27 (5), –4 (10), –11 (15), –18 (20)',
    '2026-11-21',
    'decision/law 2026-12-18 running',
  ),
  decision(
    '9–11 (3), –17 (8), –24 (13), –31 (18), 3, 4 Nov (20)',
    '2025-09-30',
    'decision/law 2025-11-04 running',
  ),
  decision(
    'Sat 7, Sun 8 work (2), –13 (7), –20 (12), –27 (17), 30, 31, 1 (20)',
    '2023-09-28',
    'decision/law 2023-11-01 running',
  ),
  decision(
    '8–12, Sat works (5), –18 (10), –25 (15), 28–1 Nov (20)',
    '2024-09-30',
    'decision/law 2024-11-01 running',
  ),
  decision(
    '国办发明电〔2020〕1号: off to 2 Feb; 3–7 (5), –14, –21, –28 (20)',
    '2020-01-23',
    'decision/law 2020-02-28 running',
  ),
  decision(
    '国办发明电〔2019〕3号: Sun 5 May (1), –10 (6), –17 (11), –24 (16), 27–30 (20)',
    '2019-04-30',
    'decision/law 2019-05-30 running',
  ),
  {
    why: 'two numbers side by side, the shorter promise first: 28–30 (3), 8–10 (6), 12–15 (10)',
    plan: 'decision 20; decision 10 workdays promise',
    story: '2026-09-24 received; 2026-09-24 accepted',
    want: ['decision/promise 2026-10-15 running', 'decision/law 2026-10-29 running'],
  },
  {
    why: 'due today is not overdue at 23:59 of the last day',
    plan: 'decision 20',
    story: '2026-09-24 received; 2026-09-24 accepted',
    at: '2026-10-29T23:59',
    want: ['decision/law 2026-10-29 running'],
  },
  {
    why: 'at 24:00, that is 00:00 of the 30th, it is over',
    plan: 'decision 20',
    story: '2026-09-24 received; 2026-09-24 accepted',
    at: '2026-10-30T00:00',
    want: ['decision/law 2026-10-29 running late'],
  },
  {
    why: 'decided on the last day: ended in time; delivery 30, 2–6 (6), 9–12 (10)',
    plan: 'decision 20; delivery 10',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-29 granted',
    want: ['decision/law 2026-10-29 ended', 'delivery/law 2026-11-12 running'],
  },
  {
    why: 'refused on the day after: ended late, and 44 gives no delivery of a licence',
    plan: 'decision 20; delivery 10',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-29 signed; 2026-10-30 refused',
    want: ['decision/law 2026-10-29 ended late'],
  },

  // 42: extended once.
  from24September(
    '+10: 30 Oct (1), 2–6 (6), 9–12 (10)',
    '2026-10-20 extended workdays=10',
    '2026-10-20',
    'decision/law 2026-11-12 running',
  ),
  from24September(
    '+10 on the last day itself still counts',
    '2026-10-29 extended workdays=10',
    '2026-10-29',
    'decision/law 2026-11-12 running',
  ),
  from24September(
    '+10 the day after comes too late',
    '2026-10-30 extended workdays=10',
    '2026-10-30',
    'decision/law 2026-10-29 running late',
  ),
  from24September(
    '+4 only: 30 Oct, 2, 3, 4 Nov',
    '2026-10-20 extended workdays=4',
    '2026-10-20',
    'decision/law 2026-11-04 running',
  ),
  {
    why: 'extended on 12 Oct, while the promise still runs: it stays 15 Oct, only the law’s term grows to 12 Nov',
    plan: 'decision 20; decision 10 workdays promise',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-12 extended workdays=10',
    want: ['decision/promise 2026-10-15 running', 'decision/law 2026-11-12 running'],
  },
  {
    why: 'an extension of the decision lengthens neither the lower organ’s term nor a local one in calendar days',
    plan: 'decision 60 days localLaw; lowerExamination 20',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-12 extended workdays=10; 2026-10-20 forwarded',
    // 20 Oct + 60 days: 19 Dec, a Saturday; Monday 21.
    want: ['lowerExamination/law 2026-10-29 ended', 'decision/localLaw 2026-12-21 running'],
  },
  {
    why: 'the head extends the law’s term, not the promise: 10-15 stays and is over',
    plan: 'decision 20; decision 10 workdays promise',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-16 extended workdays=10',
    want: ['decision/promise 2026-10-15 running late', 'decision/law 2026-11-12 running'],
  },
  {
    why: '42(2) 45: 29 Oct (20), 30 (21), –6 (26), –13 (31), –20 (36), –27 (41), 30 (42), 1–3 Dec (45)',
    plan: 'jointDecision 45',
    story: '2026-09-24 received; 2026-09-24 accepted',
    want: ['jointDecision/law 2026-12-03 running'],
  },
  {
    why: '+15: 4 Dec (1), 7–11 (6), 14–18 (11), 21–24 (15)',
    plan: 'jointDecision 45',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-12-01 extended workdays=15',
    want: ['jointDecision/law 2026-12-24 running'],
  },

  // 45: special procedures.
  from24September(
    'over 国庆 [29 Sep, 13 Oct): 29, 30, 8, 9, 10, 12 = 6; 30 Oct (1), 2–6 (6)',
    `2026-09-29 suspended ${HEARING}; 2026-10-13 resumed`,
    '2026-10-13',
    'suspension/law 2026-10-19 ended',
    'decision/law 2026-11-06 running',
  ),
  from24September(
    '[1, 8 Oct) is nothing but holiday',
    '2026-10-01 suspended ground=hearing; 2026-10-08 resumed',
    '2026-10-08',
    'decision/law 2026-10-29 running',
  ),
  from24September(
    'begun and ended on one day',
    '2026-10-12 suspended ground=hearing; 2026-10-12 resumed',
    '2026-10-12',
    'decision/law 2026-10-29 running',
  ),
  from24September(
    'begun on a holiday, [1, 10 Oct): 8, 9 = 2; 30 Oct, 2 Nov',
    '2026-10-01 suspended ground=hearing; 2026-10-10 resumed',
    '2026-10-10',
    'decision/law 2026-11-02 running',
  ),
  from24September(
    'overlapping: [12, 20) and [16, 23) are [12, 23): 5 + 4 = 9; 30 (1), –6 (6), 9–11 (9)',
    '2026-10-12 suspended ground=hearing; 2026-10-16 suspended ground=expertReview; 2026-10-20 resumed suspension=3; 2026-10-23 resumed',
    '2026-10-23',
    'decision/law 2026-11-11 running',
  ),
  from24September(
    'one within the other: [12, 23) = 9',
    '2026-10-12 suspended ground=hearing; 2026-10-14 suspended ground=expertReview; 2026-10-16 resumed suspension=4; 2026-10-23 resumed',
    '2026-10-23',
    'decision/law 2026-11-11 running',
  ),
  from24September(
    'back to back [12, 16) + [16, 20): 4 + 2 = 6',
    '2026-10-12 suspended ground=hearing; 2026-10-16 resumed; 2026-10-16 suspended ground=expertReview; 2026-10-20 resumed',
    '2026-10-20',
    'decision/law 2026-11-06 running',
  ),
  from24September(
    'on the last day: [29 Oct, 4 Nov): 29, 30, 2, 3 = 4; 30, 2, 3, 4',
    '2026-10-29 suspended ground=hearing; 2026-11-04 resumed',
    '2026-11-04',
    'decision/law 2026-11-04 running',
  ),
  from24September(
    'a day after the end: the breach stays',
    '2026-10-30 suspended ground=hearing',
    '2026-11-04',
    'decision/law 2026-10-29 running late',
  ),
  from24September(
    'told only on 2 Nov that it began on 20 Oct: the breach of 29 Oct stays',
    '2026-11-02 suspended ground=hearing fromOn=2026-10-20; 2026-11-03 resumed untilOn=2026-10-27',
    '2026-11-03',
    'decision/law 2026-10-29 running late',
  ),
  from24September(
    'told on 26 Oct, in time, that it ran [20, 23): 3; 30, 2, 3',
    '2026-10-26 suspended ground=hearing fromOn=2026-10-20; 2026-10-28 resumed untilOn=2026-10-23',
    '2026-10-28',
    'decision/law 2026-11-03 running',
  ),
  from24September(
    'the end told late: [12, 16) = 4, not until 28 Oct; 30, 2, 3, 4',
    '2026-10-12 suspended ground=hearing; 2026-10-28 resumed untilOn=2026-10-16',
    '2026-10-28',
    'decision/law 2026-11-04 running',
  ),
  from24September(
    'reversed dates stop nothing',
    '2026-10-20 suspended ground=hearing; 2026-10-21 resumed untilOn=2026-10-15',
    '2026-10-21',
    'decision/law 2026-10-29 running',
  ),
  from24September(
    'open, ten days told: 29, 30, 8–10, 12–16, runs again on Mon 19; it stands, expected 29 Oct + 10',
    `2026-09-29 suspended ${HEARING}`,
    '2026-10-09',
    'suspension/law 2026-10-19 running',
    'decision/law 2026-11-12 stands',
  ),
  from24September(
    'told time over on 20 Oct: 10 + 19, 20 = 12; 30 (1), –6 (6), –13 (11), 16 (12)',
    `2026-09-29 suspended ${HEARING}`,
    '2026-10-20',
    'suspension/law 2026-10-19 running late',
    'decision/law 2026-11-16 stands',
  ),
  from24September(
    'from the day of acceptance [24, 29): day 0 never counted, 28 = 1; 30 Oct',
    '2026-09-24 suspended ground=hearing; 2026-09-29 resumed',
    '2026-09-29',
    'decision/law 2026-10-30 running',
  ),
  {
    why: 'over New Year [30 Dec, 6 Jan): 30, 31, 4, 5 = 4; 22–25 (4), –31 (8), –8 (13), –15 (18), 18, 19 (20) + 20, 21, 22, 25',
    plan: 'decision 20',
    story:
      '2026-12-21 received; 2026-12-21 accepted; 2026-12-30 suspended ground=hearing; 2027-01-06 resumed',
    want: ['decision/law 2027-01-25 running provisional'],
  },
  from24September(
    'pause to 6 Nov, then +10: 9–13 (5), 16–20 (10)',
    '2026-09-29 suspended ground=hearing; 2026-10-13 resumed; 2026-11-03 extended workdays=10',
    '2026-11-03',
    'decision/law 2026-11-20 running',
  ),
  from24September(
    '+10 to 12 Nov, then [10, 16 Nov) = 4: 13, 16, 17, 18',
    '2026-10-20 extended workdays=10; 2026-11-10 suspended ground=hearing; 2026-11-16 resumed',
    '2026-11-16',
    'decision/law 2026-11-18 running',
  ),
  from24September(
    'after the first end but within the extension [2, 5 Nov) = 3: 13, 16, 17',
    '2026-10-20 extended workdays=10; 2026-11-02 suspended ground=hearing; 2026-11-05 resumed',
    '2026-11-05',
    'decision/law 2026-11-17 running',
  ),
  from24September(
    'withdrawn while it stands [12 Oct, 30 Nov) = 35: nothing was late by 30 (1), 2–27 (21), 30 (22), –4 (26), –11 (31), 14–17 (35)',
    '2026-10-12 suspended ground=hearing; 2026-11-30 withdrawn',
    '2026-12-01',
    'decision/law 2026-12-17 ended',
  ),
  {
    why: 'the promise stands too: [9, 13 Oct): 9, 10, 12 = 3; 15 Oct + 16, 19, 20',
    plan: 'decision 10 workdays promise',
    story:
      '2026-09-24 received; 2026-09-24 accepted; 2026-10-09 suspended ground=hearing; 2026-10-13 resumed',
    want: ['decision/promise 2026-10-20 running'],
  },
  {
    why: 'waiting for a supplement is no pause: from acceptance 13 Oct; 14–16 (3), –23 (8), –30 (13), –6 (18), 9, 10 (20)',
    plan: 'decision 20',
    story:
      '2026-09-24 received; 2026-09-28 supplementRequested; 2026-10-12 supplemented; 2026-10-13 accepted',
    want: ['decision/law 2026-11-10 running'],
  },
  {
    why: 'reopened on 23 Nov after annulment: a new term, to 21 Dec',
    plan: 'decision 20',
    story:
      '2026-06-01 received; 2026-06-01 accepted; 2026-06-18 signed; 2026-06-18 refused; 2026-11-20 annulled; 2026-11-23 reopened',
    want: ['decision/law 2026-12-21 running'],
  },

  // 43, 35: the lower organ examines within twenty, the superior decides from the day the papers reach it.
  {
    why: 'only the lower organ’s term runs before the papers are forwarded: to 29 Oct',
    plan: 'lowerExamination 20; decision 20',
    story: '2026-09-24 received; 2026-09-24 accepted',
    want: ['lowerExamination/law 2026-10-29 running'],
  },
  {
    why: 'forwarded on 23 Oct: 26–30 (5), –6 (10), –13 (15), –20 Nov (20)',
    plan: 'lowerExamination 20; decision 20',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-10-23 forwarded',
    want: ['lowerExamination/law 2026-10-29 ended', 'decision/law 2026-11-20 running'],
  },

  // 44: ten working days for the licence.
  {
    why: 'granted 24 Sep: 28, 29, 30, 8, 9, 10, 12, 13, 14, 15',
    plan: 'delivery 10',
    story: '2026-09-23 received; 2026-09-23 accepted; 2026-09-24 granted',
    want: ['delivery/law 2026-10-15 running'],
  },
  {
    why: 'granted on the working Saturday 10 Oct: 12–16 (5), 19–23 (10)',
    plan: 'delivery 10',
    story: '2026-09-23 received; 2026-09-23 accepted; 2026-10-10 granted',
    want: ['delivery/law 2026-10-23 running'],
  },
  {
    why: 'delivered on the ninth day: in time',
    plan: 'delivery 10',
    story: '2026-09-23 received; 2026-09-23 accepted; 2026-10-10 granted; 2026-10-22 delivered',
    want: ['delivery/law 2026-10-23 ended'],
  },

  // 市场主体登记管理条例 19: on the spot, else three working days, extended by three.
  {
    why: 'three days over 国庆: 8, 9 and the working Saturday 10',
    plan: 'decision 3',
    story: '2026-09-30 received; 2026-09-30 accepted',
    want: ['decision/law 2026-10-10 running'],
  },
  {
    why: '+3 by the head: 12, 13, 14 Oct',
    plan: 'decision 3',
    story: '2026-09-30 received; 2026-09-30 accepted; 2026-10-09 extended workdays=3',
    want: ['decision/law 2026-10-14 running'],
  },
  {
    why: 'on the spot: the day itself',
    plan: 'decision 0 instant',
    story: '2026-11-23 received; 2026-11-23 accepted',
    want: ['decision/law 2026-11-23 running'],
  },
  {
    why: 'returned papers leave nothing running',
    plan: 'decision 3',
    story: '2026-11-23 received; 2026-11-23 returned',
    want: [],
  },

  // 50: a renewal applied for thirty days before the licence ends is decided before it ends.
  {
    why: '31 Dec − 30 = 1 Dec: in time to the day',
    plan: '',
    more: RENEWAL,
    story: '2026-12-01 received renewalExpiresOn=2026-12-31',
    want: ['renewal/law 2026-12-31 running'],
  },
  {
    why: '2 Dec is a day too late: no consequence of silence',
    plan: '',
    more: RENEWAL,
    story: '2026-12-02 received renewalExpiresOn=2026-12-31',
    want: [],
  },
  {
    why: 'a licence ends on a holiday as it says; nothing moves to the next working day',
    plan: '',
    more: RENEWAL,
    story: '2026-08-20 received renewalExpiresOn=2026-10-03',
    want: ['renewal/law 2026-10-03 running'],
  },
  {
    why: 'the form says 31 Dec, the register 20 Dec: 2 Nov is still 48 days before, and the 20th binds',
    plan: '',
    more: RENEWAL,
    story:
      '2026-11-02 received renewalExpiresOn=2026-12-31; 2026-11-09 licenceChecked finding=found validUntil=2026-12-20',
    want: ['renewal/law 2026-12-20 running'],
  },
  {
    why: 'the form says 31 Dec, the register 25 Nov: 2 Nov is 23 days before, too late by a week',
    plan: '',
    more: RENEWAL,
    story:
      '2026-11-02 received renewalExpiresOn=2026-12-31; 2026-11-09 licenceChecked finding=found validUntil=2026-11-25',
    want: [],
  },
  {
    why: 'the papers are complete on the last day, 31 Dec: still to be decided by then',
    plan: '',
    more: RENEWAL,
    story:
      '2026-11-02 received renewalExpiresOn=2026-12-31; 2026-11-04 supplementRequested; 2026-12-31 supplemented',
    want: ['renewal/law 2026-12-31 running'],
  },
  {
    why: 'the papers are complete on 1 Jan, a day after the end: the applicant was waited for, nobody was silent',
    plan: '',
    more: RENEWAL,
    story:
      '2026-11-02 received renewalExpiresOn=2026-12-31; 2026-11-04 supplementRequested; 2027-01-01 supplemented',
    want: [],
  },
  {
    why: 'no such licence is found: there is nothing that silence could renew',
    plan: '',
    more: RENEWAL,
    story: '2026-11-02 received renewalExpiresOn=2026-12-31; 2026-11-09 licenceChecked finding=notFound',
    want: [],
  },

  // 行政诉讼法 47: two months from the application, to the corresponding day.
  {
    why: '23 Jan 2027 is a Saturday of an unpublished year: Monday 25',
    plan: 'answerToApplication 2 months',
    story: '2026-11-23 received',
    want: ['answerToApplication/law 2027-01-25 running provisional'],
  },
  {
    why: '30 Aug 2026 is a Sunday: Monday 31 (民法典 203)',
    plan: 'answerToApplication 2 months',
    story: '2026-06-30 received',
    want: ['answerToApplication/law 2026-08-31 running'],
  },
  {
    why: 'no 31 Feb: the last day 28 (民法典 202), a Saturday that works',
    plan: 'answerToApplication 2 months',
    story: '2025-12-31 received',
    want: ['answerToApplication/law 2026-02-28 running'],
  },

  // 47: a hearing within twenty working days of the request, and five to ask for one.
  {
    why: 'asked on 30 Sep: 8–10 (3), –16 (8), –23 (13), –30 (18), 2, 3 Nov (20)',
    plan: 'hearing 20',
    story: '2026-09-24 received; 2026-09-24 accepted; 2026-09-30 hearingRequested',
    want: ['hearing/law 2026-11-03 running'],
  },
  {
    why: 'told on 30 Sep, five working days: 8, 9, 10, 12, 13 Oct; theirs and not the organ’s',
    plan: '',
    story:
      '2026-09-24 received; 2026-09-24 accepted; 2026-09-30 thirdPartyNotified parties=p untilOn=2026-10-13',
    want: ['thirdParty/law 2026-10-13 running'],
  },

  // 浙江 5: at once, or each after the written opinion before it.
  {
    why: 'both from acceptance 23 Nov: 24–27 (4), –4 Dec (9), 7 (10)',
    plan: '',
    more: AT_ONCE,
    story: '2026-11-23 received; 2026-11-23 accepted',
    want: ['stage/roads 2026-12-07 running', 'stage/police 2026-12-07 running'],
  },
  {
    why: 'in turn: the second has not begun',
    plan: '',
    more: IN_TURN,
    story: '2026-11-23 received; 2026-11-23 accepted',
    want: ['stage/roads 2026-12-07 running'],
  },
  {
    why: 'in turn: from the opinion of 1 Dec; 2–4 (3), 7–11 (8), 14, 15 (10)',
    plan: '',
    more: IN_TURN,
    story: '2026-11-23 received; 2026-11-23 accepted; 2026-12-01 opinionGiven department=roads opinion=grant',
    want: ['stage/roads 2026-12-07 ended', 'stage/police 2026-12-15 running'],
  },

  // Local law may reckon otherwise; the unit and the roll are the item's.
  {
    why: '15 calendar days from 18 Sep: 3 Oct, a holiday; the next working day 8 Oct',
    plan: 'notice 15 days localLaw',
    story: '2026-09-18 received',
    want: ['notice/localLaw 2026-10-08 running'],
  },
  {
    why: 'the same where the law says that the day does not move',
    plan: 'notice 15 strictDays localLaw',
    story: '2026-09-18 received',
    want: ['notice/localLaw 2026-10-03 running'],
  },
  {
    why: '30 days from 1 Sep: 1 Oct; stopped [10, 15) five days: 6 Oct, then to the 8th',
    plan: 'decision 30 days localLaw',
    story:
      '2026-09-01 received; 2026-09-01 accepted; 2026-09-10 suspended ground=hearing; 2026-09-15 resumed',
    want: ['decision/localLaw 2026-10-08 running'],
  },
  {
    why: '20 days from 2 Nov: Sunday 22, so Monday 23; stopped [4, 6): the 24th',
    plan: 'decision 20 days localLaw',
    story:
      '2026-11-02 received; 2026-11-02 accepted; 2026-11-04 suspended ground=hearing; 2026-11-06 resumed',
    want: ['decision/localLaw 2026-11-24 running'],
  },
  {
    why: 'four hours from 22:00 run at once, to 02:00 (民法典 201)',
    plan: 'notice 4 hours localLaw',
    story: '2026-11-23T22:00 received',
    want: ['notice/localLaw 2026-11-24 running'],
  },
]
