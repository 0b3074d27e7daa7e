// A disk that can lose power and fail, for tests: preloaded into ferryd (LD_PRELOAD), it stands between the program and
// the files under one directory.
//
// Power: every change of a file or directory is noted in a journal, with what undoing it takes, and so is every sync.
// Whoever killed the process can then take back what no sync made safe (Tests/CrashTests/Power/PowerCut.swift does). A
// sync does not wait for the real disk: whether something is safe is the journal's matter, not the machine's.
//
// Faults: a file names the operations that fail, how, and for which paths. It is read before each operation, so that
// faults come and go while the process runs.
//
//   DISKSHIM_ROOT     the directory to stand before, as the kernel spells it
//   DISKSHIM_JOURNAL  where to note changes; without it nothing is noted
//   DISKSHIM_ATTIC    a directory on the same file system: removed and replaced files are kept there, by inode
//   DISKSHIM_FAULTS   lines of `OPERATION ERRNO PATHPART`; operations are write, change, sync, read
//   DISKSHIM_LIES     when set, syncs answer that all is well and do nothing
//
// Journal lines, all numbers decimal, paths relative to the root:
//
//   write INODE OFFSET LENGTH OLDSIZE OLDBYTES   OLDBYTES: hexadecimal, what was overwritten; `-` for nothing
//   truncate INODE NEWSIZE OLDSIZE OLDBYTES      OLDBYTES: what was cut off
//   create DIRECTORY INODE PATH                  also a second name
//   remove DIRECTORY INODE PATH
//   rename DIRECTORY INODE REPLACED OLD NEW      REPLACED: an inode, 0 for none
//   mkdir DIRECTORY INODE PATH
//   rmdir DIRECTORY INODE PATH
//   sync INODE UPTO                              all of the inode that stands before byte UPTO of the journal is safe
//
// Not seen: what stdio writes (RocksDB's own text log), and mappings, of which a writable one ends the process.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) \
    static __typeof__(&name) real = NULL; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], attic[PATH_MAX];
static size_t root_length;
static int journal = -1, faults = -1, lies = 0;

__attribute__((constructor)) static void begin(void) {
    const char *directory = getenv("DISKSHIM_ROOT"), *path;
    if (!directory) return;
    snprintf(root, sizeof root, "%s", directory);
    root_length = strlen(root);
    if ((path = getenv("DISKSHIM_ATTIC"))) snprintf(attic, sizeof attic, "%s", path);
    if ((path = getenv("DISKSHIM_JOURNAL"))) journal = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if ((path = getenv("DISKSHIM_FAULTS"))) faults = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    lies = getenv("DISKSHIM_LIES") != NULL;
}

// What stands behind the root in a path; NULL for a path elsewhere.
static const char *inside(const char *path) {
    if (!root_length || strncmp(path, root, root_length) != 0) return NULL;
    return path[root_length] == '/' ? path + root_length + 1 : path[root_length] ? NULL : ".";
}

static const char *inside_file(int file, char *path) {
    char link[64];
    if (!root_length) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return NULL;
    path[length] = 0;
    return inside(path);
}

static ino_t inode_of(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 ? status.st_ino : 0;
}

static ino_t directory_of(const char *path) {
    char directory[PATH_MAX];
    snprintf(directory, sizeof directory, "%s", path);
    char *slash = strrchr(directory, '/');
    if (slash) *slash = 0;
    return inode_of(directory);
}

// The error an operation is to end with; 0 for none.
static int fault(const char *operation, const char *path) {
    static __typeof__(&pread) real_pread = NULL;
    if (!real_pread) real_pread = (__typeof__(&pread))dlsym(RTLD_NEXT, "pread");
    char text[1024];
    ssize_t length = faults < 0 ? 0 : real_pread(faults, text, sizeof text - 1, 0);
    if (length <= 0) return 0;
    text[length] = 0;
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char name[32], part[256];
        int number;
        if (sscanf(line, "%31s %d %255s", name, &number, part) == 3 && strcmp(name, operation) == 0
            && strstr(path, part)) return number;
    }
    return 0;
}

static void note(const char *format, ...) {
    static __typeof__(&write) real_write = NULL;
    if (!real_write) real_write = (__typeof__(&write))dlsym(RTLD_NEXT, "write");
    char *line = NULL;
    va_list values;
    if (journal < 0) return;
    va_start(values, format);
    int length = vasprintf(&line, format, values);
    va_end(values);
    if (length < 0 || real_write(journal, line, length) != length) abort();
    free(line);
}

