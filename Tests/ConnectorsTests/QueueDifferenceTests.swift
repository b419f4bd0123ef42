import Testing

@testable import Connectors

/// What a broker says of a queue that differs from what was declared.
struct QueueDifferenceTests {
    @Test(arguments: [
        (
            "inequivalent arg 'x-queue-type' for queue 'q' in vhost '/': received none but current is the value 'quorum' of type 'longstr'",
            "x-queue-type", QueueArgument.text("quorum")
        ),
        (
            "inequivalent arg 'x-message-ttl' for queue 'it's 'x' q' in vhost '/': received none but current is the value '60000' of type 'signedint'",
            "x-message-ttl", .number(60000)
        ),
        (
            "inequivalent arg 'x-single-active-consumer' for queue 'q' in vhost '/': received 'false' but current is 'true'",
            "x-single-active-consumer", .flag(true)
        ),
        (
            "inequivalent arg 'x-single-active-consumer' for queue ' but current is 'x'' in vhost '/': received the value 'false' of type 'bool' but current is none",
            "x-single-active-consumer", nil
        ),
        (
            "inequivalent arg 'x-dead-letter-exchange' for queue 'q' in vhost '/': received none but current is the value '17' of type 'longstr'",
            "x-dead-letter-exchange", .text("17")
        ),
    ])
    func theArgumentIsRead(words: String, name: String, current: QueueArgument?) {
        let read = QueueDifference("PRECONDITION_FAILED - " + words)
        #expect(read?.name == name && read?.current == current)
    }

    @Test(arguments: [
        "", "NOT_FOUND - no queue 'q' in vhost '/'", "inequivalent arg 'x-",
        "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'",
        "inequivalent arg 'x-a' for queue 'q' in vhost '/': received none but current is <<something>>",
    ])
    func anythingElseIsNot(words: String) { #expect(QueueDifference(words) == nil) }
}
