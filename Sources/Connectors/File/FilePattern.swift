/// A pattern for names: `*` is any characters, `?` is one. Pure, and linear in practice: no pattern makes it explode.
package struct FilePattern: Sendable, Hashable {
    private let pattern: [Character]

    package init(_ text: String) { pattern = Array(text) }

    package func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (at, place) = (0, 0)
        var star: (at: Int, place: Int)?
        while place < name.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == name[place] {
                at += 1
                place += 1
            } else if let last = star {
                // The star takes one more character than it did.
                star = (last.at, last.place + 1)
                (at, place) = (last.at + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