// A file's bytes in hexadecimal; `-` for none. To be freed.
static char *bytes_at(int file, off_t offset, off_t count) {
    static __typeof__(&pread) real_pread = NULL;
    if (!real_pread) real_pread = (__typeof__(&pread))dlsym(RTLD_NEXT, "pread");
    if (count <= 0) return strdup("-");
    unsigned char *bytes = malloc(count);
    char *text = malloc(count * 2 + 1), link[64];
    // The file may be open for writing only.
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int reader = open(link, O_RDONLY | O_CLOEXEC);
    if (real_pread(reader, bytes, count, offset) != count) abort();
    close(reader);
    for (off_t index = 0; index < count; index++) sprintf(text + index * 2, "%02x", bytes[index]);
    free(bytes);
    return text;
}

// MARK: Bytes

static off_t earlier(off_t left, off_t right) { return left < right ? left : right; }

// A full disk takes a part of what it is given before it says so.
static size_t room(int error, size_t count) { return error == ENOSPC && count > 1 ? rand() % count : 0; }

static ssize_t write_at(int file, const void *bytes, size_t count, off_t offset, int moves) {
    static __typeof__(&pwrite) real = NULL;
    static __typeof__(&write) real_write = NULL;
    if (!real) real = (__typeof__(&pwrite))dlsym(RTLD_NEXT, "pwrite");
    if (!real_write) real_write = (__typeof__(&write))dlsym(RTLD_NEXT, "write");
    char path[PATH_MAX];
    const char *name = inside_file(file, path);
    if (!name) return moves ? real_write(file, bytes, count) : real(file, bytes, count, offset);
    int error = fault("write", name);
    if (error && !(count = room(error, count))) return errno = error, -1;
    pthread_mutex_lock(&lock);
    struct stat before;
    fstat(file, &before);
    if (moves) offset = fcntl(file, F_GETFL) & O_APPEND ? before.st_size : lseek(file, 0, SEEK_CUR);
    char *old = bytes_at(file, offset, earlier(count, before.st_size - offset));
    ssize_t written = moves ? real_write(file, bytes, count) : real(file, bytes, count, offset);
    if (written > 0) note("write %lu %ld %zd %ld %s\n", before.st_ino, offset, written, before.st_size, old);
    pthread_mutex_unlock(&lock);
    free(old);
    return written;
}

ssize_t write(int file, const void *bytes, size_t count) { return write_at(file, bytes, count, 0, 1); }

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return write_at(file, bytes, count, offset, 0);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev);
    char path[PATH_MAX];
    if (!inside_file(file, path)) return real(file, parts, count);
    // A short write is allowed; the caller comes again with the rest.
    for (int index = 0; index < count; index++)
        if (parts[index].iov_len) return write(file, parts[index].iov_base, parts[index].iov_len);
    return 0;
}

