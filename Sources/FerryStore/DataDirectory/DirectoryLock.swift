private import Glibc

/// Keeps every other process out of a data directory for as long as it lives; the kernel lets go when a process dies.
struct DirectoryLock: ~Copyable {
    private let file: Int32

    enum Refusal: Error {
        case held(by: String)
        case problem(FileProblem)
    }

    init(_ path: String) throws(Refusal) {
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw .problem(.last("opening \(path)")) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let problem = FileProblem.last("locking \(path)")
            close(file)
            guard isHeld else { throw .problem(problem) }
            throw .held(by: Self.holder(path))
        }
        self.file = file
        let name = Array("\(getpid())\n".utf8)
        // Only for people: who cannot read it there still meets the lock.
        _ = ftruncate(file, 0)
        _ = unsafe name.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    }

    deinit { close(file) }

    private static func holder(_ path: String) -> String {
        guard let text = try? Files.read(path), let process = Int(String(decoding: text.dropLast(), as: UTF8.self))
        else { return "another process" }
        return "process \(process)"
    }
}
