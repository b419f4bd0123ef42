import Values

extension HL7Location {
    /// Finds what a byte of a message belongs to, by going through what comes before it.
    init(at offset: Int, in bytes: Span<UInt8>, endsWithLineFeed: Bool) {
        var scan = Scan(field: UInt8(ascii: "|"))
        var index = HL7Frame(bytes).start
        scan.begin(bytes, at: index)
        while index < min(offset, bytes.count) {
            let byte = bytes[index]
            index += 1
            let ends = byte == .carriageReturn || byte == .lineFeed && endsWithLineFeed
            if ends {
                if index < bytes.count, bytes[index] != .lineFeed, bytes[index] != .carriageReturn {
                    scan.begin(bytes, at: index)
                }
            } else if byte == scan.separator {
                scan.field += 1
            }
        }
        self.init(segment: scan.name, occurrence: scan.names[scan.name ?? "", default: 1])
        segmentNumber = scan.number
        field = scan.name == nil ? nil : scan.field
        byte = offset
    }

    private struct Scan {
        var separator: UInt8
        var number = 0
        var name: String?
        var names: [String: Int] = [:]
        var field = 0

        init(field: UInt8) { separator = field }

        mutating func begin(_ bytes: Span<UInt8>, at index: Int) {
            number += 1
            field = 0
            name = nil
            guard index + 3 <= bytes.count, HL7Header.isSegmentName(bytes, at: index) else { return }
            let name = String(strict: bytes.extracting(index..<index + 3)) ?? ""
            self.name = name
            names[name, default: 0] += 1
            // The separator itself is field 1 of a header.
            guard HL7Header.isHeader(bytes, at: index) else { return }
            separator = bytes[index + 3]
            field = 1
        }
    }
}
