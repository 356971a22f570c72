const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

/** A time to come, as one would say it: "14:30", "tomorrow, 09:00", "Friday, 09:00", "3 March, 09:00". */
export function untilWhen(at: string, now = new Date()): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(date) - startOfDay(now)) / 86_400_000);
  const clock = CLOCK.format(date);
  if (days === 0) return clock;
  if (days === 1) return `tomorrow, ${clock}`;
  return `${days > 1 && days < 7 ? WEEKDAY.format(date) : DATE.format(date)}, ${clock}`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