int ftruncate(int file, off_t size) {
    REAL(ftruncate);
    char path[PATH_MAX];
    const char *name = inside_file(file, path);
    if (!name) return real(file, size);
    int error = fault("write", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    struct stat before;
    fstat(file, &before);
    char *old = bytes_at(file, size, before.st_size - size);
    int result = real(file, size);
    if (result == 0 && size != before.st_size)
        note("truncate %lu %ld %ld %s\n", before.st_ino, size, before.st_size, old);
    pthread_mutex_unlock(&lock);
    free(old);
    return result;
}

// Takes room without changing what a reader sees, unless it moves the end: RocksDB asks for the former.
int fallocate(int file, int mode, off_t offset, off_t length) {
    REAL(fallocate);
    char path[PATH_MAX];
    const char *name = inside_file(file, path);
    int error = name ? fault("write", name) : 0;
    if (error) return errno = error, -1;
    if (name && !(mode & FALLOC_FL_KEEP_SIZE)) return errno = EOPNOTSUPP, -1;
    return real(file, mode, offset, length);
}

int posix_fallocate(int file, off_t offset, off_t length) {
    REAL(posix_fallocate);
    char path[PATH_MAX];
    return inside_file(file, path) ? EOPNOTSUPP : real(file, offset, length);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
    REAL(pread);
    char path[PATH_MAX];
    const char *name = faults < 0 ? NULL : inside_file(file, path);
    int error = name ? fault("read", name) : 0;
    return error ? (errno = error, -1) : real(file, bytes, count, offset);
}

void *mmap(void *start, size_t length, int protection, int flags, int file, off_t offset) {
    REAL(mmap);
    char path[PATH_MAX];
    if (file >= 0 && flags & MAP_SHARED && protection & PROT_WRITE && inside_file(file, path)) {
        fprintf(stderr, "diskshim: %s is written through a mapping, which is not seen\n", path);
        abort();
    }
    return real(start, length, protection, flags, file, offset);
}

// MARK: Syncs

static int make_safe(int file, int (*real)(int)) {
    char path[PATH_MAX];
    const char *name = inside_file(file, path);
    if (!name) return real(file);
    int error = fault("sync", name);
    if (error) return errno = error, -1;
    if (lies) return 0;
    // What is written while the disk works may or may not be caught by it: only what was there before counts.
    struct stat status;
    pthread_mutex_lock(&lock);
    fstat(file, &status);
    off_t end = journal < 0 ? 0 : lseek(journal, 0, SEEK_END);
    pthread_mutex_unlock(&lock);
    usleep(rand() % 2000);
    pthread_mutex_lock(&lock);
    note("sync %lu %ld\n", status.st_ino, end);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int file) {
    REAL(fsync);
    return make_safe(file, real);
}

int fdatasync(int file) {
    REAL(fdatasync);
    return make_safe(file, real);
}

// Begins writing out and promises nothing.
int sync_file_range(int file, off_t offset, off_t count, unsigned int flags) {
    REAL(sync_file_range);
    char path[PATH_MAX];
    return inside_file(file, path) ? 0 : real(file, offset, count, flags);
}

// MARK: Names

static int open_file(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    const char *name = inside(path);
    if (!name || (flags & O_ACCMODE) == O_RDONLY) return real(path, flags, mode);
    int error = fault("change", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    struct stat before;
    int existed = stat(path, &before) == 0;
    char *old = NULL;
    if (existed && flags & O_TRUNC && before.st_size > 0) {
        int reader = real(path, O_RDONLY | O_CLOEXEC);
        old = bytes_at(reader, 0, before.st_size);
        close(reader);
    }
    int file = real(path, flags, mode);
    if (file >= 0 && old) note("truncate %lu 0 %ld %s\n", before.st_ino, before.st_size, old);
    if (file >= 0 && !existed) note("create %lu %lu %s\n", directory_of(path), inode_of(path), name);
    pthread_mutex_unlock(&lock);
    free(old);
    return file;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list values; \
        va_start(values, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(values, mode_t) : 0; \
        va_end(values); \
        return open_file(real, path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

// Nobody opens files of the data directory beside another directory.
int openat(int directory, const char *path, int flags, ...) {
    REAL(openat);
    va_list values;
    va_start(values, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(values, mode_t) : 0;
    va_end(values);
    return inside(path) ? open(path, flags, mode) : real(directory, path, flags, mode);
}

// A second name for a file that is about to lose one, so that its bytes stay and its inode is not given away.
static void keep(const char *path, ino_t inode) {
    REAL(link);
    char kept[PATH_MAX + 32];
    if (journal < 0 || !inode) return;
    snprintf(kept, sizeof kept, "%s/%lu", attic, inode);
    if (real(path, kept) != 0 && errno != EEXIST) abort();
}

int unlink(const char *path) {
    REAL(unlink);
    const char *name = inside(path);
    if (!name) return real(path);
    int error = fault("change", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    ino_t inode = inode_of(path);
    keep(path, inode);
    int result = real(path);
    if (result == 0) note("remove %lu %lu %s\n", directory_of(path), inode, name);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *old, const char *new) {
    REAL(rename);
    const char *old_name = inside(old), *new_name = inside(new);
    if (!old_name || !new_name) return real(old, new);
    int error = fault("change", new_name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    ino_t inode = inode_of(old), replaced = inode_of(new);
    keep(new, replaced);
    int result = real(old, new);
    if (result == 0) note("rename %lu %lu %lu %s %s\n", directory_of(new), inode, replaced, old_name, new_name);
    pthread_mutex_unlock(&lock);
    return result;
}

int link(const char *old, const char *new) {
    REAL(link);
    const char *name = inside(new);
    if (!name) return real(old, new);
    int error = fault("change", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    int result = real(old, new);
    if (result == 0) note("create %lu %lu %s\n", directory_of(new), inode_of(new), name);
    pthread_mutex_unlock(&lock);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    const char *name = inside(path);
    if (!name) return real(path, mode);
    int error = fault("change", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    int result = real(path, mode);
    if (result == 0) note("mkdir %lu %lu %s\n", directory_of(path), inode_of(path), name);
    pthread_mutex_unlock(&lock);
    return result;
}

int rmdir(const char *path) {
    REAL(rmdir);
    const char *name = inside(path);
    if (!name) return real(path);
    int error = fault("change", name);
    if (error) return errno = error, -1;
    pthread_mutex_lock(&lock);
    ino_t inode = inode_of(path);
    int result = real(path);
    if (result == 0) note("rmdir %lu %lu %s\n", directory_of(path), inode, name);
    pthread_mutex_unlock(&lock);
    return result;
}
