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
