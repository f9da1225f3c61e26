/** Something a request needs, made when first needed and again after it was used up. */
export function supply<T>(make: () => Promise<T>) {
  let held: Promise<T> | undefined
  return {
    take: () => {
      held ??= make()
      return held
    },
    usedUp: () => {
      held = undefined
    },
  }
}
