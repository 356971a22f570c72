import { now } from './database.ts';

console.log(`The database answers: ${(await now()).toISOString()}`);
