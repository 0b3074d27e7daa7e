import Foundation

/// Reads the files that a command line names; a test puts its own in place.
struct FileReader: Sendable {
    let bytes: @Sendable (_ path: String) throws(InputError) -> [UInt8]
    let standardInput: @Sendable () throws(InputError) -> [UInt8]

    static let system = FileReader(
        bytes: { path throws(InputError) in
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
                throw InputError("\(path): is a directory; name the files in it")
            }
            do {
                return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            } catch {
                throw InputError("\(path): \(reason(error))")
            }
        },
        standardInput: { () throws(InputError) in
            do {
                return Array(try FileHandle.standardInput.readToEnd() ?? Data())
            } catch {
                throw InputError("stdin: \(reason(error))")
            }
        })

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "no such file"
        case .fileReadNoPermission: "permission denied"
        default: "cannot be read (\((error as NSError).localizedDescription))"
        }
    }
}
