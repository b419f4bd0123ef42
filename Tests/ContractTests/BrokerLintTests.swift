import Testing

@testable import Contract

/// What is wrong with brokers, and with points that take from their queues.
struct BrokerLintTests {
    private static let system = """
        id: broker
        name: The broker
        type: other
        owner: wards
        connector: rabbitmq
        endpoint: amqps://broker.example.org/wards
        authentication: { basic: { user: u, secret: password } }
        operations: { page: { publish: { exchange: pagers, routingKey: "page.{wing}" } } }
        """

    private static let trigger = "trigger: { receive: rabbitmq, system: broker, queue: bells }"

    /// The fixture's point, taking from a queue.
    private static func fixture() -> WorkspaceFixture {
        var fixture = WorkspaceFixture()
        let point = "points/resident-admissions.yaml"
        fixture.files["systems/broker.yaml"] = system
        fixture.replace("trigger: { receive: mllp, port: 2575 }", with: trigger, in: point)
        fixture.replace("acknowledge: AA", with: "acknowledge: ack", in: point)
        fixture.replace("acknowledge: AE", with: "acknowledge: nack", in: point)
        fixture.replace("secrets: [care-record-client]", with: "secrets: [care-record-client, password]", in: point)
        return fixture
    }

    @Test func aPointMayTakeFromAQueue() throws {
        #expect(try Self.fixture().report().text == "No problems in 1 point and 2 systems.\n")
    }

    @Test(arguments: [
        ("systems/broker.yaml", "amqps://", "amqp://", "would travel unencrypted. Use amqps. [open-authentication]"),
        ("systems/broker.yaml", "amqps://", "https://", "does not go with the address. Write amqps://"),
        (
            "systems/broker.yaml", "basic: { user: u, secret: password }", "bearer: { secret: password }",
            "asks for a user"
        ),
        (
            "systems/broker.yaml", "publish: { exchange: pagers, routingKey: \"page.{wing}\" }", "",
            "'page' does not say"
        ),
        ("systems/care-record.yaml", "path: \"/Bundle\"", "publish: { queue: q }", "only RabbitMQ publishes."),
        ("points/resident-admissions.yaml", "system: broker", "system: care-record", "'care-record' has no queues."),
        ("points/resident-admissions.yaml", "system: broker", "system: brokers", "Did you mean 'broker'?"),
        ("points/resident-admissions.yaml", "acknowledge: ack", "acknowledge: 202", "A queue is told ack or nack."),
        ("points/resident-admissions.yaml", "queue: bells", "queue: bells, prefetch: 10001", "prefetch"),
        (
            "points/resident-admissions.yaml", "system: care-record, operation: postTransaction",
            "system: broker, operation: page", "the routing key of 'page' needs a value for 'wing'"
        ),
    ])
    func finds(file: String, old: String, new: String, said: String) throws {
        var fixture = Self.fixture()
        #expect(fixture.files[file]?.contains(old) == true)
        fixture.replace(old, with: new, in: file)
        let text = try fixture.report().text
        #expect(text.contains(said), "\(text)")
    }

    @Test func twoPointsAtOneQueueAreNamed() throws {
        var fixture = Self.fixture()
        fixture.files["points/second.yaml"] = fixture.files["points/resident-admissions.yaml"]
        fixture.replace("id: resident-admissions", with: "id: second", in: "points/second.yaml")
        let text = try fixture.report().text
        #expect(text.contains("the point 'resident-admissions' takes from the queue 'bells' too."), "\(text)")
    }
}
