/** What this program is, in the words that its command line, its API, its pages and the documentation share. */

/** The version of Gitea whose answers it follows. The suffix is semantic versioning's build metadata: parsers read 1.23.6. */
export const VERSION = '1.23.6+embedded';

/** What Gitea has and this service has not. */
export const LACKS = [
  'issues',
  'pull requests',
  'packages',
  'wikis',
  'actions',
  'releases',
  'organisations',
  'forks',
  'webhooks',
  'LFS',
  'SSH access',
] as const;

/** One sentence that says plainly what this is. */
export const NOTICE = `This is the embedded git service of Homelab PaaS, not Gitea. It has no ${LACKS.slice(0, -1).join(', ')} or ${LACKS.at(-1)}.`;
