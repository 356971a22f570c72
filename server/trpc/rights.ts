/**
 * What a procedure needs of its caller. There is no procedure without one of these, and the service verb behind it checks
 * the experiment or operation itself.
 *
 * - `none`: anybody on the network
 * - `self`: a logged-in person, about nothing but themselves
 * - `experiments`: a logged-in person; lists hold what they may see, new things become theirs
 * - `experiment`: who has the right that the verb needs on the experiment (or operation, archive, snapshot) named in the input
 * - `admin`: administrators
 */
export type Right = 'none' | 'self' | 'experiments' | 'experiment' | 'admin';
