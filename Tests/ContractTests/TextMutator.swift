/// Damages text in the ways that people and disks do, the same way for the same seed.
struct TextMutator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One to three lines removed, repeated, swapped, or with a word replaced.
    mutating func mutatedLines(of text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let index = Int.random(in: 0..<lines.count, using: &self)
            let other = Int.random(in: 0..<lines.count, using: &self)
            switch Int.random(in: 0..<5, using: &self) {
            case 0: lines.remove(at: index)
            case 1: lines.insert(lines[index], at: other)
            case 2: lines.swapAt(index, other)
            default: lines[index] = mutatedWord(of: lines[index])
            }
        }
        return lines.joined(separator: "\n")
    }

    private static let words = [
        "on", "3", "text", "[]", "{}", "2027-01-01", "\"quoted\"", "5m", "null", "1.0.0", "ok", "10/day", "${greeting}",
    ]

    private mutating func mutatedWord(of line: String) -> String {
        guard let colon = line.lastRange(of: ": ") else { return line }
        let end = line[colon.upperBound...].firstIndex { ",}]".contains($0) } ?? line.endIndex
        return line[..<colon.upperBound] + (Self.words.randomElement(using: &self) ?? "") + line[end...]
    }

    /// Bytes changed, removed, doubled or put in, YAML's own signs above all.
    mutating func mutatedBytes(of bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let signs = Array(":-{}[],&*!|>'\"%@`#?\n\t \0".utf8) + [0xFF, 0xC3, 0xEF]
        for _ in 0..<Int.random(in: 1...8, using: &self) {
            let index = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[index] = signs.randomElement(using: &self) ?? 0
            case 1: bytes.insert(signs.randomElement(using: &self) ?? 0, at: index)
            case 2: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...20, using: &self)))
            default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 30)], at: index)
            }
            if bytes.isEmpty { return [0] }
        }
        return bytes
    }
}

extension String {
    fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }
}
