import ArgumentParser
import Foundation

extension ParsableCommand {
    func refusing<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw refusal(error) }
    }

    /// Each line of the reason for people, and an exit code.
    func refusal(_ error: any Error, code: Int32 = 1) -> any Error {
        for line in "\(error)".split(separator: "\n") {
            FileHandle.standardError.write(Data("ferryd: \(line)\n".utf8))
        }
        return ExitCode(code)
    }
}
