// Tells the thread sanitizer of two orders that it cannot see on Linux, so that nothing needs to be suppressed for them.
// scripts/sanitize.sh links it into every program that it builds for the thread sanitizer.
//
// Mutexes: what is compiled into our code takes and gives up a free `Synchronization.Mutex` with atomics, which the
// sanitizer follows. A contended one goes through two functions of the standard library, which is not instrumented, and
// through the kernel, which hands the lock over. They are wrapped here, with the order that the lock gives.
//
// Tasks: Swift's runtime notes the order of jobs and continuations once its `__tsan_on_initialize` was called. The
// sanitizer calls that of the program, which is an empty one of its own, not that of the shared library.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock_slowly(SELF void *mutex) __asm__(UNLOCK);

static __typeof__(&lock_slowly) lock;
static __typeof__(&unlock_slowly) unlock;

__attribute__((constructor)) static void begin(void) {
    lock = (__typeof__(lock))dlsym(RTLD_NEXT, LOCK);
    unlock = (__typeof__(unlock))dlsym(RTLD_NEXT, UNLOCK);
    void (*watch_tasks)(void) = (void (*)(void))dlsym(RTLD_NEXT, "__tsan_on_initialize");
    if (watch_tasks) watch_tasks();
}

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) {
    lock(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT void unlock_slowly(SELF void *mutex) {
    __tsan_release(mutex);
    unlock(mutex);
}
