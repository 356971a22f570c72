"""Settings of every experiment's JupyterLab; the unit names this file and the experiment."""

import os

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

experiment = os.environ["HOMELAB_EXPERIMENT"]
home = f"/home/exp-{experiment}"

c = get_config()  # noqa: F821

# The front door connects to this socket, and has already asked whether the person may.
c.ServerApp.sock = f"/run/homelab-paas/exp/{experiment}/lab.sock"
c.ServerApp.sock_mode = "0660"
c.ServerApp.base_url = f"/user/{experiment}/lab/"
c.IdentityProvider.token = ""
c.PasswordIdentityProvider.hashed_password = ""
c.PasswordIdentityProvider.password_required = False
c.PasswordIdentityProvider.allow_password_change = False
# The machine is reached under any name or address of the LAN; foreign origins stay refused (allow_origin is not set).
c.ServerApp.allow_remote_access = True
c.ServerApp.trust_xheaders = True

c.ServerApp.root_dir = home
c.ServerApp.open_browser = False
c.ServerApp.quit_button = False
c.ServerApp.terminals_enabled = True
# What a person runs goes before the servers when the experiment's memory is used up: the kernel ends what has the highest score,
# and a process may raise its own. A shell passes the score on to what it starts.
OOM_SCORE = "800"
c.ServerApp.terminado_settings = {"shell_command": ["/usr/bin/choom", "-n", OOM_SCORE, "--", "/bin/bash", "-l"]}
c.ContentsManager.allow_hidden = True

# Several users share the machine, and anybody on it can reach a TCP port: kernels listen on sockets instead.
c.KernelManager.transport = "ipc"

c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
# What a person has not set: dark as the dashboard, and no question whether to fetch news from outside.
c.LabApp.app_settings_dir = "/opt/homelab-paas/experiments/lab-settings"
# The runtime belongs to the whole machine; an experiment installs packages in an environment of its own.
c.LabApp.extension_manager = "readonly"


launch_process = LocalProvisioner.launch_kernel


async def launch_kernel(self, cmd, **kwargs):
    """Starts a kernel as always, then raises its score. There is no setting for this that holds for every kernel."""
    connection = await launch_process(self, cmd, **kwargs)
    try:
        with open(f"/proc/{self.pid}/oom_score_adj", "w") as file:
            file.write(OOM_SCORE)
    except OSError:
        pass  # it has ended already
    return connection


LocalProvisioner.launch_kernel = launch_kernel
