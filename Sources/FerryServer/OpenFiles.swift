#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How many files and sockets this process may have open.
package enum OpenFiles {
    /// Left for the tables and logs of the storage, which must never be refused one.
    private static let reserve = 1_024

    /// Raises the limit as far as the system lets it.
    package static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(kind, &limit)
    }

    /// How many connections there is room for.
    package static var connectionsMost: Int {
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return .max }
        let most = Int(clamping: limit.rlim_cur)
        return max(most - reserve, most / 2)
    }

    #if canImport(Glibc)
        private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let kind = RLIMIT_NOFILE
    #endif
}
