/**
 * Where the platform's own things are on the machine. Ansible makes these; the two must agree.
 * Built-in modules only.
 */

/** One connection, one root process: see provisioner-protocol.ts. Socket root:homelab 0660. */
export const PROVISIONER_SOCKET = '/run/homelab-paas/provisioner.sock';

/** One connection, one log-in attempt: see authenticator-protocol.ts. Socket root:homelab 0660. */
export const AUTHENTICATOR_SOCKET = '/run/homelab-paas/authenticator.sock';

/** Folder homelab:www-data 2750: only the front door may connect to what listens in it. */
export const DASHBOARD_SOCKET = '/run/homelab-paas/web/dashboard.sock';

/** The monitoring API for the front door; it also listens on TCP port 5000, where every call needs a token. */
export const MONITORING_SOCKET = '/run/homelab-paas/web/monitoring.sock';

/** Gitea as everybody but the front door reaches it: through the front door, which strips log-in headers. */
export const GITEA_URL = 'http://127.0.0.1:3000';

/** Gitea access token of the administrator account `homelab-paas`; root:homelab 0640. */
export const GITEA_TOKEN_FILE = '/etc/homelab-paas/gitea.token';

/** Bearer token for every figure of the monitoring API (Prometheus scrapes with it); 0640, groups homelab and prometheus. */
export const METRICS_TOKEN_FILE = '/etc/homelab-paas/metrics.token';

/** 32 random bytes in hex that wrap the experiments' keys; homelab:homelab 0400. */
export const MASTER_KEY_FILE = '/etc/homelab-paas/master.key';

/** Prometheus, on loopback only; it asks for a password, since every local account can reach loopback. */
export const PROMETHEUS_URL = 'http://127.0.0.1:9090';

/** Password of Prometheus' one account, `homelab`; root:homelab 0640. */
export const PROMETHEUS_TOKEN_FILE = '/etc/homelab-paas/prometheus.token';

/** The folder with the platform's source. */
export const SOURCE_FOLDER = '/opt/homelab-paas';

/** Ports of the front door on the machine; links and redirects take theirs from front-door-ports.ts. */
export const DASHBOARD_PORT = 8080;
export const WORKSPACE_PORT = 8081;
export const GITEA_PORT = 3000;
export const MONITORING_PORT = 5000;

/** Archives of the platform's own folder: `<id>/` root:homelab 0750, its files 0640. Only the provisioner writes here. */
export const ARCHIVE_FOLDER = '/var/lib/homelab-paas/archives';

/** Where an archive is made and read: `<id>/` root:homelab 0770. The worker writes here what it fetches from another store. */
export const STAGING_FOLDER = '/var/lib/homelab-paas/staging';

/** Folders beside ARCHIVE_FOLDER that root allows for archives, one absolute path a line; root:homelab 0640. May be missing. */
export const ARCHIVE_FOLDERS_FILE = '/etc/homelab-paas/archive-folders';

/** Public keys that may log in as an experiment's user: a file `exp-<name>`, root's. */
export const SSH_KEYS_FOLDER = '/etc/homelab-paas/ssh';

/** Port of the SSH server that lets experiments in by keys, inside their limits. */
export const EXPERIMENT_SSH_PORT = 2222;
