import Glibc

/// A directory of its own for one test, removed with all it holds when the test is over.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/ferry-store-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Problem() }
        path = String(cString: made)
    }

    deinit { Self.remove(path) }

    struct Problem: Error {}

    subscript(name: String) -> String { "\(path)/\(name)" }

    /// Copies the files of a directory as they are now, like a crash would leave them.
    static func copy(_ source: String, to target: String) throws {
        guard mkdir(target, 0o750) == 0 else { throw Problem() }
        for name in try names(in: source) { try write(try read("\(source)/\(name)"), to: "\(target)/\(name)") }
    }

    static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else { throw Problem() }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw Problem() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw Problem() }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem() }
    }

    static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
