import CLibRabbitMQ
import Glibc
import Values

/// One connection with one channel, through rabbitmq-c (github.com/alanxz/rabbitmq-c). All calls into the C library are in
/// the files of this type.
///
/// Used by one thread, which may wait: to connect for `connectTimeout`, to send until the broker takes it. A connection
/// that has thrown is of no more use.
@safe final class RabbitMQConnection {
    /// What the broker says.
    enum Arrival: Equatable {
        case confirmed(UInt64, multiple: Bool)
        /// The broker could not take it.
        case refused(UInt64, multiple: Bool)
        /// It reached no queue; the confirmation follows.
        case returned(messageID: String, reason: String)
        /// The broker takes nothing for now: it is short of memory or disk.
        case blocked(reason: String)
        case unblocked
    }

    /// A message that is coming back, as far as it has been read.
    private struct Return {
        var reason: String
        var messageID = ""
        var bytesLeft: UInt64 = 0
    }

    static let channel: amqp_channel_t = 1
    /// RabbitMQ's own limit.
    private static let frameBytesMost: Int32 = 131_072

    let state: amqp_connection_state_t
    private var returning: Return?
    /// The message of a queue that is being read.
    var incoming: Incoming?
    /// Reused for every message: the texts that the C structures point at.
    private var texts: [UInt8] = []

    /// - Parameter address: Where the host was found to be; for TLS its name is called, since the certificate bears it.
    init(
        _ broker: RabbitMQBroker, at address: IPAddress, _ credentials: RabbitMQCredentials
    ) throws(RabbitMQFailure) {
        guard let state = unsafe amqp_new_connection() else { throw RabbitMQFailure(reason: "there is no memory") }
        unsafe self.state = state
        try open(broker, address, credentials)
        try logIn(broker, credentials.proof)
        _ = unsafe amqp_channel_open(state, Self.channel)
        try unsafe check(amqp_get_rpc_reply(state), "the broker opens no channel")
    }

    deinit { _ = unsafe amqp_destroy_connection(state) }

    /// To be waited at for what the broker says.
    var descriptor: Int32 { unsafe amqp_get_sockfd(state) }

    /// Says goodbye; the connection is not used afterwards.
    func close() { _ = unsafe amqp_connection_close(state, AMQP_REPLY_SUCCESS) }
}

// MARK: - Connecting

