/// What may tell instances apart: what may stand in an address.
enum SagaKey {
    static let rule = "1 to 128 letters, digits and '.', '_', ':', '~', '@', '-', the first a letter or digit"

    static func isSound(_ key: String) -> Bool {
        guard let first = key.utf8.first, isAlphanumeric(first), key.utf8.count <= 128 else { return false }
        return key.utf8.allSatisfy { isAlphanumeric($0) || punctuation.contains($0) }
    }

    /// What the key of a published event must be, as for everybody who publishes: the log would refuse a longer one for ever.
    static let eventRule = "1 to \(eventCharactersMost) characters without a control character"
    private static let eventCharactersMost = 256

    static func mayBeAnEvents(_ key: String) -> Bool {
        !key.isEmpty && key.unicodeScalars.count <= eventCharactersMost
            && key.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static let punctuation = Array("._:~@-".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
