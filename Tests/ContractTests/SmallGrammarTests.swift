import Testing
import Values

@testable import Contract

/// The small languages within a point file.
struct SmallGrammarTests {
    @Test(arguments: [
        "ok", "503", "503, Retry-After 1", "delay 2s, ok", "delay 2s, 503, Retry-After 30", "drop", "malformed",
        "always 503",
        "always delay 1s, drop",
    ])
    func faultsAreWrittenAsTheyAreRead(text: String) throws {
        #expect(try #require(Fault(text)).description == text)
    }

    @Test(arguments: [
        "", "99", "600", "Retry-After 1", "503, Retry-After", "delay", "delay 2", "explode", "503,", "always",
    ])
    func refusesWhatIsNoFault(text: String) {
        #expect(Fault(text) == nil)
    }

    @Test func aDelayAloneAnswersAsUsual() {
        #expect(Fault("delay 2s")?.outcome == .ok)
        #expect(Fault("delay 2s")?.delay == .seconds(2))
    }

    @Test func alertConditionsAreWrittenAsTheyAreRead() throws {
        for form in AlertCondition.forms {
            #expect(try #require(AlertCondition(form)).description.hasPrefix(form.prefix(7)))
        }
        for text in ["", "deadLetters", "deadLetters > many", "backlog older 15m", "failures > 5", "silent"] {
            #expect(AlertCondition(text) == nil)
        }
    }

    @Test(arguments: [
        "30 2 * * *", "*/5 8-18 * * MON-FRI", "0 0 1,15 * *", "@daily", "0 12 * JAN,JUL sun", "59 23 31 12 7",
    ])
    func acceptsSchedules(text: String) {
        #expect(CronText.isValid(text))
    }

    @Test(arguments: [
        "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-2 * * * *", "*/0 * * * *",
        "a * * * *", "1,,2 * * * *", "1-2-3 * * * *",
    ])
    func refusesWhatIsNoSchedule(text: String) {
        #expect(!CronText.isValid(text))
    }

    @Test(
        arguments: [
            ("10.0.0.0/8", [10, 255, 0, 1], true), ("10.0.0.0/8", [11, 0, 0, 1], false),
            ("192.168.4.0/22", [192, 168, 7, 9], true),
            ("192.168.4.0/22", [192, 168, 8, 0], false), ("0.0.0.0/0", [8, 8, 8, 8], true),
            ("::1/128", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
            ("fe80::/10", [0xFE, 0xBF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true), ("10.0.0.0/8", [0, 1], false),
        ] as [(String, [UInt8], Bool)])
    func networkRangesContainAddresses(text: String, address: [UInt8], isWithin: Bool) throws {
        #expect(try #require(NetworkRange(text)).contains(address) == isWithin)
    }

    @Test(arguments: [
        "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "300.0.0.0/8", "::1::/8", "fe80:::/10", "/8", "1:2:3:4:5:6:7/8", "x/8",
    ])
    func refusesWhatIsNoRange(text: String) {
        #expect(NetworkRange(text) == nil)
    }

    @Test func hoursMayRunPastMidnight() throws {
        var problems: [Problem] = []
        let node = SourceNode(.scalar("22:00-06:00 UTC", .quoted), at: Place())
        let hours = try #require(DailyHours.spec.read(node, &problems))
        #expect(hours.contains(minute: 23 * 60) && hours.contains(minute: 0) && !hours.contains(minute: 12 * 60))
        #expect(!hours.contains(minute: 6 * 60) && hours.contains(minute: 22 * 60))
        #expect(hours.description == "22:00-06:00 UTC")
    }

    @Test(arguments: ["05:60-07:00 UTC", "24:01-07:00 UTC", "05:00-05:00 UTC", "05:00-07:00 Moon/Base", "05:00-07:00"])
    func refusesWhatAreNoHours(text: String) {
        var problems: [Problem] = []
        #expect(DailyHours.spec.read(SourceNode(.scalar(text, .quoted), at: Place()), &problems) == nil)
        #expect(problems.count == 1)
    }

    @Test(arguments: [
        ("http://localhost:80/x", true), ("http://127.0.0.1", true), ("http://[::1]:8080/", true),
        ("http://me@127.9.9.9/", true), ("http://127.example.org/", false), ("http://example.org?localhost", false),
        ("http://localhost.example.org/", false), ("http://[::2]/", false),
    ])
    func knowsThisMachine(address: String, isThisMachine: Bool) {
        #expect(AddressText.isThisMachine(address) == isThisMachine)
    }

    @Test(arguments: [
        ("false", Value.bool(false)), ("True", true), ("~", .null), ("7", 7), ("007", 7), ("1e3", 1000.0),
        ("no", "no"),
    ])
    func plainTextIsDataAsInYAML(text: String, data: Value) {
        #expect(SourceNode(.scalar(text, .plain), at: Place()).data == data)
        #expect(SourceNode(.scalar(text, .quoted), at: Place()).data == .string(text))
    }

    @Test(arguments: [
        ("retires", "retry"), ("Port", "port"), ("owner", "ownership"), ("sytem", "system"), ("deilver", "deliver"),
    ])
    func suggestsTheNearestWord(wrong: String, right: String) {
        #expect(NearestWord.to(wrong, among: ["retry", "port", "ownership", "system", "deliver", "steps"]) == right)
    }

    @Test func suggestsNothingFarFetched() {
        #expect(NearestWord.to("colour", among: ["retry", "port", "system"]) == nil)
        #expect(NearestWord.to(String(repeating: "x", count: 10_000), among: ["retry"]) == nil)
    }

    /// Each kind of text takes its own examples, so that no pattern is none.
    @Test func everyKindOfTextTakesItsExamples() {
        let kinds: [TextShape] = [
            .identifier, .name, .domain, .version, .duration, .date, .rate, .hours, .cron, .timeZone, .path, .sample,
            .files,
            .schema, .format, .eventType, .url, .objective, .network, Authentication.headerName,
        ]
        for kind in kinds {
            for example in kind.examples { #expect(kind.accepts(example), "\(kind.name): \(example)") }
        }
        for path in ["/etc/passwd", "../secret", "samples/../../x", "a\\b"] {
            #expect(!TextShape.sample.accepts(path), "\(path)")
        }
    }
}
