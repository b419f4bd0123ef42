/// Sets of code points read from a table that scripts/unicode-tables made.
struct UnicodeTable: Sendable {
    private(set) var sets: [String: RegexSet] = [:]
    /// The first name of each set, by every name of it.
    private(set) var names: [String: String] = [:]

    init(_ text: String) {
        var aliases: [Substring] = []
        var words: [Substring] = []
        for line in text.split(separator: "\n") {
            guard line.hasPrefix("@") else {
                words += line.split(separator: " ")
                continue
            }
            add(aliases, words)
            aliases = line.dropFirst().split(separator: ",")
            words = []
        }
        add(aliases, words)
    }

    private mutating func add(_ aliases: [Substring], _ words: [Substring]) {
        guard let name = aliases.first.map(String.init) else { return }
        for alias in aliases { names[String(alias)] = name }
        var ranges: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        var isGap = true
        for word in words {
            let count = UInt32(word, radix: 36) ?? 0
            if !isGap { ranges.append(next...next + count - 1) }
            next += count
            isGap.toggle()
        }
        sets[name] = RegexSet(ranges)
    }

    subscript(name: String) -> RegexSet? { names[name].flatMap { sets[$0] } }

    static let scripts = UnicodeTable(ScriptTable.text)
    static let scriptExtensions = UnicodeTable(ScriptExtensionTable.text)
    static let hostNames = UnicodeTable(HostNameTable.text)
}
