private import CRocksDB
import FerryEngine

/// Makes one call of RocksDB whose last parameter is its error text, and throws that text as a failure.
func rocks<Result>(
    _ doing: String, _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) throws(StorageFailure) -> Result {
    var text: UnsafeMutablePointer<CChar>?
    let result = unsafe call(&text)
    guard let text = unsafe text else { return result }
    defer { unsafe rocksdb_free(text) }
    throw StorageFailure(rocks: unsafe String(cString: text), doing)
}

extension StorageFailure {
    /// RocksDB's C interface hands out only the text of a status, which begins with its code.
    init(rocks text: String, _ doing: String) {
        // A file of its own that RocksDB misses was lost or renamed; the same call will not find it next time either.
        let isCorruption =
            text.hasPrefix("Corruption") || text.hasPrefix("IO error: No such file")
            || text.hasPrefix("Invalid argument")
        self.init(isCorruption ? .corruption : .io, "\(doing): \(text)")
    }
}
