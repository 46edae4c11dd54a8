/*
 * Makes every flush of some files take longer, as on an ordinary disk: for LD_PRELOAD, before a
 * benchmark that asks what group commit is worth.
 *
 *   SLOW_FLUSH_MS     how much longer, milliseconds
 *   SLOW_FLUSH_MATCH  parts of paths, by ':'; files whose path holds one of them are meant
 *
 * A flush is fsync, fdatasync, and a write to a file opened with O_SYNC or O_DSYNC.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { FILES = 65536, MEANT = 1, SYNCED = 2 };

static unsigned char kind[FILES];

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static void pause_as_a_disk(void) {
  static long millis = -1;
  if (millis < 0) {
    const char *text = getenv("SLOW_FLUSH_MS");
    millis = text ? atol(text) : 0;
  }
  struct timespec left = {millis / 1000, millis % 1000 * 1000000};
  int saved = errno;
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
  errno = saved;
}

static int meant(const char *path) {
  const char *parts = getenv("SLOW_FLUSH_MATCH");
  while (parts && *parts) {
    size_t length = strcspn(parts, ":");
    char part[PATH_MAX];
    if (length > 0 && length < sizeof part) {
      memcpy(part, parts, length);
      part[length] = 0;
      if (strstr(path, part)) {
        return 1;
      }
    }
    parts += length + (parts[length] == ':');
  }
  return 0;
}

static int opened(int fd, const char *path, int flags) {
  if (fd >= 0 && fd < FILES) {
    int saved = errno;
    kind[fd] = meant(path) ? MEANT | (flags & (O_SYNC | O_DSYNC) ? SYNCED : 0) : 0;
    errno = saved;
  }
  return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                  \
  int name(const char *path, int flags, ...) {                      \
    va_list arguments;                                              \
    va_start(arguments, flags);                                     \
    mode_t mode = mode_of(flags, arguments);                        \
    va_end(arguments);                                              \
    int (*real)(const char *, int, ...) = next(#name);              \
    return opened(real(path, flags, mode), path, flags);            \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                \
  int name(int folder, const char *path, int flags, ...) {          \
    va_list arguments;                                              \
    va_start(arguments, flags);                                     \
    mode_t mode = mode_of(flags, arguments);                        \
    va_end(arguments);                                              \
    int (*real)(int, const char *, int, ...) = next(#name);         \
    return opened(real(folder, path, flags, mode), path, flags);    \
  }
OPENAT(openat)
OPENAT(openat64)

/* Its number may come back as a socket's. */
int close(int fd) {
  static int (*real)(int);
  real = real ? real : next("close");
  if (fd >= 0 && fd < FILES) kind[fd] = 0;
  return real(fd);
}

static int flushes(int fd, int which) {
  return fd >= 0 && fd < FILES && (kind[fd] & which) == which;
}

#define FLUSH(name)                                                 \
  int name(int fd) {                                                \
    static int (*real)(int);                                        \
    real = real ? real : next(#name);                               \
    int result = real(fd);                                          \
    if (flushes(fd, MEANT)) pause_as_a_disk();                      \
    return result;                                                  \
  }
FLUSH(fsync)
FLUSH(fdatasync)

#define WRITE(name, parameters, values)                             \
  ssize_t name parameters {                                         \
    static ssize_t(*real) parameters;                               \
    real = real ? real : next(#name);                               \
    ssize_t result = real values;                                   \
    if (flushes(fd, MEANT | SYNCED)) pause_as_a_disk();             \
    return result;                                                  \
  }
WRITE(write, (int fd, const void *bytes, size_t count), (fd, bytes, count))
WRITE(writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRITE(pwrite, (int fd, const void *bytes, size_t count, off_t at), (fd, bytes, count, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t count, off64_t at), (fd, bytes, count, at))
