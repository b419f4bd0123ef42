/// Messages that a consumer has for a while.
package struct LeasedMessages: WireType, Hashable {
    package var messages: [LeasedMessage]

    package init(
        messages: [LeasedMessage]
    ) {
        self.messages = messages
    }

    package static let about = About(
        "Messages that a consumer has for a while.",
        [
            "messages": "Oldest first; none when there were none."
        ])
}
