import Values

/// Why something is done to an instance by hand.
package struct SagaReason: WireType, Hashable {
    package var reason: String

    package init(reason: String) { self.reason = reason }

    package static let about = About(
        "Why something is done to an instance by hand.",
        ["reason": FieldNote("In a sentence.", example: "Paid in cash", lengthLeast: 1, lengthMost: 500)])
}
