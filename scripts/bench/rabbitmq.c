// Publishes persistent messages of 256 bytes to a quorum queue of RabbitMQ over K connections, each waiting for the confirmation of
// its last message, and prints one line of JSON, as publish.c does. Over rabbitmq-c, the C client.
//
//   rabbitmq PORT CONNECTIONS MESSAGES QUEUE [RATE]
//
// With a RATE (messages a second over all connections) one more connection consumes the queue, without acknowledgements.
#define _GNU_SOURCE
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

enum { PAYLOAD = 256, IDLE_SECONDS_MAX = 30 };

typedef struct {
    amqp_connection_state_t state;
    double asked;
    int waiting, reader;
} Peer;

static long messages, sent, answered, refused, delivered;
static double rate, begun, *took, *sent_at, *arrived_at;
static const char *queue;
static char payload[PAYLOAD];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void demand(amqp_connection_state_t state, const char *what) {
    if (amqp_get_rpc_reply(state).reply_type == AMQP_RESPONSE_NORMAL) return;
    fprintf(stderr, "%s failed\n", what);
    exit(1);
}

static Peer *connect_peer(int port) {
    Peer *peer = calloc(1, sizeof *peer);
    peer->state = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(peer->state);
    if (amqp_socket_open(socket, "127.0.0.1", port)) fprintf(stderr, "no connection\n"), exit(1);
    amqp_rpc_reply_t reply = amqp_login(peer->state, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest");
    if (reply.reply_type != AMQP_RESPONSE_NORMAL) fprintf(stderr, "no login\n"), exit(1);
    amqp_channel_open(peer->state, 1);
    demand(peer->state, "channel.open");
    amqp_confirm_select(peer->state, 1);
    demand(peer->state, "confirm.select");
    return peer;
}

static void declare(amqp_connection_state_t state) {
    amqp_table_entry_t entry = {.key = amqp_cstring_bytes("x-queue-type")};
    entry.value.kind = AMQP_FIELD_KIND_UTF8;
    entry.value.value.bytes = amqp_cstring_bytes("quorum");
    amqp_table_t table = {.num_entries = 1, .entries = &entry};
    amqp_queue_declare(state, 1, amqp_cstring_bytes(queue), 0, 1, 0, 0, table);
    demand(state, "queue.declare");
}

static void consume(amqp_connection_state_t state) {
    amqp_basic_consume(state, 1, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 1, 0, amqp_empty_table);
    demand(state, "basic.consume");
}

static void ask(Peer *peer) {
    if (peer->reader || peer->waiting || sent >= messages || (rate > 0 && now() < begun + sent / rate)) return;
    char id[32];
    amqp_basic_properties_t properties = {._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG, .delivery_mode = 2};
    snprintf(id, sizeof id, "m%ld", sent);
    properties.message_id = amqp_cstring_bytes(id);
    amqp_bytes_t body = {.len = PAYLOAD, .bytes = payload};
    sent_at[sent] = peer->asked = now();
    if (amqp_basic_publish(peer->state, 1, amqp_empty_bytes, amqp_cstring_bytes(queue), 0, 0, &properties, body)) {
        fprintf(stderr, "basic.publish failed\n");
        exit(1);
    }
    sent++;
    peer->waiting = 1;
}

// A message that was delivered: its properties say which. Bodies follow their heads and are passed over.
static void deliver(const amqp_frame_t *frame) {
    if (frame->frame_type != AMQP_FRAME_HEADER) return;
    const amqp_basic_properties_t *properties = frame->payload.properties.decoded;
    char id[32] = "";
    memcpy(id, properties->message_id.bytes, properties->message_id.len < sizeof id ? properties->message_id.len : sizeof id - 1);
    long number = *id ? atol(id + 1) : -1;
    if (number < 0 || number >= messages || arrived_at[number]) return;
    arrived_at[number] = now();
    delivered++;
}

static void receive(Peer *peer) {
    amqp_frame_t frame;
    struct timeval none = {0, 0};
    int status;
    while (!(status = amqp_simple_wait_frame_noblock(peer->state, &frame, &none))) {
        if (peer->reader) {
            deliver(&frame);
            amqp_maybe_release_buffers(peer->state);
            continue;
        }
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        if (frame.payload.method.id == AMQP_BASIC_ACK_METHOD || frame.payload.method.id == AMQP_BASIC_NACK_METHOD) {
            took[answered + refused] = now() - peer->asked;
            *(frame.payload.method.id == AMQP_BASIC_ACK_METHOD ? &answered : &refused) += 1;
            peer->waiting = 0;
        } else fprintf(stderr, "the broker said %#x\n", frame.payload.method.id);
        amqp_maybe_release_buffers(peer->state);
    }
    if (status != AMQP_STATUS_TIMEOUT) fprintf(stderr, "%s\n", amqp_error_string2(status)), exit(1);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void spread(const char *name, double *values, long many) {
    const double at[] = {0.5, 0.99, 0.999};
    qsort(values, many, sizeof *values, ascending);
    printf(", \"%s_ms\": [", name);
    for (int i = 0; i < 3; i++) printf("%s%.3f", i ? ", " : "", many ? values[(long)(at[i] * (many - 1))] * 1000 : -1);
    printf("]");
}

static void watch(int epoll, Peer *peer) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    epoll_ctl(epoll, EPOLL_CTL_ADD, amqp_get_sockfd(peer->state), &event);
}

int main(int count, char **arguments) {
    if (count < 5) return fprintf(stderr, "usage: rabbitmq PORT CONNECTIONS MESSAGES QUEUE [RATE]\n"), 64;
    long connections = atol(arguments[2]);
    messages = atol(arguments[3]), queue = arguments[4];
    if (count > 5) rate = atof(arguments[5]);
    memset(payload, 'x', PAYLOAD);
    // A message that a point file can read: a JSON text.
    payload[0] = payload[PAYLOAD - 1] = '"';
    took = calloc(messages + 1, sizeof *took), sent_at = calloc(messages + 1, sizeof *sent_at);
    arrived_at = calloc(messages + 1, sizeof *arrived_at);
    int epoll = epoll_create1(0);
    Peer **peers = calloc(connections, sizeof *peers);
    for (long i = 0; i < connections; i++) {
        peers[i] = connect_peer(atoi(arguments[1]));
        if (i == 0) declare(peers[i]->state);
        watch(epoll, peers[i]);
    }
    if (rate > 0) {
        Peer *reader = connect_peer(atoi(arguments[1]));
        reader->reader = 1;
        consume(reader->state);
        watch(epoll, reader);
    }
    begun = now();
    double last = begun;
    struct epoll_event ready[256];
    while ((answered + refused < messages || (rate > 0 && delivered + refused < messages)) && now() - last < IDLE_SECONDS_MAX) {
        for (long i = 0; sent < messages && i < connections; i++) ask(peers[i]);
        int many = epoll_wait(epoll, ready, 256, rate > 0 ? 1 : 1000);
        for (int i = 0; i < many; i++) receive(ready[i].data.ptr);
        if (many > 0) last = now();
    }
    long both = 0;
    for (long i = 0; i < messages; i++)
        if (arrived_at[i]) sent_at[both++] = arrived_at[i] - sent_at[i];
    printf("{\"answered\": %ld, \"refused\": %ld, \"delivered\": %ld, \"seconds\": %.4f", answered, refused, delivered, last - begun);
    spread("answer", took, answered + refused);
    spread("delivery", sent_at, both);
    printf("}\n");
    return answered < messages;
}
