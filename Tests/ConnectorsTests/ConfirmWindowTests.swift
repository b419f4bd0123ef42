import Testing
import Values

@testable import Connectors

@Suite struct ConfirmWindowTests {
    @Test func oneAndMany() {
        var window = ConfirmWindow()
        for token in UInt64(11)...15 { window.published(token, messageID: "m-\(token)") }
        #expect(window.settle(2, multiple: false).map(\.token) == [12])
        #expect(window.settle(2, multiple: false).isEmpty)
        #expect(window.settle(4, multiple: true).map(\.token) == [11, 13, 14])
        #expect(window.count == 1)
        #expect(window.settle(99, multiple: false).isEmpty)
        #expect(window.settle(0, multiple: true).map(\.token) == [15])
        window.published(16, messageID: "m-16")
        #expect(window.settle(99, multiple: true).map(\.token) == [16])
    }

    @Test func whatComesBackIsKnownByItsID() {
        var window = ConfirmWindow()
        for token in UInt64(1)...3 { window.published(token, messageID: "same") }
        window.returned(messageID: "same", because: "NO_ROUTE")
        window.returned(messageID: "other", because: "NO_ROUTE")
        window.returned(messageID: "same", because: "NO_ROUTE")
        let settled = window.settle(3, multiple: true)
        #expect(settled.map { $0.returned != nil } == [true, true, false])
    }

    @Test func aLostChannelBeginsAnew() {
        var window = ConfirmWindow()
        for token in UInt64(1)...3 { window.published(token, messageID: "") }
        #expect(window.removeAll().map(\.token) == [1, 2, 3])
        window.published(4, messageID: "")
        #expect(window.settle(1, multiple: false).map(\.token) == [4])
    }

    @Test(arguments: [
        ("amqp://broker.example.org", "broker.example.org", 5672, "/", false),
        ("amqps://broker.example.org/", "broker.example.org", 5671, "/", true),
        ("amqp://10.0.0.1:5673/orders", "10.0.0.1", 5673, "orders", false),
        ("amqp://[2001:db8::1]/%2Fa%20b", "2001:db8::1", 5672, "/a b", false),
        ("amqps://[2001:db8::1]:80/x", "2001:db8::1", 80, "x", true),
    ])
    func addresses(_ text: String, _ host: String, _ port: Int, _ virtualHost: String, _ isSecure: Bool) throws {
        let address = try RabbitMQAddress(text)
        #expect(address.host == host && address.port == port)
        #expect(address.virtualHost == virtualHost && address.isSecure == isSecure)
    }

    @Test(arguments: [
        "http://x", "amqp://", "amqp://u:p@host", "amqp://host/a/b", "amqp://host/%zz", "amqp://host/%00",
        "amqp://host:0/", "amqp://host/%ff",
    ])
    func badAddresses(_ text: String) {
        #expect(throws: JunctionError.self) { try RabbitMQAddress(text) }
    }

    @Test func whatTheProtocolCannotCarry() {
        var message = RabbitMQMessage(messageID: "m", contentType: "text/plain", body: [])
        #expect(message.problem == nil)
        message.messageID = String(repeating: "m", count: 256)
        #expect(message.problem?.contains("message id") == true)
        message.messageID = "m"
        message.headers = [RESTHeader(String(repeating: "n", count: 129), "")]
        #expect(message.problem?.contains("name") == true)
        message.headers = [RESTHeader("n", String(repeating: "v", count: 70_000))]
        #expect(message.problem?.contains("64 KiB") == true)
    }
}
