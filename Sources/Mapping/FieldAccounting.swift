/// Where each leaf of the source went: mapped, ignored for a stated reason, or dropped without one.
///
/// A leaf is a value that holds no others. Paths are in the source's own manner of speaking: `PID-5.1`,
/// `order.lines[0].sku`. The lists are worked out when asked for, so that a message whose accounting nobody reads does
/// not pay for it: ask once and keep the answer.
package struct FieldAccounting: Sendable {
    package struct Ignored: Sendable, Hashable {
        package var path: String
        package var reason: String

        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// The three lists.
    package struct Listing: Sendable, Hashable {
        package var mapped: [String]
        package var ignored: [Ignored]
        package var dropped: [String]
    }

    private enum Storage {
        case listed(Listing)
        case marked(SourceMarks)
        case laidOut(MessageLayout.Reading)
    }

    private let storage: Storage

    package init(mapped: [String] = [], ignored: [Ignored] = [], dropped: [String] = []) {
        storage = .listed(Listing(mapped: mapped, ignored: ignored, dropped: dropped))
    }

    init(_ marks: SourceMarks) { storage = .marked(marks) }
    init(_ reading: MessageLayout.Reading) { storage = .laidOut(reading) }

    package var listing: Listing {
        switch storage {
        case .listed(let listing): return listing
        case .marked(let marks): return Self.listing(marks)
        case .laidOut(let reading): return Self.listing(reading.marks)
        }
    }

    private static func listing(_ marks: SourceMarks) -> Listing {
        let lists = marks.accounted()
        return Listing(mapped: lists.mapped, ignored: lists.ignored, dropped: lists.dropped)
    }

    package var mapped: [String] { listing.mapped }
    package var ignored: [Ignored] { listing.ignored }
    package var dropped: [String] { listing.dropped }
}
