// Publishes persistent messages of 256 bytes to a quorum queue of RabbitMQ over K connections, each waiting for the confirmation of
// its last message, and prints one line of JSON, as publish.c does. Over rabbitmq-c, the C client.
//
//   rabbitmq PORT CONNECTIONS MESSAGES QUEUE
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
    int waiting;
} Peer;

static long messages, sent, answered, refused;
static double *took;
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

static void ask(Peer *peer) {
    if (peer->waiting || sent >= messages) return;
    char id[32];
    amqp_basic_properties_t properties = {._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG, .delivery_mode = 2};
    snprintf(id, sizeof id, "m%ld", sent);
    properties.message_id = amqp_cstring_bytes(id);
    amqp_bytes_t body = {.len = PAYLOAD, .bytes = payload};
    peer->asked = now();
    if (amqp_basic_publish(peer->state, 1, amqp_empty_bytes, amqp_cstring_bytes(queue), 0, 0, &properties, body)) {
        fprintf(stderr, "basic.publish failed\n");
        exit(1);
    }
    sent++;
    peer->waiting = 1;
}

static void receive(Peer *peer) {
    amqp_frame_t frame;
    struct timeval none = {0, 0};
    int status;
    while (!(status = amqp_simple_wait_frame_noblock(peer->state, &frame, &none))) {
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

int main(int count, char **arguments) {
    if (count < 5) return fprintf(stderr, "usage: rabbitmq PORT CONNECTIONS MESSAGES QUEUE\n"), 64;
    long connections = atol(arguments[2]);
    messages = atol(arguments[3]), queue = arguments[4];
    memset(payload, 'x', PAYLOAD);
    // A message that a point file can read: a JSON text.
    payload[0] = payload[PAYLOAD - 1] = '"';
    took = calloc(messages + 1, sizeof *took);
    int epoll = epoll_create1(0);
    Peer **peers = calloc(connections, sizeof *peers);
    for (long i = 0; i < connections; i++) {
        peers[i] = connect_peer(atoi(arguments[1]));
        if (i == 0) declare(peers[i]->state);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = peers[i]};
        epoll_ctl(epoll, EPOLL_CTL_ADD, amqp_get_sockfd(peers[i]->state), &event);
    }
    double begun = now(), last = begun;
    struct epoll_event ready[256];
    for (long i = 0; i < connections; i++) ask(peers[i]);
    while (answered + refused < messages && now() - last < IDLE_SECONDS_MAX) {
        int many = epoll_wait(epoll, ready, 256, 1000);
        for (int i = 0; i < many; i++) {
            receive(ready[i].data.ptr);
            ask(ready[i].data.ptr);
        }
        if (many > 0) last = now();
    }
    long all = answered + refused;
    qsort(took, all, sizeof *took, ascending);
    printf("{\"answered\": %ld, \"refused\": %ld, \"seconds\": %.4f, \"answer_ms\": [", answered, refused, last - begun);
    double at[] = {0.5, 0.99, 0.999};
    for (int i = 0; i < 3; i++) printf("%s%.3f", i ? ", " : "", all ? took[(long)(at[i] * (all - 1))] * 1000 : -1);
    printf("], \"delivery_ms\": [-1, -1, -1]}\n");
    return answered < messages;
}
