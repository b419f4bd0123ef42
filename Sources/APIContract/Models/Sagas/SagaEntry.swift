package import Values

/// One entry of the history of an instance.
package struct SagaEntry: WireType, Hashable {
    package var at: Instant
    package var what: String
    package var step: String?
    package var eventId: String?
    package var detail: String?
    package var by: String?

    package init(
        at: Instant, what: String, step: String? = nil, eventId: String? = nil, detail: String? = nil, by: String? = nil
    ) {
        self.at = at
        self.what = what
        self.step = step
        self.eventId = eventId
        self.detail = detail
        self.by = by
    }

    package static let about = About(
        "One entry of the history of an instance.",
        [
            "at": "When.",
            "what": "What happened, such as began, published, sent, received, timedOut, takenBack, ended.",
            "step": "At which step.",
            "eventId": "The event that was received, published or sent.",
            "detail": "More about it, such as why it failed.",
            "by": "Public part of the key of whoever did it by hand.",
        ])
}
