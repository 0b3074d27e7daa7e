private import Glibc

/// A file that is read from its beginning to its end, one piece in memory at a time.
struct FileInPieces: ~Copyable {
    let path: String
    let byteCount: Int
    private let file: Int32

    init(_ path: String) throws(FileProblem) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .last("opening \(path)") }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else {
            let problem = FileProblem.last("reading \(path)")
            close(file)
            throw problem
        }
        self.path = path
        byteCount = Int(status.st_size)
        self.file = file
    }

    deinit { close(file) }

    /// At most so many bytes from `offset` on; fewer only where the file ends.
    func read(_ size: Int, at offset: Int) throws(FileProblem) -> [UInt8] {
        let wanted = max(0, min(size, byteCount - offset))
        var problem: FileProblem?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            while count < wanted {
                let got = unsafe pread(file, buffer.baseAddress! + count, wanted - count, offset + count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { problem = .last("reading \(path)") }
                guard got > 0 else { break }
                count += got
            }
        }
        if let problem { throw problem }
        return bytes
    }
}
