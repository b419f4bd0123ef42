// rabbitmq-c, the C client of RabbitMQ (Debian: librabbitmq-dev).
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Swift calls no function with a variable number of arguments.
static inline amqp_rpc_reply_t junctionLoginPlain(
    amqp_connection_state_t state, const char *vhost, int frameMost, int heartbeat, const amqp_table_t *properties,
    const char *user, const char *password) {
    return amqp_login_with_properties(
        state, vhost, 0, frameMost, heartbeat, properties, AMQP_SASL_METHOD_PLAIN, user, password);
}

// Who we are is in the client's certificate (the mechanism EXTERNAL of RFC 4422, appendix A). RabbitMQ looks at no other
// identity, and rabbitmq-c takes none that is empty.
static inline amqp_rpc_reply_t junctionLoginExternal(
    amqp_connection_state_t state, const char *vhost, int frameMost, int heartbeat, const amqp_table_t *properties) {
    return amqp_login_with_properties(
        state, vhost, 0, frameMost, heartbeat, properties, AMQP_SASL_METHOD_EXTERNAL, "-");
}

// Not every C library's module for Swift shows memfd_create(2). 1: closed in programs that are started.
static inline int junctionMemoryFile(void) { return (int)syscall(SYS_memfd_create, "junction", 1u); }
