/** Python: forks until the kernel gives no more, looks whether what ran before still runs, and takes its children away. */
export const FORK = `
import os, signal, time
children = []
try:
    while len(children) < 3000:
        pid = os.fork()
        if pid == 0:
            time.sleep(60)
            os._exit(0)
        children.append(pid)
except BlockingIOError:
    pass
for pid in children:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
print('forked %d, beside: %s' % (len(children), os.getppid() > 1))
`;
