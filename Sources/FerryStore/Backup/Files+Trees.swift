private import Glibc

/// Whole directories at a time.
extension Files {
    static func move(_ path: String, to other: String) throws(FileProblem) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw .last("renaming \(path)") }
    }

    /// Removes a directory with all that is in it.
    static func removeTree(_ path: String) throws(FileProblem) {
        for name in try names(in: path) {
            let inner = "\(path)/\(name)"
            if isDirectory(inner) {
                try removeTree(inner)
            } else if unsafe unlink(inner) != 0 {
                throw .last("removing \(inner)")
            }
        }
        guard unsafe rmdir(path) == 0 else { throw .last("removing \(path)") }
    }

    /// Makes every file of a directory, and their names, safe on disk.
    static func syncTree(_ path: String) throws(FileProblem) {
        for name in try names(in: path) {
            let inner = "\(path)/\(name)"
            if isDirectory(inner) { try syncTree(inner) } else { try syncFile(inner) }
        }
        try syncDirectory(path)
    }

    /// Copies a directory to one that is not there yet, and returns when the copy is safe on disk.
    static func copyTree(_ path: String, to other: String) throws(FileProblem) {
        try makeDirectory(other)
        for name in try names(in: path) where name != "LOCK" {
            let (from, to) = ("\(path)/\(name)", "\(other)/\(name)")
            if isDirectory(from) { try copyTree(from, to: to) } else { try copyFile(from, to: to) }
        }
        try syncDirectory(other)
    }

    private static func syncFile(_ path: String) throws(FileProblem) {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last("opening \(path)") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .last("syncing \(path)") }
    }

    private static func copyFile(_ path: String, to other: String) throws(FileProblem) {
        let source = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .last("opening \(path)") }
        defer { close(source) }
        let target = unsafe Glibc.open(other, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard target >= 0 else { throw .last("writing \(other)") }
        defer { close(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe Glibc.read(source, &buffer, buffer.count)
            guard count >= 0 else { throw .last("reading \(path)") }
            if count == 0 { break }
            var written = 0
            while written < count {
                let step = unsafe buffer.withUnsafeBytes { bytes in
                    unsafe Glibc.write(target, bytes.baseAddress! + written, count - written)
                }
                guard step > 0 else { throw .last("writing \(other)") }
                written += step
            }
        }
        guard fsync(target) == 0 else { throw .last("syncing \(other)") }
    }
}
