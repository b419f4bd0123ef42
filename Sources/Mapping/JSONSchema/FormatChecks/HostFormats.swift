/// Names of hosts: RFC 1123 section 2.1 with the labels of RFC 5891 that stand for others, and internationalized ones.
enum HostFormats {
    private static let nameBytesMost = 253
    private static let labelBytesMost = 63

    static func isHostName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= nameBytesMost else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            isPlainLabel(label) && (!isEncoded(label) || decoded(label) != nil)
        }
    }

    /// Letters, digits and hyphens, with no hyphen at either end.
    private static func isPlainLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...labelBytesMost).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == hyphen }
    }

    private static func isEncoded(_ label: ArraySlice<UInt8>) -> Bool {
        label.prefix(4).map { $0.isASCIILetter ? $0 | 0x20 : $0 } == Array("xn--".utf8)
    }

    /// What a label with the prefix `xn--` stands for; nil when that is not allowed, or not encoded like this.
    private static func decoded(_ label: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
        let lower = label.map { $0.isASCIILetter ? $0 | 0x20 : $0 }[4...]
        guard let scalars = Punycode.decode(lower), !scalars.allSatisfy(\.isASCII),
            Punycode.encode(scalars) == Array(lower), HostLabel(scalars).isAllowed
        else { return nil }
        return scalars
    }

    /// A name whose labels are separated by any of the four dots of RFC 3490 section 3.1.
    static func isInternationalHostName(_ text: String) -> Bool {
        let separators: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
        var isRightToLeft = false
        var checked: [HostLabel] = []
        var bytes = labels.count - 1
        for label in labels {
            let scalars = Array(label)
            let ascii = Array(String(label).utf8)[...]
            let meant: [Unicode.Scalar]
            if scalars.allSatisfy(\.isASCII) {
                guard isPlainLabel(ascii) else { return false }
                bytes += ascii.count
                guard isEncoded(ascii) else {
                    guard !HostLabel.hasReservedHyphens(scalars) else { return false }
                    checked.append(HostLabel(scalars))
                    continue
                }
                guard let scalars = decoded(ascii) else { return false }
                meant = scalars
            } else {
                let encoded = Punycode.encode(scalars).count + 4
                guard encoded <= labelBytesMost, HostLabel(scalars).isAllowed else { return false }
                bytes += encoded
                meant = scalars
            }
            let one = HostLabel(meant)
            isRightToLeft = isRightToLeft || one.isRightToLeft
            checked.append(one)
        }
        guard bytes <= nameBytesMost else { return false }
        return !isRightToLeft || checked.allSatisfy(\.meetsBidiRule)
    }
}
