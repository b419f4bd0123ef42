/// HL7's formatted text (FT and TX) as plain text: highlighting goes, spaces and lines stay (HL7 v2.8, 2.7.5 and 2.7.6).
enum FormattedText {
    /// Lines that one command may ask for; more are a mistake of the sender's.
    private static let linesMost = 20

    /// The text without `\H\`, `\N\` and the commands that begin with a point. Other escapes stand as they are.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var output = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "\\") {
            output += rest[..<start]
            let inner = rest[rest.index(after: start)...]
            guard let end = inner.firstIndex(of: "\\"), let meant = meaning(of: inner[..<end]) else {
                output += "\\"
                rest = inner
                continue
            }
            output += meant
            rest = inner[inner.index(after: end)...]
        }
        return output + rest
    }

    /// What stands for the command; nil for what is none.
    private static func meaning(of command: Substring) -> String? {
        if command == "H" || command == "N" { return "" }
        guard command.first == ".", command.utf8.count <= 16 else { return nil }
        let name = command.dropFirst().prefix(2)
        let number = Int(command.dropFirst(3).trimmingPrefix { $0 == " " || $0 == "+" }) ?? 1
        switch name {
        case "sp", "br": return String(repeating: "\n", count: min(max(number, 1), linesMost))
        case "ce": return "\n"
        case "sk": return String(repeating: " ", count: min(max(number, 1), linesMost))
        case "fi", "nf", "in", "ti": return ""
        default: return nil
        }
    }
}
