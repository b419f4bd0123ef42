/// Names, labels and numbers in the Prometheus text format 0.0.4.
enum MetricText {
    /// Letters, digits and underscores; anything else becomes an underscore.
    static func name(_ label: String) -> String {
        let text = String(String.UnicodeScalarView(label.unicodeScalars.map { isNameLetter($0) ? $0 : "_" }))
        return text.first?.isNumber == true ? "_" + text : text
    }

    private static func isNameLetter(_ letter: Unicode.Scalar) -> Bool {
        letter.isASCII && (letter.properties.isAlphabetic || "0123456789_".unicodeScalars.contains(letter))
    }

    /// Pairs sorted by name, values escaped.
    static func labels(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(name($0.0))=\"\(escaped($0.1))\"" }.sorted().joined(separator: ",")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    static func help(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
