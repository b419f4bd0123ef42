import Testing

@testable import APIContract

struct DeadLetterIDTests {
    @Test(arguments: [
        ("m-1", "care-record", "m-1@care-record"), ("a@b", "s", "a%40b@s"), ("50%", "s", "50%25@s"),
        ("%40", "s", "%2540@s"), ("a/b c", "saga:x:shop/y", "a/b c@saga:x:shop/y"), ("m", "s@t", "m@s@t"),
        ("@\u{301}", "\u{301}s", "%40\u{301}@\u{301}s"),
    ])
    func anyNamesMakeOne(_ event: String, _ destination: String, _ text: String) {
        let id = DeadLetterID(event: event, destination: destination)
        #expect(id.text == text)
        #expect(DeadLetterID(text) == id)
    }

    @Test(arguments: ["", "@", "m", "m@", "@s", "m%@s", "m%4@s", "m%41@s"])
    func whatIsNoneIsNotTaken(_ text: String) { #expect(DeadLetterID(text) == nil) }

    @Test func theLongestNamesFit() {
        let id = DeadLetterID(
            event: String(repeating: "@", count: EventName.lengthMost),
            destination: String(repeating: "d", count: EventName.lengthMost))
        #expect(id.text.count == DeadLetterID.lengthMost)
    }
}
