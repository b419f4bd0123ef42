// Publishes events of 256 bytes over K connections, each waiting for the answer to its last request, and prints one line of JSON.
//
//   publish PROTOCOL PORT PUBLISHERS EVENTS BATCH RATE [KEY [SOCKETS]]
//
// PROTOCOL is http or ws (Junction; KEY is its API key), nats (JetStream, stream B with the subject b, answered when it is stored),
// redis (XADD to the stream s), or postgres (a prepared INSERT into event (id bigserial, payload text), each a transaction; KEY is
// the user).
// Each publisher has a connection; over WebSocket they share SOCKETS of them, each still with one event under way.
// BATCH events go into one HTTP request. With a RATE (events a second over all connections, 0 for as fast as they are answered) one
// more connection reads the events back as they are delivered: Server-Sent Events; a push consumer; XREADGROUP without
// acknowledgements; a SELECT of what is new, asked again when it is answered, after a millisecond when nothing was.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAYLOAD = 256, ROOM = 1 << 20, IDLE_SECONDS_MAX = 30 };

typedef struct {
    int fd, waiting, reader, window;
    // Of PostgreSQL: answers to the greeting so far, whether this answer is an error, and whether it brought something new.
    int greeted, failed, found;
    // When the events under way were asked for, oldest first, of a WebSocket.
    double asked, *times;
    long first;
    char *buffer;
    size_t used, size;
} Peer;

static int nats, ws, port;
static long connections, events, batch, sent, answered, refused, delivered, samples;
static double rate, begun, *took, *sent_at, *arrived_at;
static const char *key = "";
static char payload[PAYLOAD + 1], *request;
static int epoll;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void send_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EAGAIN) {
            usleep(20);
            continue;
        }
        if (written < 0) fail("write");
        bytes += written;
        count -= written;
    }
}

static Peer *connect_peer(int reader) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    Peer *peer = calloc(1, sizeof *peer);
    int on = 1;
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    peer->reader = reader;
    if (connect(peer->fd, (struct sockaddr *)&a, sizeof a)) fail("connect");
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(peer->fd, F_SETFL, fcntl(peer->fd, F_GETFL) | O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, peer->fd, &event)) fail("epoll_ctl");
    return peer;
}

static void drop(Peer *peer, size_t count) {
    memmove(peer->buffer, peer->buffer + count, peer->used - count + 1);
    peer->used -= count;
}

static void done(Peer *peer, int good, const char *answer) {
    if (good) answered += peer->waiting;
    else if ((refused += peer->waiting) == peer->waiting) fprintf(stderr, "refused: %.300s\n", answer);
    took[samples++] = now() - peer->asked;
    peer->waiting = 0;
}

#include "brokers.h"

static void open_socket(Peer *peer) {
    char text[2048];
    int count = snprintf(
        text, sizeof text,
        "GET /api/integration/events/publish HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", key);
    send_all(peer->fd, text, count);
    for (count = 0; count < 4 || memcmp(text + count - 4, "\r\n\r\n", 4);) {
        ssize_t got = read(peer->fd, text + count, 1);
        if (got == 0 || count == sizeof text - 1 || (got < 0 && errno != EAGAIN)) fail("handshake");
        if (got > 0) count++;
    }
    if (strncmp(text, "HTTP/1.1 101", 12)) fprintf(stderr, "%.*s\n", count, text), exit(1);
    peer->times = calloc(peer->window, sizeof *peer->times);
}

static void greet(Peer *peer, long number) {
    char text[1024];
    if (broker) return broker->greet(peer, number);
    if (ws && !peer->reader) return open_socket(peer);
    if (nats) {
        int count = snprintf(text, sizeof text, "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB _I.%ld 1\r\n", number);
        send_all(peer->fd, text, count);
        if (!peer->reader) return;
        const char *config = "{\"stream_name\":\"B\",\"config\":{\"deliver_subject\":\"_D\",\"ack_policy\":\"none\",\"deliver_policy\":\"new\"}}";
        count = snprintf(text, sizeof text, "SUB _D 2\r\nPUB $JS.API.CONSUMER.CREATE.B _I.%ld %zu\r\n%s\r\n", number, strlen(config), config);
        send_all(peer->fd, text, count);
    } else if (peer->reader) {
        int count = snprintf(
            text, sizeof text,
            "GET /api/integration/events/stream HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n", key);
        send_all(peer->fd, text, count);
    }
}

static int due(void) { return sent < events && (rate == 0 || now() >= begun + sent / rate); }

