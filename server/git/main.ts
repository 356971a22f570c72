/**
 * The embedded git service: what stands in for Gitea where Gitea cannot be had.
 *
 * It is not Gitea. It has no issues, pull requests, packages, wikis, actions, releases, organisations, forks, webhooks, LFS or
 * SSH access. It has accounts, access tokens, bare git repositories served by git's own http-backend, and pages to look at them.
 * It takes the parts of Gitea's command line and HTTP API that the platform uses, and answers them as Gitea does.
 * Built-in modules only.
 */
import { runCommand } from './commands/run-command.ts';

process.umask(0o027);
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});
