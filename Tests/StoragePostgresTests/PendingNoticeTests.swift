import Events
import Testing

@testable import StoragePostgres

/// What one node notifies is what another one hears, whatever the names are.
struct PendingNoticeTests {
    @Test(
        arguments: ["d", "two words", "\u{301}begins with an accent", "ends with a return\r", "\r", "\u{1B}0", ""]
    )
    func whatIsToldIsHeard(_ name: String) {
        var notice = PendingNotice()
        notice.add(name, appended: 5)
        notice.add("other", broughtBack: 3)
        notice.add(DocumentName(kind: "k\u{E9}", id: name), version: 7)
        notice.newest = 9
        let encoded = String(decoding: PostgresText.encode(notice.payload(from: "1.2")), as: UTF8.self)
        let news = PendingNotice.news("schema \(encoded)", schema: "schema", except: "1.3")
        let expected: [PendingNews] = [
            .appended(destination: name, through: 5, count: 1), .broughtBack(destination: "other", first: 3, count: 1),
            .changed(kind: "k\u{E9}", id: name, version: 7), .grown(through: 9),
        ]
        #expect(news == expected)
        #expect(PendingNotice.news("schema \(encoded)", schema: "schema", except: "1.2").isEmpty)
        #expect(PendingNotice.news("schema \(encoded)", schema: "schem", except: "1.3").isEmpty)
    }

    @Test func whatCannotBeToldIsMissed() {
        var notice = PendingNotice()
        notice.add("a\nb", appended: 5)
        notice.newest = 5
        #expect(PendingNotice.news("s " + notice.payload(from: "1.2"), schema: "s", except: "1.3") == [.missed])
    }
}