extension RabbitMQConnection {
    /// Where Linux distributions keep whom to trust.
    private static let authorityFiles = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]

    private func open(
        _ broker: RabbitMQBroker, _ address: IPAddress, _ credentials: RabbitMQCredentials
    ) throws(RabbitMQFailure) {
        var limit = timeval(broker.connectTimeout)
        _ = unsafe amqp_set_handshake_timeout(state, &limit)
        _ = unsafe amqp_set_rpc_timeout(state, &limit)
        let isSecure = broker.address.isSecure
        let socket = try unsafe isSecure ? secureSocket(broker.tls, credentials) : amqp_tcp_socket_new(state)
        guard let socket = unsafe socket else { throw RabbitMQFailure(reason: "there is no memory") }
        // For TLS the library compares this name with the certificate's.
        let host = isSecure ? broker.address.host : "\(address)"
        let status = unsafe amqp_socket_open_noblock(socket, host, Int32(broker.address.port), &limit)
        guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the broker cannot be reached") }
    }

    private func secureSocket(
        _ tls: TLSSettings, _ credentials: RabbitMQCredentials
    ) throws(RabbitMQFailure) -> OpaquePointer? {
        guard let socket = unsafe amqp_ssl_socket_new(state) else { return nil }
        unsafe amqp_ssl_socket_set_verify_peer(socket, 1)
        unsafe amqp_ssl_socket_set_verify_hostname(socket, 1)
        _ = unsafe amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
        // The library takes a file only: what is a secret is one in memory, for as long as it is read.
        let kept = try credentials.authority.map { text throws(RabbitMQFailure) in try MemoryFile(text) }
        let usual = tls.authorityFile ?? Self.authorityFiles.first { unsafe access($0, R_OK) == 0 }
        func trust(_ file: String) -> Int32 { unsafe amqp_ssl_socket_set_cacert(socket, file) }
        guard kept?.withPath(trust) ?? usual.map(trust) == AMQP_STATUS_OK.rawValue else {
            throw RabbitMQFailure(reason: "the trusted authorities cannot be read")
        }
        func show(_ certificate: String, _ key: String) -> Int32 {
            unsafe amqp_ssl_socket_set_key(socket, certificate, key)
        }
        let status: Int32
        if case .certificate(let certificate, let key) = credentials.proof {
            let (chain, own) = (try MemoryFile(certificate), try MemoryFile(key))
            status = chain.withPath { chain in own.withPath { show(chain, $0) } }
        } else if let certificate = tls.certificateFile, let key = tls.keyFile {
            status = show(certificate, key)
        } else {
            return unsafe socket
        }
        guard status == AMQP_STATUS_OK.rawValue else {
            throw RabbitMQFailure(reason: "the certificate and key cannot be read, or do not go together")
        }
        return unsafe socket
    }

    private func logIn(_ broker: RabbitMQBroker, _ proof: RabbitMQCredentials.Proof) throws(RabbitMQFailure) {
        let heartbeat = Int32(clamping: max(1, broker.heartbeat.wholeMicroseconds / 1_000_000))
        var texts = Array("capabilitiesconnection.blockedbasic.nackproductJunctionconsumer_cancel_notify".utf8)
        let reply = unsafe texts.withUnsafeMutableBytes { texts in
            func text(_ start: Int, _ count: Int) -> amqp_bytes_t {
                unsafe amqp_bytes_t(len: count, bytes: texts.baseAddress.map { unsafe $0 + start })
            }
            var yes = unsafe amqp_field_value_t()
            unsafe yes.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
            unsafe yes.value.boolean = 1
            var abilities = unsafe [
                amqp_table_entry_t(key: text(12, 18), value: yes), amqp_table_entry_t(key: text(30, 10), value: yes),
                amqp_table_entry_t(key: text(55, 22), value: yes),
            ]
            return unsafe abilities.withUnsafeMutableBufferPointer { abilities in
                var table = unsafe amqp_field_value_t()
                unsafe table.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
                unsafe table.value.table = amqp_table_t(num_entries: 3, entries: abilities.baseAddress)
                var product = unsafe amqp_field_value_t()
                unsafe product.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
                unsafe product.value.bytes = text(47, 8)
                var entries = unsafe [
                    amqp_table_entry_t(key: text(0, 12), value: table),
                    amqp_table_entry_t(key: text(40, 7), value: product),
                ]
                return unsafe entries.withUnsafeMutableBufferPointer { entries in
                    var properties = unsafe amqp_table_t(num_entries: 2, entries: entries.baseAddress)
                    let host = broker.address.virtualHost
                    return switch proof {
                    case .password(let user, let password):
                        unsafe junctionLoginPlain(
                            state, host, Self.frameBytesMost, heartbeat, &properties, user, password)
                    case .certificate:
                        unsafe junctionLoginExternal(state, host, Self.frameBytesMost, heartbeat, &properties)
                    }
                }
            }
        }
        try unsafe check(reply, "the broker does not let us in")
    }
}

// MARK: - Publishing

extension RabbitMQConnection {
    /// Has the broker confirm what is published from now on.
    func confirm() throws(RabbitMQFailure) {
        _ = unsafe amqp_confirm_select(state, Self.channel)
        try unsafe check(amqp_get_rpc_reply(state), "the broker confirms nothing")
    }

    /// Sends one message, which `problem` has found nothing wrong with. Returns when the kernel has it.
    func publish(_ message: RabbitMQMessage, _ settings: RabbitMQSettings) throws(RabbitMQFailure) {
        var texts: [UInt8] = []
        swap(&texts, &self.texts)
        defer { swap(&texts, &self.texts) }
        texts.removeAll(keepingCapacity: true)
        let places = Places(message, settings, &texts)
        let status = unsafe texts.withUnsafeMutableBytes { texts in
            unsafe withUnsafeTemporaryAllocation(of: amqp_table_entry_t.self, capacity: message.headers.count) {
                entries in
                unsafe publish(message, settings, places, texts, entries)
            }
        }
        guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the connection broke") }
    }

    /// Where in `texts` each text of a message is.
    private struct Places {
        var exchange, routingKey, messageID, contentType: Range<Int>
        var correlationID, type: Range<Int>?
        var headers: [(name: Range<Int>, value: Range<Int>)]

