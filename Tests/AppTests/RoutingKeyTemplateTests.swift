import Connectors
import Flows
import Sandbox
import Testing
import Values

@testable import App

struct RoutingKeyTemplateTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("{a}", "1"), ("x.{a}.{b}.y", "x.1.2.y"), ("{a}{a}", "11"), ("}{b}", "}2"),
    ])
    func namesStandForValues(template: String, text: String) throws {
        let read = try #require(RoutingKeyTemplate(template) { ["a", "b"].contains($0) })
        #expect(read.text { ["a": "1", "b": "2"][$0] ?? "?" } == text)
    }

    @Test(arguments: ["{", "{a", "a}{", "{c}", "{}", "{a{b}}"])
    func whatIsNoTemplateIsNone(template: String) {
        #expect(RoutingKeyTemplate(template) { ["a", "b"].contains($0) } == nil)
    }

    @Test func aQueuesNameIsWhatItIs() {
        #expect(RoutingKeyTemplate(fixed: "{not} a template").text { _ in "x" } == "{not} a template")
    }

    private static func route(_ key: String) throws -> RabbitMQConnection.Route {
        RabbitMQConnection.Route(
            outlet: Nowhere(), routingKey: try #require(RoutingKeyTemplate(key) { !$0.isEmpty }),
            headers: [RESTHeader("X-Kind", "page")])
    }

    private struct Nowhere: MessageOutlet {
        func publish(_ message: RabbitMQMessage) async -> CallVerdict { .success }
        func reach() async -> CallVerdict { .success }
        func shutdown() async {}
    }

    @Test func aRequestBecomesAMessage() throws {
        let request = SystemRequest(
            system: "broker", operation: "page", parameters: ["wing": "east"],
            headers: [("idempotency-key", "e1"), ("other", "x")], body: [1, 2], contentType: "application/json",
            correlationID: "c1")
        let message = try Self.route("page.{wing}").message(for: request)
        #expect(message.routingKey == "page.east" && message.messageID == "e1" && message.correlationID == "c1")
        #expect(message.contentType == "application/json" && message.body == [1, 2])
        #expect(message.headers == [RESTHeader("X-Kind", "page"), RESTHeader("other", "x")])
    }

    @Test func whatTheRoutingKeyNeedsMustBeThere() throws {
        let error = #expect(throws: JunctionError.self) {
            _ = try Self.route("page.{wing}").message(for: SystemRequest(system: "broker", operation: "page"))
        }
        #expect(error?.code == .requestInvalid && error?.message.contains("{wing}") == true)
    }

    @Test func anIDThatIsTooLongIsStillOne() throws {
        func id(_ text: String) throws -> String {
            try Self.route("k").message(
                for: SystemRequest(system: "broker", operation: "page", headers: [("idempotency-key", text)])
            ).messageID
        }
        let long = String(repeating: "i", count: 256)
        #expect(try id(String(long.dropLast())) == String(long.dropLast()))
        #expect(try id(long).count == 64 && id(long) == id(long) && id(long) != id(long + "j"))
    }
}
