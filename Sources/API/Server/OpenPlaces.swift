/// How many of something may be open at once, such as streams.
struct OpenPlaces: Sendable {
    private let budget: BodyBudget

    init(_ most: Int) { budget = BodyBudget(most) }

    /// Nil when all are taken.
    func take() -> OpenPlace? { budget.take(1) ? OpenPlace(of: budget) : nil }
}

/// One of them, for as long as somebody holds it. The body of an answer is not always written: not for `HEAD`, and not when the
/// client leaves before the head is sent; so the place is given back by whoever lets go of it last.
final class OpenPlace: Sendable {
    private let budget: BodyBudget

    fileprivate init(of budget: BodyBudget) { self.budget = budget }

    deinit { budget.giveBack(1) }
}
