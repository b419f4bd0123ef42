import NIOHTTP1
import Testing
import Values

@testable import Connectors

@Suite struct RESTRulesTests {
    private let now = Instant(seconds: 784_111_777)

    @Test(arguments: [
        (200, "success"), (201, "success"), (204, "success"), (299, "success"), (304, "success"), (301, "refused"),
        (307, "refused"), (400, "refused"), (401, "refused"), (404, "refused"), (408, "retry"), (409, "refused"),
        (422, "refused"), (425, "retry"), (429, "retry"), (500, "retry"), (501, "refused"), (502, "retry"),
        (503, "retry"), (504, "retry"), (505, "refused"), (599, "retry"), (100, "refused"), (999, "refused"),
    ])
    func statuses(status: Int, expected: String) {
        let verdict = AnswerRules.verdict(status: status, retryAfter: nil, now: now, longest: .seconds(60)).verdict
        switch verdict {
        case .success: #expect(expected == "success")
        case .retry(_, let after): #expect(expected == "retry" && after == nil)
        case .refused: #expect(expected == "refused")
        }
    }

    @Test(arguments: [
        (202, RefusalRule.byStatus, "refused"), (201, .byStatus, "success"), (409, .byStatus, "success"),
        (304, .byStatus, "refused"), (202, .onlyGone, "retry"), (404, .onlyGone, "retry"), (410, .onlyGone, "refused"),
        (301, .onlyGone, "retry"), (501, .onlyGone, "retry"), (410, .byStatus, "refused"),
    ])
    func declaredSuccessAndRefusals(status: Int, rule: RefusalRule, expected: String) {
        let verdict = AnswerRules.verdict(
            status: status, retryAfter: "9", now: now, longest: .seconds(60), success: [200...201, 409...409],
            refusals: rule
        ).verdict
        switch verdict {
        case .success: #expect(expected == "success")
        case .retry(_, let after): #expect(expected == "retry" && after == .seconds(9))
        case .refused: #expect(expected == "refused")
        }
    }

