import Values

/// Metadata and stages as every database keeps them, in bytes: each text preceded by its length, numbers of variable
/// length (seven bits to a byte, lowest first, the top bit says that more follows).
package enum PairCoding {
    package static func encode(_ metadata: [String: String]) -> [UInt8]? {
        guard !metadata.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for (key, value) in metadata {
            append(key, to: &bytes)
            append(value, to: &bytes)
        }
        return bytes
    }

    package static func metadata(_ bytes: [UInt8]) -> [String: String] {
        var rest = bytes[...]
        var metadata: [String: String] = [:]
        while let key = text(&rest), let value = text(&rest) { metadata[key] = value }
        return metadata
    }

    package static func encode(_ stages: [DeliveryStage]) -> [UInt8]? {
        guard !stages.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for stage in stages {
            append(UInt64(stage.kind.number), to: &bytes)
            append(UInt64(bitPattern: stage.at.microseconds), to: &bytes)
            append(stage.detail ?? "", to: &bytes)
        }
        return bytes
    }

    package static func stages(_ bytes: [UInt8]) -> [DeliveryStage] {
        var rest = bytes[...]
        var stages: [DeliveryStage] = []
        while let kind = number(&rest), let at = number(&rest), let detail = text(&rest) {
            guard let kind = Int64(exactly: kind).flatMap({ Lineage.Kind(number: $0) }) else { continue }
            let instant = Instant(microseconds: Int64(bitPattern: at))
            stages.append(DeliveryStage(kind, at: instant, detail: detail.isEmpty ? nil : detail))
        }
        return stages
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst(), shift < 64 {
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let count = number(&rest), count <= UInt64(rest.count) else { return nil }
        defer { rest.removeFirst(Int(count)) }
        return String(decoding: rest.prefix(Int(count)), as: UTF8.self)
    }
}

extension Lineage.Kind {
    /// Numbers in every database's table of steps; never used again for another meaning.
    private static let numbered: [(Int64, Lineage.Kind)] = [
        (0, .received), (1, .validated), (2, .mapped), (3, .attemptFailed), (4, .delivered), (5, .skipped),
        (6, .deadLettered), (7, .retriedByHand), (8, .discarded),
    ]

    package var number: Int64 { Self.numbered.first { $0.1 == self }?.0 ?? 0 }

    package init?(number: Int64) {
        guard let kind = Self.numbered.first(where: { $0.0 == number })?.1 else { return nil }
        self = kind
    }
}
