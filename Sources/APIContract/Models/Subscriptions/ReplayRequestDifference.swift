/// How one request that an integration point makes of an event differs from the one it made.
package struct ReplayRequestDifference: WireType, Hashable {
    package var destination: String
    package var result: ReplayComparison
    package var message: String
    package var definitionThen: String?
    package var definitionNow: String?
    package var changes: [ReplayChange]?
    package var changesLeftOut: Int?

    package init(
        destination: String, result: ReplayComparison, message: String, definitionThen: String? = nil,
        definitionNow: String? = nil, changes: [ReplayChange]? = nil, changesLeftOut: Int? = nil
    ) {
        self.destination = destination
        self.result = result
        self.message = message
        self.definitionThen = definitionThen
        self.definitionNow = definitionNow
        self.changes = changes
        self.changesLeftOut = changesLeftOut
    }

    package static let about = About(
        "How one request that an integration point makes of an event differs from the one it made.",
        [
            "destination": "Where it goes: the point, the system and the operation.",
            "result": "What came of the comparison.", "message": "The same in a sentence.",
            "definitionThen": "Names the texts of the point and its mappings by which it was made.",
            "definitionNow": "Names those by which it would be made.",
            "changes": "Each place of the request that differs.",
            "changesLeftOut": "Changes beyond those shown.",
        ])
}