// As many events as its publishers have none under way, one frame each, in one write.
static void ask_socket(Peer *peer) {
    static unsigned key = 1;
    char *at = request;
    while (peer->waiting < peer->window && due()) {
        char body[512];
        int count = sprintf(body, "{\"type\":\"bench\",\"source\":\"bench\",\"correlationId\":\"c%ldz\",\"payload\":\"%s\"}", sent, payload);
        key = key * 1664525 + 1013904223;
        *at++ = (char)0x81, *at++ = (char)0xFE, *at++ = count >> 8, *at++ = count;
        memcpy(at, &key, 4), at += 4;
        for (int i = 0; i < count; i++) *at++ = body[i] ^ (char)(key >> 8 * (i & 3));
        peer->asked = peer->times[(peer->first + peer->waiting++) % peer->window] = now();
        if (rate > 0) sent_at[sent] = peer->asked;
        sent++;
    }
    if (at > request) send_all(peer->fd, request, at - request);
}

static void ask(Peer *peer, long number) {
    if (ws && !peer->reader) return ask_socket(peer);
    if (peer->waiting || peer->reader || !due()) return;
    long count = batch < events - sent ? batch : events - sent;
    char *at = request;
    if (broker) {
        count = 1;
        at = broker->ask(at, number);
    } else if (nats) {
        count = 1;
        at += sprintf(at, "PUB b _I.%ld %d\r\nc%08ld%s\r\n", number, PAYLOAD, sent, payload + 9);
    } else {
        char *body = request + 512, *end = body;
        if (batch > 1) *end++ = '[';
        for (long i = 0; i < count; i++)
            end += sprintf(
                end, "%s{\"type\":\"bench\",\"source\":\"bench\",\"correlationId\":\"c%ldz\",\"payload\":\"%s\"}", i ? "," : "", sent + i,
                payload);
        if (batch > 1) *end++ = ']';
        at += sprintf(
            at,
            "POST /api/integration/events/publish HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
            key, (size_t)(end - body));
        memmove(at, body, end - body);
        at += end - body;
    }
    peer->asked = now();
    for (long i = 0; i < count && rate > 0; i++) sent_at[sent + i] = peer->asked;
    sent += count;
    peer->waiting = count;
    send_all(peer->fd, request, at - request);
}

// All answers that are there, each the one to the oldest event.
static void answers(Peer *peer) {
    size_t at = 0;
    while (peer->used - at >= 4) {
        unsigned char *frame = (unsigned char *)peer->buffer + at;
        size_t head = frame[1] == 126 ? 4 : 2, length = frame[1] == 126 ? frame[2] << 8 | frame[3] : frame[1];
        if (frame[1] == 127 || peer->used - at < head + length) break;
        char *text = peer->buffer + at + head;
        at += head + length;
        if (frame[0] != 0x81) {
            if (frame[0] == 0x88) fprintf(stderr, "closed: %.*s\n", (int)length, text), exit(1);
            continue;
        }
        if (memmem(text, length, "\"published\"", 11)) answered++;
        else if (++refused == 1) fprintf(stderr, "refused: %.*s\n", (int)(length < 300 ? length : 300), text);
        took[samples++] = now() - peer->times[peer->first++ % peer->window];
        peer->waiting--;
    }
    if (at) drop(peer, at);
}

// One answer at the start of the buffer; false when it is not all there.
static int answer(Peer *peer) {
    if (broker) return broker->answer(peer);
    if (nats) {
        char *line = memmem(peer->buffer, peer->used, "\r\n", 2);
        if (!line) return 0;
        if (strncmp(peer->buffer, "MSG ", 4)) {
            if (!strncmp(peer->buffer, "PING", 4)) send_all(peer->fd, "PONG\r\n", 6);
            if (!strncmp(peer->buffer, "-ERR", 4)) fprintf(stderr, "%.*s\n", (int)(line - peer->buffer), peer->buffer);
            drop(peer, line + 2 - peer->buffer);
            return 1;
        }
        char *size = line;
        while (size[-1] != ' ') size--;
        size_t whole = line + 2 - peer->buffer + atol(size) + 2;
        if (peer->used < whole) return 0;
        if (peer->waiting) done(peer, memmem(line, whole - (line - peer->buffer), "\"seq\":", 6) != NULL, line);
        drop(peer, whole);
        return 1;
    }
    char *head = memmem(peer->buffer, peer->used, "\r\n\r\n", 4);
    if (!head) return 0;
    char *length = strcasestr(peer->buffer, "content-length:");
    size_t whole = head + 4 - peer->buffer + (length && length < head ? atol(length + 15) : 0);
    if (peer->used < whole) return 0;
    done(peer, !strncmp(peer->buffer, "HTTP/1.1 202", 12), peer->buffer);
    drop(peer, whole);
    return 1;
}

