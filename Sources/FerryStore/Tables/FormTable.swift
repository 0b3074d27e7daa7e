import FerryModel

/// Deployed forms: form key -> `Form`.
enum FormTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.form) }

    static func key(_ form: FormKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.form)
        encoder.append(form)
    }
}
