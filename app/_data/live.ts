/** How often what is shown is asked again, in milliseconds, while the page is visible (TanStack Query pauses otherwise). */
export const LIVE = 5000;

/** While something is on its way. */
export const BUSY = 1500;