static void deliver(Peer *peer) {
    const char *mark = broker ? broker->mark : nats ? "\r\nc" : "\"correlationId\":\"c";
    size_t length = broker ? broker->mark_length : strlen(mark);
    size_t seen = 0;
    char *at = peer->buffer, *found;
    while ((found = memmem(at, peer->buffer + peer->used - at, mark, length))) {
        char *digits = found + length;
        if (peer->buffer + peer->used - digits < 12) break;
        long i = atol(digits);
        if (i >= 0 && i < events && sent_at[i] && !arrived_at[i]) {
            arrived_at[i] = now();
            delivered++;
        }
        at = digits;
        seen = at - peer->buffer;
    }
    size_t keep = peer->used > 64 ? peer->used - 64 : 0;
    if (!found && keep > seen) seen = keep;
    if (broker) broker->more(peer);
    else if (seen) drop(peer, seen);
}

static int fill(Peer *peer) {
    if (peer->size - peer->used < 65536) {
        peer->size = peer->size ? peer->size * 2 : 131072;
        peer->buffer = realloc(peer->buffer, peer->size + 1);
    }
    ssize_t count = read(peer->fd, peer->buffer + peer->used, peer->size - peer->used);
    if (count <= 0) return count < 0 && errno == EAGAIN;
    peer->used += count;
    peer->buffer[peer->used] = 0;
    return 1;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void spread(const char *name, double *values, long count) {
    qsort(values, count, sizeof *values, ascending);
    double at[] = {0.5, 0.99, 0.999};
    printf(", \"%s_ms\": [", name);
    for (int i = 0; i < 3; i++) printf("%s%.3f", i ? ", " : "", count ? values[(long)(at[i] * (count - 1))] * 1000 : -1);
    printf("]");
}

int main(int count, char **arguments) {
    if (count < 7) return fprintf(stderr, "usage: publish http|ws|nats|redis|postgres PORT PUBLISHERS EVENTS BATCH RATE [KEY [SOCKETS]]\n"), 64;
    for (size_t i = 0; i < sizeof brokers / sizeof *brokers; i++)
        if (!strcmp(brokers[i].name, arguments[1])) broker = &brokers[i];
    nats = !strcmp(arguments[1], "nats"), ws = !strcmp(arguments[1], "ws"), port = atoi(arguments[2]), connections = atol(arguments[3]);
    events = atol(arguments[4]), batch = atol(arguments[5]), rate = atof(arguments[6]);
    if (count > 7) key = arguments[7];
    long publishers = connections;
    if (count > 8) connections = atol(arguments[8]);
    memset(payload, 'x', PAYLOAD);
    request = malloc(ROOM + (batch + publishers) * 512);
    took = calloc(events + 1, sizeof *took), sent_at = calloc(events + 1, sizeof *sent_at);
    arrived_at = calloc(events + 1, sizeof *arrived_at);
    epoll = epoll_create1(0);
    Peer **peers = calloc(connections + 1, sizeof *peers);
    for (long i = 0; i < connections; i++) {
        peers[i] = connect_peer(0);
        peers[i]->window = publishers / connections + (i < publishers % connections);
        greet(peers[i], i);
    }
    if (rate > 0) {
        greet(connect_peer(1), connections);
        usleep(500000);
    }
    begun = now();
    double last = begun;
    long before = 0;
    struct epoll_event ready[256];
    while ((answered + refused < events || (rate > 0 && delivered + refused < events)) && now() - last < IDLE_SECONDS_MAX) {
        for (long i = 0; sent < events && i < connections; i++) ask(peers[i], i);
        int many = epoll_wait(epoll, ready, 256, rate > 0 ? 1 : 1000);
        for (int i = 0; i < many; i++) {
            Peer *peer = ready[i].data.ptr;
            if (!fill(peer)) return fprintf(stderr, "the server closed a connection\n"), 1;
            if (peer->reader) deliver(peer);
            else if (ws) answers(peer);
            else
                while (peer->used && answer(peer)) {}
        }
        if (answered + refused + delivered != before) last = now();
        before = answered + refused + delivered;
    }
    long both = 0;
    for (long i = 0; i < events; i++)
        if (arrived_at[i]) sent_at[both++] = arrived_at[i] - sent_at[i];
    printf("{\"answered\": %ld, \"refused\": %ld, \"delivered\": %ld, \"seconds\": %.4f", answered, refused, delivered, last - begun);
    spread("answer", took, samples);
    spread("delivery", sent_at, both);
    printf("}\n");
    return answered < events;
}
