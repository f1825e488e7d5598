#include <libssh2.h>

// What the poll loop needs of the system and Swift's Glibc module does not carry.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/// A descriptor that becomes readable when the child ends; glibc has the call only from 2.36 on.
static inline int process_descriptor(int process) {
  return (int)syscall(SYS_pidfd_open, process, 0);
}

/// A pipe whose both ends are closed when a program is started.
static inline int private_pipe(int ends[2]) {
  return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
}

/// Sets the limits of open files of another process.
static inline void limit_descriptors(int process, unsigned long soft, unsigned long hard) {
  unsigned long long limit[2] = {soft, hard};
  syscall(SYS_prlimit64, process, RLIMIT_NOFILE, limit, (void *)0);
}
