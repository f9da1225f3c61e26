/** For so many days after a case has closed it can be looked at by the code of its receipt; then its codes are forgotten. */
export const OPEN_DAYS = 90