        init(_ message: RabbitMQMessage, _ settings: RabbitMQSettings, _ texts: inout [UInt8]) {
            func place(_ text: String) -> Range<Int> {
                let start = texts.count
                texts.append(contentsOf: text.utf8)
                return start..<texts.count
            }
            func shortPlace(_ text: String?) -> Range<Int>? {
                guard let text, text.utf8.count <= RabbitMQMessage.shortTextMost else { return nil }
                return place(text)
            }
            exchange = place(settings.exchange)
            routingKey = place(message.routingKey ?? settings.routingKey)
            messageID = place(message.messageID)
            contentType = place(message.contentType)
            correlationID = shortPlace(message.correlationID)
            type = shortPlace(message.type)
            headers = message.headers.map { (place($0.name), place($0.value)) }
        }
    }

    /// The delivery modes of AMQP 0-9-1.
    private static let transient: UInt8 = 1
    private static let persistent: UInt8 = 2

    private func publish(
        _ message: RabbitMQMessage, _ settings: RabbitMQSettings, _ places: Places,
        _ texts: UnsafeMutableRawBufferPointer,
        _ entries: UnsafeMutableBufferPointer<amqp_table_entry_t>
    ) -> Int32 {
        func text(_ place: Range<Int>) -> amqp_bytes_t {
            unsafe amqp_bytes_t(len: place.count, bytes: texts.baseAddress.map { unsafe $0 + place.lowerBound })
        }
        for (place, header) in places.headers.enumerated() {
            var value = unsafe amqp_field_value_t()
            unsafe value.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
            unsafe value.value.bytes = text(header.value)
            unsafe entries.initializeElement(at: place, to: amqp_table_entry_t(key: text(header.name), value: value))
        }
        var properties = unsafe amqp_basic_properties_t()
        unsafe properties._flags = Self.alwaysSet
        unsafe properties.delivery_mode = settings.isPersistent ? Self.persistent : Self.transient
        unsafe properties.content_type = text(places.contentType)
        unsafe properties.message_id = text(places.messageID)
        unsafe properties.headers = amqp_table_t(num_entries: Int32(entries.count), entries: entries.baseAddress)
        if let place = places.correlationID {
            unsafe properties._flags |= amqp_flags_t(AMQP_BASIC_CORRELATION_ID_FLAG)
            unsafe properties.correlation_id = text(place)
        }
        if let place = places.type {
            unsafe properties._flags |= amqp_flags_t(AMQP_BASIC_TYPE_FLAG)
            unsafe properties.type = text(place)
        }
        if let timestamp = message.timestamp {
            unsafe properties._flags |= amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG)
            unsafe properties.timestamp = timestamp
        }
        return unsafe message.body.withUnsafeBytes { body in
            // The library only reads it.
            let bytes = unsafe amqp_bytes_t(
                len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
            return unsafe amqp_basic_publish(
                state, Self.channel, text(places.exchange), text(places.routingKey), settings.isMandatory ? 1 : 0, 0,
                &properties, bytes)
        }
    }

    private static let alwaysSet = amqp_flags_t(
        AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_HEADERS_FLAG
            | AMQP_BASIC_DELIVERY_MODE_FLAG)
}

// MARK: - Receiving

extension RabbitMQConnection {
    /// Everything that has come by now, without waiting; sends a heartbeat where one is due.
    func arrivals() throws(RabbitMQFailure) -> [Arrival] {
        var found: [Arrival] = []
        defer { unsafe amqp_maybe_release_buffers(state) }
        while true {
            var frame = unsafe amqp_frame_t()
            var now = timeval(tv_sec: 0, tv_usec: 0)
            let status = unsafe amqp_simple_wait_frame_noblock(state, &frame, &now)
            if status == AMQP_STATUS_TIMEOUT.rawValue { return found }
            guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the connection broke") }
            if let arrival = try unsafe read(frame) { found.append(arrival) }
        }
    }

