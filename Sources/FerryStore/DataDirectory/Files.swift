import FerryEngine
private import Glibc

/// A file operation that did not work, in words.
struct FileProblem: Error, Hashable, Sendable {
    let message: String
    let code: Int32

    var isMissing: Bool { code == ENOENT }
    var isDenied: Bool { code == EACCES }

    /// Says what was tried and what the system answered. Reads `errno`, so it must come right after the call.
    static func last(_ doing: String) -> FileProblem {
        let code = errno
        return FileProblem(message: "\(doing): \(unsafe String(cString: strerror(code)))", code: code)
    }
}

/// The few file operations the store does itself.
enum Files {
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func mayReadAndWrite(_ path: String) -> Bool { unsafe access(path, R_OK | W_OK | X_OK) == 0 }

    static func makeDirectory(_ path: String) throws(FileProblem) {
        guard unsafe mkdir(path, 0o750) == 0 else { throw .last("making the directory \(path)") }
    }

    /// The names in a directory, sorted.
    static func names(in path: String) throws(FileProblem) -> [String] {
        guard let directory = unsafe opendir(path) else { throw .last("listing \(path)") }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func read(_ path: String) throws(FileProblem) -> [UInt8] {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last("opening \(path)") }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw .last("reading \(path)") }
        let size = Int(status.st_size)
        var problem: FileProblem?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = unsafe Glibc.read(file, buffer.baseAddress! + count, size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { problem = .last("reading \(path)") }
                guard got > 0 else { break }
                count += got
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// Replaces a file whole or not at all, and returns when that is safe on disk.
    static func replace(_ name: String, in directory: String, with bytes: [UInt8]) throws(FileProblem) {
        let draft = "\(directory)/\(name).new"
        try write(bytes, to: draft)
        guard unsafe rename(draft, "\(directory)/\(name)") == 0 else { throw .last("renaming \(draft)") }
        try syncDirectory(directory)
    }

    /// Writes a file anew, and returns when its bytes (not yet its name) are safe on disk.
    static func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
        let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw .last("opening \(path)") }
        defer { close(file) }
        var count = 0
        while count < bytes.count {
            let rest = bytes.count - count
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress! + count, rest) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .last("writing \(path)") }
            count += written
        }
        guard fsync(file) == 0 else { throw .last("syncing \(path)") }
    }

    /// Drops the end of a file, and returns when that is safe on disk.
    static func cut(_ path: String, at size: Int) throws(FileProblem) {
        let file = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last("opening \(path)") }
        defer { close(file) }
        guard ftruncate(file, off_t(size)) == 0, fsync(file) == 0 else { throw .last("cutting \(path)") }
    }

    /// Makes the names in a directory safe.
    static func syncDirectory(_ path: String) throws(FileProblem) {
        let directory = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .last("opening \(path)") }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw .last("syncing \(path)") }
    }

    /// Removes a directory that holds nothing but files.
    static func removeDirectory(_ path: String) throws(FileProblem) {
        for name in try names(in: path) {
            guard unsafe unlink("\(path)/\(name)") == 0 else { throw .last("removing \(path)/\(name)") }
        }
        guard unsafe rmdir(path) == 0 else { throw .last("removing \(path)") }
    }

    /// Runs a file operation on behalf of a database.
    static func storageCall<Result: ~Copyable>(
        _ body: () throws(FileProblem) -> Result
    ) throws(StorageFailure) -> Result {
        do {
            return try body()
        } catch {
            throw StorageFailure(error.isMissing ? .corruption : .io, error.message)
        }
    }
}
