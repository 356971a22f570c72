import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A column of raw bytes. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A point in time with its zone, as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true });
