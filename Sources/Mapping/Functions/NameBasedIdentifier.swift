import Crypto

/// UUID version 5 (RFC 9562 section 5.5): the same namespace and name always make the same identifier.
package enum NameBasedIdentifier {
    /// The namespace for URLs (RFC 9562 section 6.6).
    package static let url: [UInt8] = [
        0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
    ]

    /// The sixteen bytes of a UUID's text; any other text names a namespace of its own, within that of URLs.
    package static func namespace(_ text: String) -> [UInt8] {
        parse(text) ?? bytes(namespace: url, name: Array(text.utf8))
    }

    package static func version5(namespace: [UInt8], name: String) -> String {
        text(bytes(namespace: namespace, name: Array(name.utf8)))
    }

    /// The bits of a UUID.
    struct Digest: Hashable {
        var high: UInt64
        var low: UInt64

        var text: String { NameBasedIdentifier.text(of: self) }
    }

    /// Of bytes, within a namespace of our own.
    static func digest(of name: [UInt8]) -> Digest {
        var hash = sharedHash
        hash.update(data: name)
        var digest = Digest(high: 0, low: 0)
        for (index, byte) in hash.finalize().enumerated() {
            if index < 8 {
                digest.high = digest.high << 8 | UInt64(byte)
            } else if index < 16 {
                digest.low = digest.low << 8 | UInt64(byte)
            }
        }
        digest.high = digest.high & ~0xF000 | 0x5000
        digest.low = digest.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return digest
    }

    /// SHA-1 after the namespace.
    private static let sharedHash: Insecure.SHA1 = {
        var hash = Insecure.SHA1()
        hash.update(data: shared)
        return hash
    }()

    fileprivate static func text(of digest: Digest) -> String {
        unsafe String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    unsafe buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = index < 16 ? digest.high : digest.low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 15
                unsafe buffer[place] = digit < 10 ? digit + 0x30 : digit + 0x57
                place += 1
            }
            return place
        }
    }

    /// The namespace of identifiers that mappings of the library make.
    private static let shared = namespace("urn:junction:hl7v2-to-fhir")

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func bytes(namespace: [UInt8], name: [UInt8]) -> [UInt8] {
        var hash = Insecure.SHA1()
        hash.update(data: namespace)
        hash.update(data: name)
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }

    private static func parse(_ text: String) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [8, 4, 4, 4, 12] else { return nil }
        let nibbles = parts.joined().compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard nibbles.count == 32 else { return nil }
        return stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
