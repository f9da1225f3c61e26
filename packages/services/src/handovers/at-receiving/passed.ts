/** Regions a case has passed through or was given back by. Guarantee: the list was written as JSON by this region. */
export const passedIn = (passed: string) => JSON.parse(passed) as readonly string[]
