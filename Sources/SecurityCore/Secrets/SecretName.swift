import Values

/// What a secret is called in point files and settings: small letters, digits and single hyphens, such as
/// `care-record-client`. It becomes part of a file name, so nothing else is let in.
package struct SecretName: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package static let lengthMost = 64

    /// Throws `secretNameInvalid`.
    package init(_ text: String) throws {
        let bytes = Array(text.utf8)
        let isSound = bytes.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
        guard isSound, let first = bytes.first, first != 0x2D, bytes.last != 0x2D, bytes.count <= Self.lengthMost else {
            throw JunctionError(.secretNameInvalid, "A secret's name is not of the form it should be.")
        }
        description = text
    }

    /// `JUNCTION_SECRET_CARE_RECORD_CLIENT`
    var environmentName: String {
        "JUNCTION_SECRET_" + description.uppercased().replacing("-", with: "_")
    }
}