    @Test(arguments: [
        ("0", Duration.zero), ("120", .seconds(120)), (" 7 ", .seconds(7)), ("Sun, 06 Nov 1994 08:49:37 GMT", .zero),
        ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)), ("Sunday, 06-Nov-94 08:50:37 GMT", .seconds(60)),
        ("Sun Nov  6 08:50:37 1994", .seconds(60)), ("Sun, 06 Nov 1993 08:49:37 GMT", .zero),
        ("Tue, 29 Feb 2000 00:00:00 GMT", .seconds(951_782_400 - 784_111_777)),
    ])
    func retryAfter(text: String, expected: Duration) {
        #expect(AnswerRules.retryAfter(text, now: now) == expected)
    }

    @Test(arguments: [
        "", "soon", "-5", "1.5", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nix 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    ])
    func retryAfterNonsense(text: String) { #expect(AnswerRules.retryAfter(text, now: now) == nil) }

    @Test func retryAfterIsBounded() {
        for text in ["86400", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            let verdict = AnswerRules.verdict(status: 503, retryAfter: text, now: now, longest: .seconds(3600)).verdict
            #expect(verdict == .retry(reason: "the system answered 503", after: .seconds(3600)))
        }
    }

    @Test(
        arguments: [
            ("/Patient/{id}", ["id": "42"], "/Patient/42"),
            ("/a/{x}/b/{y}", ["x": "1 2", "y": "ä"], "/a/1%202/b/%C3%A4"),
            ("/{id}", ["id": "../etc"], "/..%2Fetc"), ("/{id}", ["id": "a?b#c&d"], "/a%3Fb%23c%26d"),
            ("/{id}", ["id": "%2e"], "/%252e"), ("/{id}", ["id": "x\r\nHost: y"], "/x%0D%0AHost%3A%20y"), ("", [:], ""),
            ("/$process-message", [:], "/$process-message"), ("/{id}", ["id": "{id}"], "/%7Bid%7D"),
        ] as [(String, [String: String], String)])
    func paths(template: String, parameters: [String: String], expected: String) throws {
        #expect(try RequestTemplate(template, use: .path).filled(parameters) == expected)
    }

    @Test(
        arguments: [
            ("/{id}", ["id": ".."]), ("/{id}", ["id": "."]), ("/{id}", ["id": ""]), ("/{id}", [:]),
            ("/{a}{b}", ["a": ".", "b": "."]),
        ] as [(String, [String: String])])
    func dangerousParameters(template: String, parameters: [String: String]) throws {
        let prepared = try RequestTemplate(template, use: .path)
        let error = #expect(throws: JunctionError.self) { _ = try prepared.filled(parameters) }
        #expect(error?.code == .requestInvalid)
    }

    @Test(arguments: ["a", "/{", "/}", "/{}", "/{a", "/{a{b}}", "/a b", "/a?b", "/a\r\n", "/ä"])
    func badTemplates(text: String) {
        #expect(throws: JunctionError.self) { _ = try RequestTemplate(text, use: .path) }
    }

    @Test(arguments: ["a\rb", "a\nb", "a\u{0}b", "a\u{7f}b"])
    func headersCannotSplit(value: String) throws {
        let template = try RequestTemplate("{v}", use: .header)
        #expect(throws: JunctionError.self) { _ = try template.filled(["v": value]) }
        #expect(!HeaderRules.isUsable(RESTHeader("X-A", value)))
    }

    @Test(arguments: ["Host", "content-length", "Transfer-Encoding", "", "X A", "X:A", "Ä"])
    func reservedHeaders(name: String) { #expect(!HeaderRules.isUsable(RESTHeader(name, "v"))) }

    private func operation() throws -> PreparedOperation {
        try PreparedOperation(
            RESTOperation(
                method: "POST", path: "/Patient/{id}",
                query: [RESTHeader("_format", "json"), RESTHeader("of type", "{kind}")],
                headers: [RESTHeader("If-Match", "W/\"{version}\""), RESTHeader("x-common", "mine")],
                contentType: "application/json", expects: "application/fhir+json"),
            name: "update", endpoint: try WebAddress("https://example.org/fhir/"),
            common: [RESTHeader("X-Common", "all")])
    }

    @Test func requestIsPutTogether() throws {
        let request = try operation().request(
            parameters: ["id": "7/8", "kind": "a&b=c", "version": "3"], headers: [RESTHeader("Accept", "text/plain")],
            contentType: nil, body: [1])
        #expect(request.target == "/fhir/Patient/7%2F8?_format=json&of%20type=a%26b%3Dc")
        #expect(request.headers["if-match"] == ["W/\"3\""])
        #expect(request.headers["x-common"] == ["mine"])
        #expect(request.headers["accept"] == ["text/plain"])
        #expect(request.headers["content-type"] == ["application/json"])
    }

    @Test func requestRefusals() throws {
        let operation = try operation()
        let good = ["id": "7", "kind": "a", "version": "3"]
        func attempt(_ parameters: [String: String], _ headers: [RESTHeader] = [], _ type: String? = nil) throws {
            _ = try operation.request(parameters: parameters, headers: headers, contentType: type, body: [])
        }
        try attempt(good)
        #expect(throws: JunctionError.self) { try attempt(good.merging(["other": "1"]) { $1 }) }
        #expect(throws: JunctionError.self) { try attempt(["id": "7", "kind": "a"]) }
        #expect(throws: JunctionError.self) { try attempt(good, [RESTHeader("Host", "evil")]) }
        #expect(throws: JunctionError.self) { try attempt(good, [RESTHeader("X", "a\r\nY: b")]) }
        #expect(throws: JunctionError.self) { try attempt(good, [], "text/plain\r\nX: y") }
    }

    @Test(
        arguments: [
            (302, "/b", "/b"), (301, "https://example.org/b?c=d", "/b?c=d"), (307, "https://example.org", "/"),
            (308, "https://example.org?x", "/?x"), (302, "//evil.example/b", nil), (302, "https://evil.example/b", nil),
            (302, "http://example.org/b", nil), (302, "https://example.org:444/b", nil),
            (302, "https://example.org@evil.example/", nil),
            (200, "/b", nil), (302, "b", nil), (302, "/b\u{1}", nil), (304, "/b", nil), (303, "/b#frag", "/b"),
        ] as [(Int, String, String?)])
    func redirects(status: Int, location: String, expected: String?) throws {
        let reply = HTTPReply(status: status, headers: ["location": location], body: [])
        #expect(RedirectRules.target(of: reply, from: try WebAddress("https://example.org/base")) == expected)
    }

    @Test func aRedirectedPostBecomesAGet() {
        var request = PreparedRequest(method: .POST, target: "/a", headers: ["content-type": "x"], body: [1])
        request.redirect(to: "/b", status: 307)
        #expect(request.method == .POST && request.body == [1])
        request.redirect(to: "/c", status: 303)
        #expect(request.method == .GET && request.body == nil && request.headers["content-type"].isEmpty)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64(text: String, encoded: String) { #expect(Base64.text(of: Array(text.utf8)) == encoded) }

    @Test func spansAndSizes() {
        #expect(Duration(setting: "250ms") == .milliseconds(250))
        #expect(Duration(setting: "2m") == .seconds(120))
        #expect(Duration(setting: "1d") == .seconds(86_400))
        for text in ["", "5", "5 s", "-5s", "5w", "99999999999999999999s", "9999999999999999d", "٣s"] {
            #expect(Duration(setting: text) == nil, "\(text)")
        }
        #expect(Int(sizeSetting: "512") == 512)
        #expect(Int(sizeSetting: "16MiB") == 16 << 20)
        for text in ["", "16MB", "-1", "1.5KiB", "99999999999999999999"] {
            #expect(Int(sizeSetting: text) == nil, "\(text)")
        }
    }
}