    private func read(_ frame: amqp_frame_t) throws(RabbitMQFailure) -> Arrival? {
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: return try unsafe read(frame.payload.method)
        case AMQP_FRAME_HEADER:
            if let properties = unsafe frame.payload.properties.decoded?.load(as: amqp_basic_properties_t.self) {
                returning?.messageID = unsafe Self.text(properties.message_id)
            }
            returning?.bytesLeft = unsafe frame.payload.properties.body_size
        case AMQP_FRAME_BODY:
            let count = UInt64(unsafe frame.payload.body_fragment.len)
            if let left = returning?.bytesLeft { returning?.bytesLeft = left - min(count, left) }
        default: return nil
        }
        guard let whole = returning, whole.bytesLeft == 0 else { return nil }
        returning = nil
        return .returned(messageID: whole.messageID, reason: whole.reason)
    }

    /// Class and method of AMQP 0-9-1, and of RabbitMQ's extensions of it.
    enum Method {
        static let deliver: UInt32 = 0x003C_003C
        static let cancel: UInt32 = 0x003C_001E
        static let ack: UInt32 = 0x003C_0050
        static let nack: UInt32 = 0x003C_0078
        static let returned: UInt32 = 0x003C_0032
        static let channelClose: UInt32 = 0x0014_0028
        static let connectionClose: UInt32 = 0x000A_0032
        static let blocked: UInt32 = 0x000A_003C
        static let unblocked: UInt32 = 0x000A_003D
    }

    private func read(_ method: amqp_method_t) throws(RabbitMQFailure) -> Arrival? {
        guard let decoded = unsafe method.decoded else { return nil }
        switch unsafe method.id {
        case Method.ack:
            let ack = unsafe decoded.load(as: amqp_basic_ack_t.self)
            return .confirmed(ack.delivery_tag, multiple: ack.multiple != 0)
        case Method.nack:
            let nack = unsafe decoded.load(as: amqp_basic_nack_t.self)
            return .refused(nack.delivery_tag, multiple: nack.multiple != 0)
        case Method.returned:
            returning = unsafe Return(reason: Self.text(decoded.load(as: amqp_basic_return_t.self).reply_text))
            return nil
        case Method.blocked:
            return unsafe .blocked(reason: Self.text(decoded.load(as: amqp_connection_blocked_t.self).reason))
        case Method.unblocked: return .unblocked
        case Method.channelClose, Method.connectionClose: throw unsafe Self.closed(method, "the broker hung up")
        default: return nil
        }
    }

    static func text(_ bytes: amqp_bytes_t) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }
}

// MARK: - What went wrong

extension RabbitMQConnection {
    func check(_ reply: amqp_rpc_reply_t, _ what: String) throws(RabbitMQFailure) {
        switch unsafe reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_SERVER_EXCEPTION: throw unsafe Self.closed(reply.reply, what)
        case AMQP_RESPONSE_LIBRARY_EXCEPTION: throw unsafe Self.failure(reply.library_error, what)
        default: throw RabbitMQFailure(reason: "\(what): it closed the connection")
        }
    }

    /// With the broker's own words: they name its exchanges, hosts and users, never a message.
    static func closed(_ method: amqp_method_t, _ what: String) -> RabbitMQFailure {
        let words: String? =
            switch unsafe method.id {
            case Method.connectionClose:
                unsafe method.decoded.map { unsafe text($0.load(as: amqp_connection_close_t.self).reply_text) }
            case Method.channelClose:
                unsafe method.decoded.map { unsafe text($0.load(as: amqp_channel_close_t.self).reply_text) }
            default: nil
            }
        return RabbitMQFailure(reason: words.map { "\(what): \($0)" } ?? what)
    }

    static func failure(_ status: Int32, _ what: String) -> RabbitMQFailure {
        switch status {
        case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED.rawValue:
            RabbitMQFailure(reason: "the broker's certificate is for another host name")
        case AMQP_STATUS_SSL_PEER_VERIFY_FAILED.rawValue:
            RabbitMQFailure(reason: "the broker's certificate is not signed by a trusted authority, or has expired")
        case AMQP_STATUS_HEARTBEAT_TIMEOUT.rawValue: RabbitMQFailure(reason: "the broker fell silent")
        default: RabbitMQFailure(reason: "\(what): \(unsafe String(cString: amqp_error_string2(status)))")
        }
    }
}

extension timeval {
    fileprivate init(_ span: Duration) {
        let microseconds = Int(max(1, span.wholeMicroseconds))
        self.init(tv_sec: microseconds / 1_000_000, tv_usec: microseconds % 1_000_000)
    }
}
