import Glibc

/// Called by libFuzzer for every input. What must not be is a trap, which libFuzzer reports with the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    chosen.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// libFuzzer takes the command line for itself.
private let chosen: FuzzTarget = {
    let name = getenv("FERRY_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        preconditionFailure("FERRY_FUZZ is \(name), should be one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()
