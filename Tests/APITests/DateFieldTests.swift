import Testing
import Values

@testable import API

@Suite struct DateFieldTests {
    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
    ])
    func `A second is written as HTTP writes dates`(_ second: Int64, _ text: String) {
        #expect(DateField.text(second: second) == text)
    }

    @Test func `It is the date of now`() {
        let clock = HandClock(Instant(seconds: 784_111_777))
        let field = DateField(TimeSource(now: { clock.now }, sleep: { _ in }))
        #expect(field.value == "Sun, 06 Nov 1994 08:49:37 GMT")
        clock.advance(.milliseconds(999))
        #expect(field.value == "Sun, 06 Nov 1994 08:49:37 GMT")
        clock.advance(.milliseconds(1))
        #expect(field.value == "Sun, 06 Nov 1994 08:49:38 GMT")
    }
}
