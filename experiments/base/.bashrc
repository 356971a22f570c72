# Shell of the experiment's user. The environment file holds the database, the repository and the experiment's secrets.
environment=/etc/homelab-paas/experiments/${USER#exp-}.env
if [ -r "$environment" ]; then
  set -a
  # shellcheck source=/dev/null
  . "$environment"
  set +a
fi
unset environment

runtimes=/opt/homelab-runtimes
for folder in "$runtimes/node_modules/.bin" "$runtimes/jupyter/bin" "$HOME/.local/bin"; do
  case ":$PATH:" in
    *":$folder:"*) ;;
    *) PATH="$folder:$PATH" ;;
  esac
done
# Behind everything else: what an experiment installs for itself comes first.
PATH=$PATH:/usr/local/lib/homelab-paas/node/bin
export PATH
unset folder runtimes

# What follows is for people alone.
case $- in
  *i*) ;;
  *) return ;;
esac

# What is started here goes before JupyterLab and code-server when the experiment's memory is used up.
{ echo 800 >"/proc/$$/oom_score_adj"; } 2>/dev/null

PS1='\[\e[36m\]${EXPERIMENT_NAME:-\u}\[\e[0m\]:\[\e[1m\]\w\[\e[0m\]\$ '
HISTCONTROL=ignoreboth
HISTSIZE=10000
shopt -s histappend checkwinsize
alias ls='ls --color=auto' ll='ls -l' la='ls -A'
alias grep='grep --color=auto'
