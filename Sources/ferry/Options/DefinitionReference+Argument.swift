import FerryClient
import FerryRehearsal

extension DefinitionReference {
    /// Reads `orders` (latest), `orders:2`, `orders@<content hash>`, or a bare key.
    init(argument: String) throws(InputError) {
        do throws(UnreadableText) {
            try self.init(text: argument)
        } catch {
            throw InputError(error.description)
        }
    }
}
