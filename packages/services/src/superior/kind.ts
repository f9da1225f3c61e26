/** Kind of the messages of the outbox that go to the superior platform. */
export const SUPERIOR_KIND = 'superior'
