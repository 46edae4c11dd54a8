/*
 * Remembers what a process has written and not yet forced to the disk, so that it can be taken back
 * after a SIGKILL as a power cut would have taken it. Preloaded into the JVM; every change of a file
 * under HUTONG_CUT_ROOT is noted in HUTONG_CUT_JOURNAL/journal, with what stood there, before it is
 * made. The journal lies in the page cache, which a SIGKILL leaves alone. PowerCut.java reads it.
 *
 * A record: struct head, then the path (two, with a NUL between, of a rename), then the old bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct head {
  uint32_t magic;
  uint8_t kind; /* W write, T cut short, R range forced, B E forcing begins, ends, C made, U removed, N renamed, M mapped */
  uint8_t sync; /* W: by a descriptor that forces each write */
  uint16_t path_length;
  uint64_t inode;
  int64_t millis;
  int64_t offset; /* B E: a token; U N: number of what is kept aside, or -1 */
  int64_t length;
  int64_t size; /* of the file before */
  uint64_t data_length;
};

#define MAGIC 0x31545543
#define DESCRIPTORS 65536
#define LOCKS 256

struct opened {
  volatile char known;
  dev_t device;
  ino_t inode;
  int flags;
};

static struct opened opened[DESCRIPTORS];
static pthread_mutex_t locks[LOCKS];
static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static char root[PATH_MAX];
static size_t root_length;
static char aside[PATH_MAX];
static int64_t kept_aside;
static int64_t tokens;

