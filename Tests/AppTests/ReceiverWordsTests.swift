import Testing

@testable import App

@Suite struct ReceiverWordsTests {
    @Test(arguments: [
        (503, "the receiver answered 503: it, or a proxy before it, is not up to it now"),
        (404, "the receiver answered 404: there is nothing at the target's address"),
        (
            401,
            "the receiver answered 401: it does not accept who sends; look at the secret it verifies with, "
                + "and at the target's headers"
        ),
        (418, "the receiver answered 418"), (599, "the receiver answered 599"),
    ])
    func anAnswerIsSaidWithWhatItMeans(status: Int, words: String) {
        #expect(ReceiverWords.reason("the system answered \(status)", status: status) == words)
    }

    @Test func whereThereWasNoAnswerNothingIsMadeUp() {
        #expect(
            ReceiverWords.reason("no connection to the system could be made", status: nil)
                == "no connection to the receiver could be made")
        #expect(ReceiverWords.reason("the name 'a' has no address", status: nil) == "the name 'a' has no address")
    }
}
