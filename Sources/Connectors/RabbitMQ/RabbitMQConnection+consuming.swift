import CLibRabbitMQ
import Glibc
import Values

extension RabbitMQConnection {
    /// A message that is coming in, as far as it has been read.
    struct Incoming {
        var delivery: RabbitMQDelivery
        /// Nil until the head has told.
        var bytesLeft: UInt64?
    }

    /// Asks for the messages of a queue: no more than `prefetch` come before they are settled.
    ///
    /// - Parameter isExclusive: Nobody else takes from the queue meanwhile; fails while somebody does.
    func consume(_ queue: String, prefetch: Int, isExclusive: Bool) throws(RabbitMQFailure) {
        let none = unsafe amqp_bytes_t(len: 0, bytes: nil)
        let noTable = unsafe amqp_table_t(num_entries: 0, entries: nil)
        _ = unsafe amqp_basic_qos(state, Self.channel, 0, UInt16(clamping: prefetch), 0)
        try unsafe check(amqp_get_rpc_reply(state), "the broker bounds no prefetch")
        var name = Array(queue.utf8)
        unsafe name.withUnsafeMutableBytes { name in
            let queue = unsafe amqp_bytes_t(len: name.count, bytes: name.baseAddress)
            _ = unsafe amqp_basic_consume(state, Self.channel, queue, none, 0, 0, isExclusive ? 1 : 0, noTable)
        }
        try unsafe check(amqp_get_rpc_reply(state), "the queue cannot be taken from")
    }

    /// - Parameter isMultiple: All that are not settled yet up to this one.
    func acknowledge(_ tag: UInt64, isMultiple: Bool) throws(RabbitMQFailure) {
        let status = unsafe amqp_basic_ack(state, Self.channel, tag, isMultiple ? 1 : 0)
        guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the connection broke") }
    }

    func reject(_ tag: UInt64, isRequeued: Bool) throws(RabbitMQFailure) {
        let status = unsafe amqp_basic_reject(state, Self.channel, tag, isRequeued ? 1 : 0)
        guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the connection broke") }
    }

    /// The next whole message that has come by now, without waiting; nil when there is none. Sends a heartbeat where one is
    /// due. Of a body longer than `bytesMost` nothing is kept.
    func nextDelivery(bytesMost: Int) throws(RabbitMQFailure) -> RabbitMQDelivery? {
        while true {
            var frame = unsafe amqp_frame_t()
            var now = timeval(tv_sec: 0, tv_usec: 0)
            unsafe amqp_maybe_release_buffers(state)
            let status = unsafe amqp_simple_wait_frame_noblock(state, &frame, &now)
            if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
            guard status == AMQP_STATUS_OK.rawValue else { throw Self.failure(status, "the connection broke") }
            if let delivery = try unsafe take(frame, bytesMost) { return delivery }
        }
    }

    private func take(_ frame: amqp_frame_t, _ bytesMost: Int) throws(RabbitMQFailure) -> RabbitMQDelivery? {
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: try unsafe begin(frame.payload.method)
        case AMQP_FRAME_HEADER:
            let size = unsafe frame.payload.properties.body_size
            incoming?.bytesLeft = size
            incoming?.delivery.bodyBytes = Int(clamping: size)
            if let properties = unsafe frame.payload.properties.decoded?.load(as: amqp_basic_properties_t.self) {
                unsafe incoming?.delivery.note(properties)
            }
            if size <= bytesMost { incoming?.delivery.body.reserveCapacity(Int(size)) }
        case AMQP_FRAME_BODY:
            let fragment = unsafe frame.payload.body_fragment
            let left = incoming?.bytesLeft ?? 0
            incoming?.bytesLeft = left - min(UInt64(unsafe fragment.len), left)
            guard let whole = incoming?.delivery.bodyBytes, whole <= bytesMost else { break }
            unsafe incoming?.delivery.body.append(
                contentsOf: UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len))
        default: return nil
        }
        guard let whole = incoming, whole.bytesLeft == 0 else { return nil }
        incoming = nil
        return whole.delivery
    }

    private func begin(_ method: amqp_method_t) throws(RabbitMQFailure) {
        guard let decoded = unsafe method.decoded else { return }
        switch unsafe method.id {
        case Method.deliver:
            let deliver = unsafe decoded.load(as: amqp_basic_deliver_t.self)
            var delivery = RabbitMQDelivery()
            unsafe delivery.tag = deliver.delivery_tag
            unsafe delivery.isRedelivered = deliver.redelivered != 0
            unsafe delivery.exchange = Self.text(deliver.exchange)
            unsafe delivery.routingKey = Self.text(deliver.routing_key)
            incoming = Incoming(delivery: delivery)
        case Method.cancel: throw RabbitMQFailure(reason: "the queue is not there any more")
        case Method.channelClose, Method.connectionClose: throw unsafe Self.closed(method, "the broker hung up")
        default: return
        }
    }
}

