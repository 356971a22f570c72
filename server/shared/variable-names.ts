/** Which names the environment of an experiment may have. Built-in modules only: root checks by the same rule. */

/** The rule in words. */
export const VARIABLE_RULE =
  'A name has 1 to 128 capital letters, digits and underscores, and does not start with a digit.';

const NAME = /^[A-Z_][A-Z0-9_]{0,127}$/;

/** Longest value in bytes. */
export const MAX_VALUE_BYTES = 32 * 1024;

export function isVariableName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Names that change what a shell, the loader or systemd does, rather than tell a program something. They stand in no environment
 * file, whoever asks: the workspaces would not start, or a shell would give up halfway through the file.
 */
const UNSAFE = new Set([
  ...[
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'PWD',
    'OLDPWD',
    'SHLVL',
    'IFS',
    'ENV',
    'CDPATH',
    'GLOBIGNORE',
    'POSIXLY_CORRECT',
  ],
  ...[
    'UID',
    'EUID',
    'GROUPS',
    'PPID',
    'FUNCNAME',
    'DIRSTACK',
    'PIPESTATUS',
    'SHELLOPTS',
    'PROMPT_COMMAND',
    'PS0',
    'PS1',
    'PS2',
    'PS4',
  ],
  ...[
    'NODE_OPTIONS',
    'PYTHONHOME',
    'PYTHONINSPECT',
    'PYTHONSTARTUP',
    'NOTIFY_SOCKET',
    'MAINPID',
    'INVOCATION_ID',
    'JOURNAL_STREAM',
  ],
  ...['TERM', 'TMPDIR', 'MAIL', 'OPTIND', 'RANDOM', 'SECONDS', 'LINENO', 'HISTCMD', '_'],
]);
const UNSAFE_START = /^(LD_|BASH|SYSTEMD_|LISTEN_|XDG_|SSH_|DBUS_|GCONV_|MALLOC_|GLIBC_)/;

export function isUnsafeVariable(name: string): boolean {
  return UNSAFE.has(name) || UNSAFE_START.test(name);
}
