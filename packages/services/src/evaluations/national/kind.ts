/** Kind of the messages of the outbox that go to the national platform of evaluations. */
export const NATIONAL_KIND = 'nationalEvaluation'