#define REAL(type, name, parameters) \
  static type(*real_##name) parameters; \
  if (!real_##name) real_##name = (type(*) parameters)dlsym(RTLD_NEXT, #name)

static int real_open_at(const char *path, int flags, mode_t mode) {
  REAL(int, open64, (const char *, int, ...));
  return real_open64(path, flags, mode);
}

static ssize_t real_pread_at(int fd, void *buffer, size_t n, off_t at) {
  REAL(ssize_t, pread64, (int, void *, size_t, off_t));
  return real_pread64(fd, buffer, n, at);
}

static void fail(const char *what) {
  fprintf(stderr, "powercut: %s: %s\n", what, strerror(errno));
  _exit(99);
}

__attribute__((constructor)) static void begin(void) {
  char self[PATH_MAX];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  const char *under = getenv("HUTONG_CUT_ROOT");
  const char *into = getenv("HUTONG_CUT_JOURNAL");
  if (n < 0 || !under || !into) return;
  self[n] = 0;
  if (strcmp(basename(self), "java") != 0) return;
  for (int i = 0; i < LOCKS; i++) pthread_mutex_init(&locks[i], NULL);
  snprintf(root, sizeof root, "%s/", under);
  root_length = strlen(root);
  snprintf(aside, sizeof aside, "%s", into);
  kept_aside = (int64_t)getpid() << 32;
  char file[PATH_MAX + 32];
  snprintf(file, sizeof file, "%s/journal", aside);
  journal = real_open_at(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal < 0) fail(file);
}

static int inside(const char *path) {
  return journal >= 0 && path && strncmp(path, root, root_length) == 0;
}

static pthread_mutex_t *lock_of(ino_t inode) { return &locks[inode % LOCKS]; }

static void note(char kind, int sync, ino_t inode, const char *path, size_t path_length, int64_t offset,
                 int64_t length, int64_t size, const void *data, size_t data_length) {
  REAL(ssize_t, writev, (int, const struct iovec *, int));
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  struct head head = {MAGIC, (uint8_t)kind, (uint8_t)sync, (uint16_t)path_length, inode,
                      (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000, offset, length, size, data_length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, path_length}, {(void *)data, data_length}};
  pthread_mutex_lock(&journal_lock);
  ssize_t written = real_writev(journal, parts, 3);
  pthread_mutex_unlock(&journal_lock);
  if (written != (ssize_t)(sizeof head + path_length + data_length)) fail("journal");
}

/* The descriptor's file, if it is one of ours; a number may have gone to another file meanwhile. */
static struct opened *ours(int fd, struct stat *st) {
  if (fd < 0 || fd >= DESCRIPTORS || !opened[fd].known) return NULL;
  if (fstat(fd, st) != 0 || st->st_ino != opened[fd].inode || st->st_dev != opened[fd].device) {
    opened[fd].known = 0;
    return NULL;
  }
  return &opened[fd];
}

/* Notes what stands in a range that is about to be overwritten or cut off. */
static void undo(char kind, int sync, int fd, ino_t inode, off_t offset, size_t length, off_t size) {
  size_t old = offset < size ? (size_t)((off_t)(offset + length) < size ? (off_t)length : size - offset) : 0;
  char *data = NULL;
  if (old > 0) {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    int again = real_open_at(name, O_RDONLY | O_CLOEXEC, 0);
    data = malloc(old);
    if (again < 0 || !data) fail("reading what is overwritten");
    for (size_t got = 0; got < old;) {
      ssize_t n = real_pread_at(again, data + got, old - got, offset + (off_t)got);
      if (n <= 0) fail("reading what is overwritten");
      got += (size_t)n;
    }
    REAL(int, close, (int));
    real_close(again);
  }
  note(kind, sync, inode, NULL, 0, offset, (int64_t)length, size, data, old);
  free(data);
}

static int open_noting(const char *path, int flags, mode_t mode) {
  if (!inside(path)) return real_open_at(path, flags, mode);
  struct stat st;
  int there = stat(path, &st) == 0;
  if (there && (flags & O_TRUNC) && S_ISREG(st.st_mode) && st.st_size > 0) {
    int old = real_open_at(path, O_RDONLY | O_CLOEXEC, 0);
    if (old >= 0) {
      pthread_mutex_lock(lock_of(st.st_ino));
      undo('T', 0, old, st.st_ino, 0, (size_t)st.st_size, st.st_size);
      pthread_mutex_unlock(lock_of(st.st_ino));
      REAL(int, close, (int));
      real_close(old);
    }
  }
  int fd = real_open_at(path, flags, mode);
  if (fd >= 0 && fd < DESCRIPTORS && fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
    opened[fd].device = st.st_dev;
    opened[fd].inode = st.st_ino;
    opened[fd].flags = flags;
    opened[fd].known = 1;
    if (!there && (flags & O_CREAT)) note('C', 0, st.st_ino, path, strlen(path), -1, 0, 0, NULL, 0);
  }
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) {
  MODE(flags);
  return open_noting(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags);
  return open_noting(path, flags, mode);
}

/* A path beside an open folder, made absolute. */
static const char *absolute(int folder, const char *path, char *buffer) {
  if (path[0] == '/' || folder == AT_FDCWD) return path;
  char name[64];
  snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
  ssize_t n = readlink(name, buffer, PATH_MAX - 1);
  if (n < 0) return path;
  snprintf(buffer + n, PATH_MAX - (size_t)n, "/%s", path);
  return buffer;
}

static int open_at_noting(int folder, const char *path, int flags, mode_t mode) {
  char buffer[PATH_MAX];
  const char *whole = absolute(folder, path, buffer);
  if (inside(whole)) return open_noting(whole, flags, mode);
  REAL(int, openat64, (int, const char *, int, ...));
  return real_openat64(folder, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE(flags);
  return open_at_noting(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags);
  return open_at_noting(folder, path, flags, mode);
}

int close(int fd) {
  REAL(int, close, (int));
  if (fd >= 0 && fd < DESCRIPTORS) opened[fd].known = 0;
  return real_close(fd);
}

/* Writes at the descriptor's own place when `at` is -1. */
static ssize_t write_noting(int fd, const struct iovec *parts, int count, off_t at) {
  REAL(ssize_t, writev, (int, const struct iovec *, int));
  REAL(ssize_t, pwritev64, (int, const struct iovec *, int, off_t));
  struct stat st;
  struct opened *file = ours(fd, &st);
  if (!file || !S_ISREG(st.st_mode)) {
    return at < 0 ? real_writev(fd, parts, count) : real_pwritev64(fd, parts, count, at);
  }
  size_t length = 0;
  for (int i = 0; i < count; i++) length += parts[i].iov_len;
  int sync = (file->flags & O_DSYNC) != 0;
  ino_t inode = st.st_ino;
  pthread_mutex_lock(lock_of(inode));
  fstat(fd, &st);
  off_t offset = file->flags & O_APPEND ? st.st_size : at >= 0 ? at : lseek(fd, 0, SEEK_CUR);
  undo('W', sync, fd, inode, offset, length, st.st_size);
  ssize_t written = at < 0 ? real_writev(fd, parts, count) : real_pwritev64(fd, parts, count, at);
  int kept = errno;
  if (sync && written > 0) note('R', 0, inode, NULL, 0, offset, written, 0, NULL, 0);
  pthread_mutex_unlock(lock_of(inode));
  errno = kept;
  return written;
}

ssize_t write(int fd, const void *buffer, size_t n) {
  REAL(ssize_t, write, (int, const void *, size_t));
  if (fd < 0 || fd >= DESCRIPTORS || !opened[fd].known) return real_write(fd, buffer, n);
  struct iovec part = {(void *)buffer, n};
  return write_noting(fd, &part, 1, -1);
}

ssize_t pwrite(int fd, const void *buffer, size_t n, off_t at) {
  struct iovec part = {(void *)buffer, n};
  return write_noting(fd, &part, 1, at);
}

ssize_t pwrite64(int fd, const void *buffer, size_t n, off64_t at) { return pwrite(fd, buffer, n, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) { return write_noting(fd, parts, count, -1); }

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return write_noting(fd, parts, count, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return write_noting(fd, parts, count, at); }

/* Refused, so that the caller writes what it wanted to have copied. */
ssize_t sendfile(int to, int from, off_t *at, size_t n) {
  REAL(ssize_t, sendfile64, (int, int, off_t *, size_t));
  struct stat st;
  if (ours(to, &st)) {
    errno = EINVAL;
    return -1;
  }
  return real_sendfile64(to, from, at, n);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t n) { return sendfile(to, from, at, n); }

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t n, unsigned flags) {
  (void)from, (void)from_at, (void)to, (void)to_at, (void)n, (void)flags;
  errno = ENOSYS;
  return -1;
}

static int resize_noting(int fd, off_t size) {
  REAL(int, ftruncate64, (int, off_t));
  struct stat st;
  struct opened *file = ours(fd, &st);
  if (!file) return real_ftruncate64(fd, size);
  ino_t inode = st.st_ino;
  pthread_mutex_lock(lock_of(inode));
  fstat(fd, &st);
  undo('T', 0, fd, inode, size, size < st.st_size ? (size_t)(st.st_size - size) : 0, st.st_size);
  int result = real_ftruncate64(fd, size);
  int kept = errno;
  pthread_mutex_unlock(lock_of(inode));
  errno = kept;
  return result;
}

int ftruncate(int fd, off_t size) { return resize_noting(fd, size); }

int ftruncate64(int fd, off64_t size) { return resize_noting(fd, size); }

int fallocate(int fd, int mode, off_t offset, off_t length) {
  REAL(int, fallocate64, (int, int, off_t, off_t));
  struct stat st;
  if (ours(fd, &st)) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return real_fallocate64(fd, mode, offset, length);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }

static int force_noting(int fd, int (*force)(int)) {
  struct stat st;
  if (!ours(fd, &st)) return force(fd);
  ino_t inode = st.st_ino;
  pthread_mutex_lock(lock_of(inode));
  int64_t token = __sync_add_and_fetch(&tokens, 1);
  note('B', 0, inode, NULL, 0, token, getpid(), 0, NULL, 0);
  pthread_mutex_unlock(lock_of(inode));
  int result = force(fd);
  int kept = errno;
  if (result == 0) note('E', 0, inode, NULL, 0, token, getpid(), 0, NULL, 0);
  errno = kept;
  return result;
}

int fsync(int fd) {
  REAL(int, fsync, (int));
  return force_noting(fd, real_fsync);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, (int));
  return force_noting(fd, real_fdatasync);
}

/* Forces nothing that a file system would call forced. */
int sync_file_range(int fd, off64_t offset, off64_t n, unsigned flags) {
  (void)fd, (void)offset, (void)n, (void)flags;
  return 0;
}

/* Keeps a name's file aside under a number, so that it can be put back. */
static int64_t keep_aside(const char *path) {
  char file[PATH_MAX + 32];
  int64_t number = __sync_add_and_fetch(&kept_aside, 1);
  snprintf(file, sizeof file, "%s/%lld", aside, (long long)number);
  if (link(path, file) != 0) fail(file);
  return number;
}

static void note_unlink(const char *path) {
  struct stat st;
  if (inside(path) && lstat(path, &st) == 0 && S_ISREG(st.st_mode)) {
    note('U', 0, st.st_ino, path, strlen(path), keep_aside(path), 0, st.st_size, NULL, 0);
  }
}

int unlink(const char *path) {
  REAL(int, unlink, (const char *));
  note_unlink(path);
  return real_unlink(path);
}

int unlinkat(int folder, const char *path, int flags) {
  REAL(int, unlinkat, (int, const char *, int));
  char buffer[PATH_MAX];
  note_unlink(absolute(folder, path, buffer));
  return real_unlinkat(folder, path, flags);
}

int remove(const char *path) {
  REAL(int, remove, (const char *));
  note_unlink(path);
  return real_remove(path);
}

static void note_rename(const char *from, const char *to) {
  struct stat st;
  if (!inside(to) || lstat(from, &st) != 0 || !S_ISREG(st.st_mode)) return;
  struct stat old;
  int64_t number = lstat(to, &old) == 0 && S_ISREG(old.st_mode) && old.st_ino != st.st_ino ? keep_aside(to) : -1;
  char both[2 * PATH_MAX];
  size_t first = strlen(from) + 1;
  memcpy(both, from, first);
  memcpy(both + first, to, strlen(to));
  note('N', 0, st.st_ino, both, first + strlen(to), number, 0, st.st_size, NULL, 0);
}

int rename(const char *from, const char *to) {
  REAL(int, rename, (const char *, const char *));
  note_rename(from, to);
  return real_rename(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  REAL(int, renameat, (int, const char *, int, const char *));
  char one[PATH_MAX];
  char two[PATH_MAX];
  note_rename(absolute(from_folder, from, one), absolute(to_folder, to, two));
  return real_renameat(from_folder, from, to_folder, to);
}

/* What is written through memory cannot be followed; the journal says so, and the proof is void. */
static void *map_noting(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  REAL(void *, mmap64, (void *, size_t, int, int, int, off_t));
  struct stat st;
  if ((protection & PROT_WRITE) && (flags & MAP_TYPE) != MAP_PRIVATE && ours(fd, &st)) {
    char name[64];
    char path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(name, path, sizeof path);
    note('M', 0, st.st_ino, path, n < 0 ? 0 : (size_t)n, 0, 0, st.st_size, NULL, 0);
  }
  return real_mmap64(address, length, protection, flags, fd, offset);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  return map_noting(address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
  return map_noting(address, length, protection, flags, fd, offset);
}
