package import Values

/// One thing that happened to a message.
package struct LineageStep: WireType, Hashable {
    package var time: Instant
    package var stage: LineageStage
    package var succeeded: Bool
    package var destination: String?
    package var attempt: Int?
    package var milliseconds: Double?
    package var reason: String?
    package var code: String?

    package init(
        time: Instant, stage: LineageStage, succeeded: Bool, destination: String? = nil, attempt: Int? = nil,
        milliseconds: Double? = nil, reason: String? = nil, code: String? = nil
    ) {
        self.time = time
        self.stage = stage
        self.succeeded = succeeded
        self.destination = destination
        self.attempt = attempt
        self.milliseconds = milliseconds
        self.reason = reason
        self.code = code
    }

    package static let about = About(
        "One thing that happened to a message.",
        [
            "time": "When.",
            "stage": "What kind of thing.",
            "succeeded": "Whether it went well.",
            "destination": "Where it was going.",
            "attempt": "Which try, from 1.",
            "milliseconds": "How long it took.",
            "reason": "Why, in a sentence, when it failed.",
            "code": "Error code, when it failed.",
        ])
}
