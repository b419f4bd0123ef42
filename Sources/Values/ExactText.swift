/// A text that hashes and compares by its bytes, as databases and receivers compare it: for keys of dictionaries. A `String` is
/// equal to any other of the same characters, and so takes `é` in one code point for `é` in two.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool { left.text.isIdenticalUTF8(to: right.text) }
    package func hash(into hasher: inout Hasher) { text.hashUTF8(into: &hasher) }
}
