/**
 * For how long after a person has lost their right the front door may still let their browser into a workspace, in milliseconds. nginx keeps
 * a yes for 3 seconds (`proxy_cache_valid` in ansible/roles/nginx/files/homelab-paas/site-workspaces.conf), counted in whole ones, and
 * the dashboard may be about to say one.
 */
export const ANSWER_KEPT_MS = 5_000;
