package import APIContract

/// Places in a request that are wrong. As the cause of a `JunctionError` it makes them part of the answer.
package struct LocatedFindings: Error {
    package var places: [ProblemPlace]
    package init(_ places: [ProblemPlace]) { self.places = places }
}

/// When to try again. As the cause of a `JunctionError` it becomes the answer's `Retry-After`.
package struct RetryHint: Error {
    package var after: Duration
    package init(after: Duration) { self.after = after }
}

/// Events of a call whose ids are of events of other sources, by their place in the call. All others of it were published.
package struct ConflictingEvents: Error {
    package var indices: [Int]
    package init(_ indices: [Int]) { self.indices = indices }

    static let placesMost = 20

    var places: [ProblemPlace] {
        indices.prefix(Self.placesMost).map {
            ProblemPlace(
                pointer: "/\($0)/id", position: "event \($0 + 1)",
                message:
                    "This id is of an event of another source or type. The events that are not named here were published."
            )
        }
    }
}

/// What was published of the lines of a request before one went wrong, and what is wrong with that one.
struct PartlyPublished: Error {
    var taken: PublishedLines
    var places: [ProblemPlace]
    var cause: (any Error)?
}