// MARK: - Properties

extension RabbitMQDelivery {
    fileprivate mutating func note(_ properties: amqp_basic_properties_t) {
        func text(_ flag: UInt32, _ bytes: amqp_bytes_t) -> String? {
            unsafe properties._flags & amqp_flags_t(flag) != 0 ? RabbitMQConnection.text(bytes) : nil
        }
        unsafe messageID = text(UInt32(AMQP_BASIC_MESSAGE_ID_FLAG), properties.message_id)
        unsafe correlationID = text(UInt32(AMQP_BASIC_CORRELATION_ID_FLAG), properties.correlation_id)
        unsafe contentType = text(UInt32(AMQP_BASIC_CONTENT_TYPE_FLAG), properties.content_type)
        unsafe type = text(UInt32(AMQP_BASIC_TYPE_FLAG), properties.type)
        guard unsafe properties._flags & amqp_flags_t(AMQP_BASIC_HEADERS_FLAG) != 0 else { return }
        let table = unsafe UnsafeBufferPointer(
            start: properties.headers.entries, count: max(0, Int(properties.headers.num_entries)))
        for place in 0..<table.count {
            let entry = unsafe table[place]
            guard let value = unsafe Self.text(of: entry.value) else { continue }
            unsafe headers.append(RESTHeader(RabbitMQConnection.text(entry.key), value))
        }
    }

    /// The text form that CloudEvents 1.0 gives values of these types (section 3.1); nil for any other.
    private static func text(of field: amqp_field_value_t) -> String? {
        switch unsafe Int(field.kind) {
        case Int(AMQP_FIELD_KIND_UTF8.rawValue): unsafe RabbitMQConnection.text(field.value.bytes)
        case Int(AMQP_FIELD_KIND_BYTES.rawValue):
            unsafe Base64.text(
                of: Array(UnsafeRawBufferPointer(start: field.value.bytes.bytes, count: field.value.bytes.len)))
        case Int(AMQP_FIELD_KIND_BOOLEAN.rawValue): unsafe field.value.boolean != 0 ? "true" : "false"
        case Int(AMQP_FIELD_KIND_I8.rawValue): unsafe String(field.value.i8)
        case Int(AMQP_FIELD_KIND_U8.rawValue): unsafe String(field.value.u8)
        case Int(AMQP_FIELD_KIND_I16.rawValue): unsafe String(field.value.i16)
        case Int(AMQP_FIELD_KIND_U16.rawValue): unsafe String(field.value.u16)
        case Int(AMQP_FIELD_KIND_I32.rawValue): unsafe String(field.value.i32)
        case Int(AMQP_FIELD_KIND_U32.rawValue): unsafe String(field.value.u32)
        case Int(AMQP_FIELD_KIND_I64.rawValue): unsafe String(field.value.i64)
        case Int(AMQP_FIELD_KIND_U64.rawValue): unsafe String(field.value.u64)
        case Int(AMQP_FIELD_KIND_TIMESTAMP.rawValue):
            unsafe field.value.u64 <= lastSecond
                ? unsafe Instant(seconds: Int64(field.value.u64)).rfc3339(fractionDigits: 0) : nil
        default: nil
        }
    }

    /// The last one of the year 9999: RFC 3339 writes no later time.
    private static let lastSecond: UInt64 = 253_402_300_799
}
